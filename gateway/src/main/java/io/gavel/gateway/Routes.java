package io.gavel.gateway;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Router;

/** Every path on one page. */
final class Routes {
    private final Health health;

    Routes(Health health) {
        this.health = health;
    }

    Router router() {
        Router router = new Router();
        router.route("GET", "/healthz", Access.PUBLIC, health::live);
        router.route("GET", "/readyz", Access.PUBLIC, health::ready);
        router.route("GET", "/metrics", Access.ANALYST, health::metrics);
        return router;
    }
}
