package io.gavel.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handler serves which method of which path. Filled while the exchange is wired; read from all event loops. */
public final class Router {
    private static final String[] NO_SEGMENTS = {};
    private static final Route UNREADABLE = new Route("", "(unreadable)", Access.PUBLIC, call -> {}).takes(Body.NONE);

    private final Map<String, List<Route>> exact = new HashMap<>();
    private final List<Route> patterns = new ArrayList<>();
    private final List<Route> all = new ArrayList<>();
    private final Route unknown = new Route("", "(unknown)", Access.PUBLIC, this::refuse).takes(Body.NONE);

    /**
     * Adds a route.
     *
     * @param path exact, or with whole segments as parameters: {@code /v1/pings/{ping_id}/explain}
     * @throws IllegalArgumentException if there is one already
     */
    public Route route(String method, String path, Access access, Handler handler) {
        for (Route known : all) {
            if (known.method().equals(method) && known.path().equals(path)) {
                throw new IllegalArgumentException("two handlers for " + method + " " + path);
            }
        }
        Route route = new Route(method, path, access, handler);
        all.add(route);
        if (route.hasParameters()) {
            patterns.add(route);
        } else {
            exact.computeIfAbsent(path, unused -> new ArrayList<>(2)).add(route);
        }
        return route;
    }

    /** Every route, in the order in which they were added. */
    public List<Route> routes() {
        return List.copyOf(all);
    }

    /** The call of a request; of a path or method that nobody serves, one whose handler says so. */
    Call find(HttpServerRequest request, Loop loop) {
        String path = request.path();
        if (path == null) {
            return new Call(request, loop, unknown, NO_SEGMENTS);
        }
        String method = request.method().name();
        List<Route> here = exact.get(path);
        Route route = here == null ? null : of(method, here);
        if (route != null) {
            return new Call(request, loop, route, NO_SEGMENTS);
        }
        String[] segments = path.split("/", -1);
        for (Route pattern : patterns) {
            if (isServedBy(pattern, method) && pattern.matches(segments)) {
                return new Call(request, loop, pattern, segments);
            }
        }
        return new Call(request, loop, unknown, NO_SEGMENTS);
    }

    /** A call for what is no HTTP. */
    Call unreadable(HttpServerRequest request, Loop loop) {
        return new Call(request, loop, UNREADABLE, NO_SEGMENTS);
    }

    private void refuse(Call call) {
        String methods = allowed(call.path());
        if (methods.isEmpty()) {
            call.problem(Problems.NOT_FOUND);
        } else {
            call.with(HttpHeaders.ALLOW, methods)
                    .problem(405, "method_not_allowed", "This path takes " + methods + ".");
        }
    }

    /** The methods of a path, for {@code Allow}; empty if there is no such path. */
    private String allowed(String path) {
        String[] segments = path.split("/", -1);
        StringBuilder methods = new StringBuilder();
        for (Route route : all) {
            if (route.hasParameters() ? route.matches(segments) : route.path().equals(path)) {
                methods.append(methods.isEmpty() ? "" : ", ").append(route.method());
            }
        }
        return methods.toString();
    }

    private static @Nullable Route of(String method, List<Route> routes) {
        for (Route route : routes) {
            if (isServedBy(route, method)) {
                return route;
            }
        }
        return null;
    }

    private static boolean isServedBy(Route route, String method) {
        return route.method().equals(method)
                || (method.equals("HEAD") && route.method().equals("GET"));
    }
}
