package io.gavel.gateway.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An edge's mailboxes, one a loop. A correlation id names its loop in the upper 16 bits; what names none that there is goes to the
 * first. Filled before the engine starts, then the consumer's thread only.
 */
public final class Mailboxes<T> {
    private static final int LOOP_SHIFT = 48;

    private final List<Mailbox<T>> byLoop = new ArrayList<>();

    /** The first correlation id of a loop; {@code count} begins below 2^48. */
    public static long correlationId(int loop, long count) {
        return ((long) loop << LOOP_SHIFT) | count;
    }

    /** The next loop's. */
    public void add(Executor loop, Consumer<T> reader) {
        byLoop.add(new Mailbox<>(loop, reader));
    }

    /** Puts something in; {@link #flush} makes the loop look. */
    public void put(long correlationId, T letter) {
        int loop = (int) (correlationId >>> LOOP_SHIFT);
        byLoop.get(loop < byLoop.size() ? loop : 0).put(letter);
    }

    /** Wakes the loops for which something lies here; at the end of a batch. */
    public void flush() {
        byLoop.forEach(Mailbox::flush);
    }
}
