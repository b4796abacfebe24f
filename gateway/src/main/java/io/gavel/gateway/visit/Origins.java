package io.gavel.gateway.visit;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** Which sites may ask for numbers (Fetch standard, CORS protocol). Programs say what they like: this binds browsers only. */
final class Origins {
    private static final String DAY = "86400";

    private Origins() {}

    /** Whether a page of the request's origin may use the pool; then the answer says so to the browser. */
    static boolean admit(Call call, PoolInfo pool) {
        String origin = call.header(HttpHeaderNames.ORIGIN);
        return origin == null || tell(call, allows(pool, origin), origin);
    }

    /** The same for a visit that is not looked up yet: some pool has to allow the origin. */
    static boolean admit(Call call, Snapshot market) {
        String origin = call.header(HttpHeaderNames.ORIGIN);
        return origin == null || tell(call, allowsAny(market, origin), origin);
    }

    /** Answers a browser that asks before it sends. */
    static void preflight(Call call, Snapshot market) {
        if (!admit(call, market)) {
            call.problem(403, "origin_not_allowed", "No pool is for pages of this origin.");
            return;
        }
        call.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
                .with(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, DAY)
                .noContent();
    }

    private static boolean tell(Call call, boolean allowed, String origin) {
        call.with(HttpHeaderNames.VARY, "Origin");
        if (allowed) {
            call.with(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            call.with(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
        }
        return allowed;
    }

    private static boolean allowsAny(Snapshot market, String origin) {
        for (int id = 1; id < market.end(EntityKind.POOL); id++) {
            PoolInfo pool = market.pool(id);
            if (pool != null && allows(pool, origin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allows(@Nullable PoolInfo pool, String origin) {
        return pool != null && (pool.origins().isEmpty() || pool.origins().contains(origin));
    }
}
