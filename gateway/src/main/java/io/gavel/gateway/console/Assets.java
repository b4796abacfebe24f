package io.gavel.gateway.console;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Router;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

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
        Buffer bytes = read(resource);
        CRC32C sum = new CRC32C();
        sum.update(bytes.getBytes());
        String tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
        router.route("GET", "/console/assets/" + name, Access.PUBLIC, call -> give(call, tag, type, bytes))
                .page(Access.PUBLIC);
    }

    /** Kept by browsers, which ask whether it is still the same. */
    private static void give(Call call, String tag, String type, Buffer bytes) {
        Press.safe(call).with("etag", tag).with("cache-control", "no-cache");
        boolean isKnown = tag.equals(call.header("if-none-match"));
        call.bytes(isKnown ? 304 : 200, type, isKnown ? Buffer.buffer() : bytes);
    }

    private static Buffer read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
