package io.gavel.gateway.demo.phone;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** How a seller announces a call before it comes. Called on the farm's loop; answers on any. */
@FunctionalInterface
public interface CallPings {
    /** The exchange's answer to a ping with this key. */
    Future<JsonObject> ping(String sellerKey, JsonObject body);
}
