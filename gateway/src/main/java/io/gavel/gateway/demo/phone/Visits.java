package io.gavel.gateway.demo.phone;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** How a visitor of a site learns which number to call. Called on the farm's loop; answers on any. */
@FunctionalInterface
public interface Visits {
    /** The exchange's answer to {@code POST /v1/visits}, asked from this address. */
    Future<JsonObject> open(String address, JsonObject body);
}
