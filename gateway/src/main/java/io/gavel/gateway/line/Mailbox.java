package io.gavel.gateway.line;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * From the consumer's thread to one event loop: bounded, and the loop is woken once for all that lies in it. When it is full
 * the consumer waits, and so in the end does intake; a loop never waits for the line, so that ends.
 */
final class Mailbox<T> implements Runnable {
    private static final int CAPACITY = 1 << 14;
    private static final int AT_ONCE = 256;
    private static final long PAUSE_NANOS = 50_000;

    private final OneToOneConcurrentArrayQueue<T> queue = new OneToOneConcurrentArrayQueue<>(CAPACITY);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Executor loop;
    private final Consumer<T> reader;

    /** {@code reader} is called on the loop. */
    Mailbox(Executor loop, Consumer<T> reader) {
        this.loop = loop;
        this.reader = reader;
    }

    /** Puts something in; {@link #flush} makes the loop look. The consumer's thread. */
    void put(T letter) {
        while (!queue.offer(letter)) {
            flush();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Wakes the loop if something lies in it. The consumer's thread, at the end of a batch. */
    void flush() {
        if (!queue.isEmpty() && awake.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        awake.set(false);
        for (int i = 0; i < AT_ONCE; i++) {
            T letter = queue.poll();
            if (letter == null) {
                return;
            }
            reader.accept(letter);
        }
        flush();
    }
}
