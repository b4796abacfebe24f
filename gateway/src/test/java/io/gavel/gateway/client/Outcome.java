package io.gavel.gateway.client;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A request that posts {@code {}} and remembers how it ended. */
final class Outcome extends Request {
    private static final byte[] BODY = {'{', '}'};

    private final Endpoint endpoint;
    private final boolean repeatable;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicInteger ends = new AtomicInteger();

    Outcome(Endpoint endpoint, long millis, boolean repeatable) {
        super(System.nanoTime() + millis * 1_000_000);
        this.endpoint = endpoint;
        this.repeatable = repeatable;
    }

    static Outcome of(Client client, String url, long millis) {
        return send(client, new Outcome(Endpoint.of(url), millis, true));
    }

    static Outcome unrepeatable(Client client, String url, long millis) {
        return send(client, new Outcome(Endpoint.of(url), millis, false));
    }

    /** {@code 200 body}, or the failure's name. */
    String get() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    int ends() {
        return ends.get();
    }

    @Override
    protected void encode(ByteBuf into) {
        endpoint.encode(into, null, BODY, BODY.length);
    }

    @Override
    protected boolean isRepeatable() {
        return repeatable;
    }

    @Override
    protected void answered(int status, byte[] body, int length) {
        ends.incrementAndGet();
        end.complete(status + " " + new String(body, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    protected void failed(Failure failure) {
        ends.incrementAndGet();
        end.complete(failure.name());
    }

    private static Outcome send(Client client, Outcome outcome) {
        client.loop().execute(() -> client.send(outcome.endpoint, outcome));
        return outcome;
    }
}
