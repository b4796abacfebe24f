package io.gavel.gateway.report.fact;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When the projector makes its next round: a second after the last one while somebody reads, ten seconds after it while nobody does,
 * because a commit costs as much as hundreds of rows; at once when it is nudged. Any thread.
 */
final class Rounds {
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long UNREAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** So long after the last reader somebody reads still. */
    private static final long READER_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A reader waits no longer than this. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nudge = lock.newCondition();
    private final Condition made = lock.newCondition();
    private boolean isNudged;
    private boolean isOver;
    private long count;
    private long lastReader = System.nanoTime() - READER_NANOS;

    /** Somebody waits for the next. */
    void nudge() {
        lock.lock();
        try {
            isNudged = true;
            nudge.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody rests or waits any more. */
    void over() {
        lock.lock();
        try {
            isOver = true;
            nudge.signalAll();
            made.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody reads. The first one after a pause waits for a round, so that what was gathered meanwhile is there. */
    void read() {
        lock.lock();
        try {
            boolean wasRead = isRead();
            lastReader = System.nanoTime();
            if (!wasRead) {
                nudge();
                long before = count;
                long left = PATIENCE_NANOS;
                while (count == before && left > 0 && !isOver) {
                    left = made.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The projector: a round is made; returns when it is time for the next. */
    void made() throws InterruptedException {
        lock.lock();
        try {
            count++;
            made.signalAll();
            rest(isRead() ? READ_NANOS : UNREAD_NANOS);
        } finally {
            lock.unlock();
        }
    }

    /** The projector: returns after so long, or when it is nudged. */
    void rest(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !isNudged && !isOver) {
                left = nudge.awaitNanos(left);
            }
            isNudged = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isRead() {
        return System.nanoTime() - lastReader < READER_NANOS;
    }
}
