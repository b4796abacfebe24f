package io.gavel.gateway.notify;

import io.gavel.gateway.client.Client;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.market.Snapshot;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What destinations send with, and whom they tell how letters ended. Any thread. */
final class Sending {
    /** A status that nobody answered. */
    static final int NONE = 0;

    private static final int GONE = 410;

    private final Client client;
    private final InstantSource clock;
    private final int timeoutMillis;
    private final Supplier<Snapshot> market;
    private final BiConsumer<Letter, Verdict> ended;

    Sending(
            Client client,
            InstantSource clock,
            int timeoutMillis,
            Supplier<Snapshot> market,
            BiConsumer<Letter, Verdict> ended) {
        this.client = client;
        this.clock = clock;
        this.timeoutMillis = timeoutMillis;
        this.market = market;
        this.ended = ended;
    }

    InstantSource clock() {
        return clock;
    }

    Snapshot market() {
        return market.get();
    }

    void ended(Letter letter, Verdict verdict) {
        ended.accept(letter, verdict);
    }

    /** Sends a request on the client's loop; its end is heard there. {@code headers}: whole lines, or null. */
    void send(Endpoint endpoint, byte @Nullable [] headers, byte[] body, Posting.End end) {
        client.loop()
                .execute(() -> client.send(endpoint, new Posting(endpoint, headers, body, timeoutMillis, clock, end)));
    }

    /** The usual meaning of an answer: 2xx is done, 410 that nobody wants letters there. */
    static Verdict verdict(int status) {
        if (status >= 200 && status < 300) {
            return Verdict.DONE;
        }
        return status == GONE ? Verdict.dead("status " + status) : Verdict.again("status " + status);
    }

    /** Of no answer: an address that is not allowed takes none, ever. */
    static Verdict verdict(Failure failure) {
        String word = failure.name().toLowerCase(Locale.ROOT);
        return failure == Failure.NOT_ALLOWED ? Verdict.dead(word) : Verdict.again(word);
    }
}
