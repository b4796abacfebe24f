package io.gavel.gateway;

import io.gavel.gateway.http.Call;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is served as it lies in the jar. Any event loop. */
final class Pages {
    private static final String HTML = "text/html; charset=utf-8";

    private final Buffer docs = read("docs.html");
    private final Buffer openApi = read("openapi.json");

    void docs(Call call) {
        call.bytes(200, HTML, docs);
    }

    void openApi(Call call) {
        call.json(200, openApi);
    }

    private static Buffer read(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
