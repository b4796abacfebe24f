package io.gavel.ring;

import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.TimeAdvancedEncoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the rules the time when a deadline is due and nothing else came that would have told it. Sleeps until then: an idle
 * exchange journals next to nothing. Runs on {@code line-ticker}.
 */
final class Ticker implements Runnable {
    /** How long after a deadline another message may tell the time instead. */
    private static final long GRACE_MICROS = 200;

    private static final long SHORTEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InputRing inputs;
    private final LineClock clock;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TimeAdvancedEncoder timeAdvanced = new TimeAdvancedEncoder();
    private final Thread thread = new Thread(this, "line-ticker");
    private volatile long deadlineMicros = Long.MAX_VALUE;
    private volatile long wakeMicros = Long.MAX_VALUE;
    private volatile boolean closed;

    Ticker(InputRing inputs, LineClock clock) {
        this.inputs = inputs;
        this.clock = clock;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Core thread: the rules' next deadline. */
    void deadline(long micros) {
        deadlineMicros = micros;
        if (micros < wakeMicros) {
            LockSupport.unpark(thread);
        }
    }

    void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
    }

    /** Offers one tick; the place of its slot, or -1 if the ring is full. Also for the engine's first message. */
    long tick(boolean restarted) {
        Slot slot = inputs.claim();
        return slot == null ? -1 : publish(slot, restarted);
    }

    @Override
    public void run() {
        long pending = -1;
        while (!closed) {
            long now = clock.nowMicros();
            boolean due = deadlineMicros <= now - GRACE_MICROS;
            if (due && inputs.applied() >= pending) {
                pending = tick(false);
            }
            sleep(now, due);
        }
    }

    private void sleep(long now, boolean due) {
        long wake = due ? now : deadlineMicros;
        wakeMicros = wake;
        if (!due && deadlineMicros < wake) {
            return;
        }
        long micros = wake == Long.MAX_VALUE ? Long.MAX_VALUE / 1000 : wake - now + GRACE_MICROS;
        LockSupport.parkNanos(Math.min(LONGEST_SLEEP_NANOS, Math.max(SHORTEST_SLEEP_NANOS, micros * 1000)));
        wakeMicros = Long.MIN_VALUE;
    }

    private long publish(Slot slot, boolean restarted) {
        timeAdvanced.wrapAndApplyHeader(slot.buffer(), 0, header).restarted((short) (restarted ? 1 : 0));
        long place = slot.place();
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + timeAdvanced.encodedLength());
        return place;
    }
}
