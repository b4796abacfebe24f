package io.gavel.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * An open stream of server-sent events (WHATWG HTML §9.2). Used on its call's event loop. A reader that is too slow is cut
 * off rather than buffered for: it comes back with {@code Last-Event-ID}.
 */
public final class EventStream {
    private static final CharSequence TYPE = HttpHeaders.createOptimized("text/event-stream");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final HttpServerResponse response;

    EventStream(HttpServerResponse response) {
        this.response = response;
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        comment("open");
    }

    /** Sends one event; {@code data} is one line of JSON. False if the stream is over or was cut because its reader is too slow. */
    public boolean send(String id, String event, String data) {
        return write("id: " + id + "\nevent: " + event + "\ndata: " + data + "\n\n");
    }

    /** Sends what readers ignore, to keep the connection alive. */
    public boolean comment(String text) {
        return write(": " + text + "\n\n");
    }

    /** Called once when the reader is gone or was cut off. */
    public void onClosed(Runnable action) {
        if (response.closed()) {
            action.run();
        } else {
            response.closeHandler(gone -> action.run());
        }
    }

    /** Ends the stream. */
    public void close() {
        if (!response.closed() && !response.ended()) {
            response.end();
        }
    }

    private boolean write(String text) {
        if (response.closed() || response.ended()) {
            return false;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return false;
        }
        response.write(Buffer.buffer(text));
        return true;
    }
}
