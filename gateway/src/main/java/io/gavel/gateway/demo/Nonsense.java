package io.gavel.gateway.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** What a broken buyer answers, one kind after the other. */
final class Nonsense {

    private static final Buffer[] BODIES = {
        Buffer.buffer("<html><body>Bad gateway</body></html>"),
        Buffer.buffer("{\"bid\":NaN}"),
        Buffer.buffer("{\"bid\":1e999}"),
        Buffer.buffer("{\"bid\":-5.00}"),
        Buffer.buffer("{\"bid\":\"twelve\"}"),
        Buffer.buffer("{\"bid\":12.00"),
        Buffer.buffer("{\"bid\":0.00000001}"),
        Buffer.buffer("[".repeat(5_000)),
        Buffer.buffer("{\"bid\":12.00}" + " ".repeat(1 << 20)),
        Buffer.buffer(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}),
    };

    private int turn;

    void answer(HttpServerResponse response) {
        int kind = turn++ % (BODIES.length + 2);
        if (kind == BODIES.length) {
            response.setStatusCode(302)
                    .putHeader("location", "http://127.0.0.1:1/bid")
                    .end();
        } else if (kind == BODIES.length + 1) {
            response.end();
        } else {
            response.end(BODIES[kind]);
        }
    }
}
