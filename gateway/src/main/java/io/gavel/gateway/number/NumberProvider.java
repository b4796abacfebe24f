package io.gavel.gateway.number;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who has numbers to give. What is asked completes on any thread, exceptionally with a {@link Failure}. */
interface NumberProvider {
    /** Its name in requests and orders. */
    String name();

    /** Numbers that could be ordered now. {@code areaCode}: 0: any. */
    CompletableFuture<List<Offer>> search(int areaCode, int limit);

    /** Orders numbers under a reference of ours. Not to be called again before {@link #find} said that there is no such order. */
    CompletableFuture<Progress> order(String reference, List<String> numbers);

    /** What became of the order of a reference. */
    CompletableFuture<Progress> find(String reference);

    /** So long after an order was sent {@link #find} may not know it yet, although it gets there. */
    Duration settling();

    /**
     * A number that can be had.
     *
     * @param monthly decimal; null: not said
     * @param perMinute likewise
     * @param currency of both; empty: not said
     */
    record Offer(
            String number,
            @Nullable String carrier,
            @Nullable String monthly,
            @Nullable String perMinute,
            String currency) {}

    /**
     * How far an order is.
     *
     * @param got numbers that are ours
     * @param refused numbers that we will not get
     */
    record Progress(State state, List<String> got, List<String> refused) {
        static final Progress NONE = new Progress(State.NONE, List.of(), List.of());
    }

    /** Where an order is. */
    enum State {
        /** The provider has no such order. */
        NONE,
        PENDING,
        DONE
    }

    /** Why the provider did not do what it was asked. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean isFinal;

        /** {@code isFinal}: asking again would not help. */
        Failure(String message, boolean isFinal) {
            super(message, null, false, false);
            this.isFinal = isFinal;
        }

        boolean isFinal() {
            return isFinal;
        }
    }
}
