package io.gavel.gateway.account.provider;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.client.Request;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request to the provider. On the client's event loop. */
final class Fetch extends Request {
    private static final long TIMEOUT_NANOS = 10_000_000_000L;

    private final Endpoint endpoint;
    private final byte @Nullable [] headers;
    private final byte[] body;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /** What was answered. */
    record Answer(int status, String body) {}

    private Fetch(Endpoint endpoint, @Nullable String headers, String body) {
        super(System.nanoTime() + TIMEOUT_NANOS);
        this.endpoint = endpoint;
        this.headers = headers == null ? null : headers.getBytes(StandardCharsets.US_ASCII);
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    static CompletableFuture<Answer> get(Client client, String url) {
        return send(client, "GET", url, null, "");
    }

    /** {@code headers}: whole header lines, or null. */
    static CompletableFuture<Answer> form(Client client, String url, @Nullable String headers, String form) {
        return send(client, "POST", url, headers, form);
    }

    private static CompletableFuture<Answer> send(
            Client client, String method, String url, @Nullable String headers, String body) {
        Fetch fetch;
        try {
            fetch = new Fetch(Endpoint.of(method, url, "application/x-www-form-urlencoded"), headers, body);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        client.loop().execute(() -> client.send(fetch.endpoint, fetch));
        return fetch.answer;
    }

    @Override
    protected void encode(ByteBuf into) {
        endpoint.encode(into, headers, body, body.length);
    }

    @Override
    protected boolean isRepeatable() {
        return headers == null && body.length == 0;
    }

    @Override
    protected void answered(int status, byte[] bytes, int length) {
        answer.complete(new Answer(status, new String(bytes, 0, length, StandardCharsets.UTF_8)));
    }

    @Override
    protected void failed(Failure failure) {
        String word = failure.name().toLowerCase(Locale.ROOT);
        answer.completeExceptionally(
                new Refused(
                        "provider-" + word,
                        "The identity provider at " + endpoint.label() + " does not answer (" + word.replace('_', ' ')
                                + "). Try again; if it stays like this, an operator with a password or an API key can still sign in here."));
    }
}
