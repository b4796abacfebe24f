package io.gavel.gateway;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Content;
import io.gavel.gateway.http.Router;

/** The interface's documentation, as it lies in the jar: the document, and Swagger UI to read and try it. Any event loop. */
final class Pages {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    /** Nothing but what this server sends; no script within the page. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Content docs = Content.of(Pages.class, "docs.html", HTML);
    private final Content openApi = Content.of(Pages.class, "openapi.json", "application/json");

    /** What the page is made of; no part of the interface. */
    void addTo(Router router) {
        asset(router, "swagger-ui.css", SWAGGER + "swagger-ui.css", STYLE);
        asset(router, "swagger-ui-bundle.js", SWAGGER + "swagger-ui-bundle.js", SCRIPT);
        asset(router, "docs.js", "docs.js", SCRIPT);
        asset(router, "docs.css", "docs.css", STYLE);
    }

    private static void asset(Router router, String name, String resource, String type) {
        Content content = Content.of(Pages.class, resource, type);
        router.route("GET", "/docs/" + name, Access.PUBLIC, call -> safe(call).content(content))
                .page(Access.PUBLIC);
    }

    void docs(Call call) {
        safe(call).content(docs);
    }

    void openApi(Call call) {
        call.content(openApi);
    }

    private static Call safe(Call call) {
        return call.with("content-security-policy", POLICY).with("x-content-type-options", "nosniff");
    }
}
