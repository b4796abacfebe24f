package io.gavel.gateway.demo;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The demo's own web site, on a port of its own as a real one would be: a page that loads {@code dni.js} of the exchange, and shows
 * a number of its visitor's own. Opened and closed on a thread that is not an event loop.
 */
final class SampleSite implements AutoCloseable {
    private static final int SECONDS = 10;

    private final Vertx vertx;
    private final HttpServer server;

    private SampleSite(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Opens it on a free port of loopback.
     *
     * @param gatewayPort of the exchange's HTTP
     */
    static SampleSite open(int gatewayPort) throws IOException {
        Buffer page = Buffer.buffer(read().replace("GATEWAY", "http://127.0.0.1:" + gatewayPort));
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> serve(request, page))
                    .listen(0, "127.0.0.1")
                    .await(SECONDS, TimeUnit.SECONDS);
            return new SampleSite(vertx, server);
        } catch (TimeoutException e) {
            vertx.close();
            throw new IOException("the sample site cannot be opened", e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort()
                + "/sample/?gclid=demo-click&utm_source=google&utm_term=car+insurance";
    }

    private static void serve(HttpServerRequest request, Buffer page) {
        if (request.path() == null || !request.path().startsWith("/sample")) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.response().putHeader("content-type", "text/html; charset=utf-8").end(page);
    }

    private static String read() throws IOException {
        try (InputStream page = SampleSite.class.getResourceAsStream("sample.html")) {
            if (page == null) {
                throw new IOException("the sample page is not packaged");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
