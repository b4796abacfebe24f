package io.gavel.gateway.http;

import io.gavel.message.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop waits for: a table in which the count of a correlation id is the place. Used on its loop, but
 * {@link #answer} and {@link #wake}, which the line's thread calls, and {@link #size}.
 */
final class Waiting {
    private static final int CAPACITY = 1 << 16;
    private static final int MASK = CAPACITY - 1;
    private static final int MOST = CAPACITY / 2;
    private static final int SWEEP_MILLIS = 100;
    /** Answers given in one turn, before others have theirs on the loop. */
    private static final int TURN = 512;

    private static final int ID_BYTES = Long.BYTES;
    private static final long COUNT_MASK = (1L << 48) - 1;

    private final Loop loop;
    private final long prefix;
    private final @Nullable Reply[] replies = new Reply[CAPACITY];
    private final long[] ids = new long[CAPACITY];
    private final long[] dueNanos = new long[CAPACITY];
    private final UnsafeBuffer read = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long count;
    private int waiting;
    private volatile int size;

    private final OneToOneConcurrentArrayQueue<byte[]> answers = new OneToOneConcurrentArrayQueue<>(CAPACITY);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final UnsafeBuffer written = new UnsafeBuffer(0, 0);

    /** {@code count} is where to begin to count. */
    Waiting(Loop loop, long prefix, long count) {
        this.loop = loop;
        this.prefix = prefix;
        this.count = count;
    }

    void start() {
        loop.context().runOnContext(now -> loop.context().owner().setPeriodic(SWEEP_MILLIS, tick -> sweep()));
    }

    long await(long timeoutMillis, Reply reply) {
        if (waiting == MOST) {
            return 0;
        }
        do {
            count = count + 1 & COUNT_MASK;
        } while (count == 0 || replies[(int) count & MASK] != null);
        int place = (int) count & MASK;
        replies[place] = reply;
        ids[place] = prefix | count;
        dueNanos[place] = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        size = ++waiting;
        return prefix | count;
    }

    /** Whether it was waited for. */
    boolean forget(long correlationId) {
        return take((int) correlationId & MASK, correlationId) != null;
    }

    /** About; any thread. */
    int size() {
        return size;
    }

    /** Copies an answer for the loop; if ever more come than requests may wait, theirs time out. */
    void answer(long correlationId, DirectBuffer buffer, int offset, int length) {
        byte[] copy = new byte[ID_BYTES + length];
        written.wrap(copy);
        written.putLong(0, correlationId, ByteOrder.LITTLE_ENDIAN);
        buffer.getBytes(offset, copy, ID_BYTES, length);
        answers.offer(copy);
    }

    /** Lets the loop look at what is there. */
    void wake() {
        if (!answers.isEmpty() && awake.compareAndSet(false, true)) {
            loop.context().runOnContext(now -> drain());
        }
    }

    private void drain() {
        awake.set(false);
        for (int i = 0; i < TURN; i++) {
            byte[] answer = answers.poll();
            if (answer == null) {
                return;
            }
            read.wrap(answer);
            long id = read.getLong(0, ByteOrder.LITTLE_ENDIAN);
            Reply reply = take((int) id & MASK, id);
            if (reply != null) {
                header.wrap(read, ID_BYTES);
                reply.answered(header.templateId(), read, ID_BYTES, answer.length - ID_BYTES);
            }
        }
        wake();
    }

    private void sweep() {
        size = waiting;
        long now = System.nanoTime();
        for (int place = 0, left = waiting; place < CAPACITY && left > 0; place++) {
            if (replies[place] != null) {
                left--;
                if (now - dueNanos[place] > 0) {
                    Reply late = take(place, ids[place]);
                    if (late != null) {
                        late.timedOut();
                    }
                }
            }
        }
    }

    private @Nullable Reply take(int place, long id) {
        Reply reply = replies[place];
        if (reply == null || ids[place] != id) {
            return null;
        }
        replies[place] = null;
        size = --waiting;
        return reply;
    }
}
