package io.gavel.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects one request's body, up to its limit. A link in {@link Connections}' ring of unfinished bodies while it does. What is
 * still to come of a body that is refused cannot be waited for: the connection goes with the answer.
 */
final class BodyReader extends Connections.Link {
    private final Call call;
    private final HttpServerRequest request;
    private final int limit;
    private final Consumer<Call> then;
    private final long startNanos;
    private @Nullable Buffer collected;
    private boolean copied;
    private boolean done;

    private BodyReader(Call call, HttpServerRequest request, int limit, Consumer<Call> then, long startNanos) {
        this.call = call;
        this.request = request;
        this.limit = limit;
        this.then = then;
        this.startNanos = startNanos;
    }

    /** Reads the body and hands the call on, or answers it 400, 408 or 413. */
    static void read(
            Call call, HttpServerRequest request, int limit, Connections connections, Consumer<Call> then, long now) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isOver(length, limit)) {
            call.lastOfTooMuch().problem(Problems.TOO_LARGE);
            return;
        }
        BodyReader reader = new BodyReader(call, request, limit, then, now);
        connections.reading(reader);
        request.handler(reader::add);
        request.endHandler(end -> reader.end());
        request.exceptionHandler(broken -> reader.finish());
    }

    @Override
    boolean isDue(long nowNanos, long patienceNanos) {
        return nowNanos - startNanos > patienceNanos;
    }

    @Override
    void tooSlow() {
        finish();
        call.last().problem(new Problem(408, "too_slow", "The body did not arrive in time."));
    }

    private void add(Buffer chunk) {
        if (done) {
            return;
        }
        Buffer before = collected;
        if ((before == null ? 0 : before.length()) + chunk.length() > limit) {
            finish();
            call.lastOfTooMuch().problem(Problems.TOO_LARGE);
        } else if (before == null) {
            collected = chunk;
        } else if (copied) {
            before.appendBuffer(chunk);
        } else {
            // The first chunk is as large as it is: only a copy of it can grow.
            collected = Buffer.buffer(before.length() + 2 * chunk.length())
                    .appendBuffer(before)
                    .appendBuffer(chunk);
            copied = true;
        }
    }

    private void end() {
        if (done) {
            return;
        }
        finish();
        if (collected == null || inflate(collected)) {
            then.accept(call);
        }
    }

    private boolean inflate(Buffer body) {
        String encoding = request.headers().get(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            call.body(body);
            return true;
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            call.with("accept-encoding", "gzip").problem(415, "unsupported_encoding", "Only gzip bodies are read.");
            return false;
        }
        try {
            Buffer plain = Gzip.inflate(body, limit);
            if (plain == null) {
                call.problem(Problems.TOO_LARGE);
                return false;
            }
            call.body(plain);
            return true;
        } catch (IOException e) {
            call.problem(Problems.malformed("The body is not valid gzip."));
            return false;
        }
    }

    private void finish() {
        done = true;
        unlink();
    }

    private static boolean isOver(String length, int limit) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
