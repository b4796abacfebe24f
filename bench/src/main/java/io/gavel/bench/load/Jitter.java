package io.gavel.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The machine's own noise: how much later than asked a sleeping thread wakes. Measured beside a load, read after it. */
public final class Jitter implements AutoCloseable {

    private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Histogram late = new Histogram(3);
    private final Thread thread = new Thread(this::run, "jitter");
    private volatile boolean open = true;

    private Jitter() {}

    /** Starts a thread that sleeps a millisecond at a time. */
    public static Jitter start() {
        Jitter jitter = new Jitter();
        jitter.thread.setDaemon(true);
        jitter.thread.start();
        return jitter;
    }

    /** Stops; nanoseconds late. */
    public Histogram stop() {
        close();
        return late;
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open) {
            long due = System.nanoTime() + SLEEP_NANOS;
            LockSupport.parkNanos(SLEEP_NANOS);
            late.recordValue(Math.max(0, System.nanoTime() - due));
        }
    }
}
