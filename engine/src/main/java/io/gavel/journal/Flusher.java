package io.gavel.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Forces the journal beside the line: complete segments before they are closed, and, for {@link Sync#INTERVAL}, what was
 * written since the last time. Sleeps while nothing is written.
 */
final class Flusher implements Runnable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final boolean interval;
    private final long intervalNanos;
    private final JournalListener listener;
    private final JournalFigures figures;
    private final ArrayDeque<SegmentWriter> complete = new ArrayDeque<>();
    private final Thread thread = new Thread(this, "journal-sync");
    private @Nullable SegmentWriter present;
    private volatile long written;
    private long forced;
    private volatile boolean idle;
    private volatile boolean closed;

    Flusher(boolean interval, long intervalNanos, JournalListener listener, JournalFigures figures) {
        this.interval = interval;
        this.intervalNanos = intervalNanos;
        this.listener = listener;
        this.figures = figures;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Journal thread: messages up to {@code sequence} are in their segments. */
    void written(long sequence) {
        written = sequence;
        if (idle) {
            idle = false;
            LockSupport.unpark(thread);
        }
    }

    /** Journal thread: {@code next} is written now; {@code previous} is complete. */
    void rolled(@Nullable SegmentWriter previous, SegmentWriter next) {
        synchronized (complete) {
            if (previous != null) {
                complete.add(previous);
            }
            present = next;
        }
        LockSupport.unpark(thread);
    }

    /** Forces and closes everything, and stops. After the last message was written. */
    void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                closeComplete();
                if (interval && written != forced) {
                    force();
                    LockSupport.parkNanos(intervalNanos);
                } else {
                    sleep();
                }
            }
            closeComplete();
            force();
            closePresent();
        } catch (IOException | RuntimeException e) {
            listener.failed(e);
        }
    }

    private void sleep() {
        idle = interval;
        if (!interval || written == forced) {
            LockSupport.parkNanos(IDLE_NANOS);
        }
        idle = false;
    }

    private void closeComplete() throws IOException {
        for (SegmentWriter segment = first(); segment != null; segment = first()) {
            segment.truncate();
            figures.force(segment);
            segment.close();
            listener.segmentClosed(segment.number());
        }
    }

    private void force() throws IOException {
        long upTo = written;
        SegmentWriter segment;
        synchronized (complete) {
            segment = complete.isEmpty() ? present : null;
        }
        if (segment != null) {
            figures.force(segment);
            forced = upTo;
        }
    }

    private void closePresent() throws IOException {
        synchronized (complete) {
            if (present != null) {
                present.close();
            }
        }
    }

    private @Nullable SegmentWriter first() {
        synchronized (complete) {
            return complete.poll();
        }
    }
}
