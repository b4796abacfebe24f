package io.gavel.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;

/**
 * Closes a connection whose client may still be sending the body that was refused. Closed with unread bytes a connection is
 * reset, and the answer may be lost with it (RFC 9112 §9.6): so what comes is read and dropped until the body's end, but not for
 * long and not for much. On the request's loop.
 */
final class Lingering {
    private static final int MILLIS = 500;
    private static final int MOST_BYTES = 4 << 20;

    private int left = MOST_BYTES;

    private Lingering() {}

    /** The answer has been given. */
    static void close(HttpServerRequest request, Context loop) {
        Lingering lingering = new Lingering();
        request.handler(chunk -> {
            lingering.left -= chunk.length();
            if (lingering.left < 0) {
                request.connection().close();
            }
        });
        request.endHandler(end -> request.connection().close());
        request.exceptionHandler(broken -> {});
        loop.owner().setTimer(MILLIS, late -> request.connection().close());
    }
}
