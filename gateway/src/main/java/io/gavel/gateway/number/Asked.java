package io.gavel.gateway.number;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** One request to a provider. On the client's event loop. */
final class Asked extends Request {
    /** What was answered. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    private static final long TIMEOUT_NANOS = 15_000_000_000L;

    private final Endpoint endpoint;
    private final byte[] headers;
    private final byte[] body;
    private final boolean repeatable;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private Asked(Endpoint endpoint, String headers, byte[] body, boolean repeatable) {
        super(System.nanoTime() + TIMEOUT_NANOS);
        this.endpoint = endpoint;
        this.headers = headers.getBytes(StandardCharsets.US_ASCII);
        this.body = body;
        this.repeatable = repeatable;
    }

    static CompletableFuture<Answer> get(Client client, String url, String headers) {
        return send(client, new Asked(Endpoint.of("GET", url, "application/json"), headers, new byte[0], true));
    }

    static CompletableFuture<Answer> post(Client client, String url, String headers, byte[] body) {
        return send(client, new Asked(Endpoint.of(url), headers, body, false));
    }

    private static CompletableFuture<Answer> send(Client client, Asked asked) {
        client.loop().execute(() -> client.send(asked.endpoint, asked));
        return asked.answer;
    }

    @Override
    protected void encode(ByteBuf into) {
        endpoint.encode(into, headers, body, body.length);
    }

    @Override
    protected boolean isRepeatable() {
        return repeatable;
    }

    @Override
    protected void answered(int status, byte[] bytes, int length) {
        answer.complete(new Answer(status, Arrays.copyOf(bytes, length)));
    }

    @Override
    protected void failed(Failure failure) {
        String word = failure.name().toLowerCase(Locale.ROOT);
        answer.completeExceptionally(new NumberProvider.Failure(word, failure == Failure.NOT_ALLOWED));
    }
}
