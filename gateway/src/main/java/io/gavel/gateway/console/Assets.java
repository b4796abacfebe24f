package io.gavel.gateway.console;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Content;
import io.gavel.gateway.http.Router;

/** The style sheet and the scripts, as they lie in the jar. Any event loop. */
final class Assets {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    private Assets() {}

    static void addTo(Router router) {
        add(router, "console.css", STYLE, "console.css");
        add(router, "console.js", SCRIPT, "console.js");
        add(router, "uplot.css", STYLE, "uPlot.min.css");
        add(router, "uplot.js", SCRIPT, "uPlot.iife.min.js");
        add(router, "htmx.js", SCRIPT, HTMX);
        add(router, "icon.svg", "image/svg+xml", "icon.svg");
    }

    private static void add(Router router, String name, String type, String resource) {
        Content content = Content.of(Assets.class, resource, type);
        router.route(
                        "GET",
                        "/console/assets/" + name,
                        Access.PUBLIC,
                        call -> Press.safe(call).content(content))
                .page(Access.PUBLIC);
    }
}
