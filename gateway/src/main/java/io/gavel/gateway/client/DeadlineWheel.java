package io.gavel.gateway.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one loop's requests: a hashed wheel (Varghese and Lauck, scheme 6) of one-millisecond ticks whose lists run
 * through the requests themselves. Adding and removing cost a few writes, nothing is allocated; the loop is woken once a
 * tick, and only while somebody waits. A deadline fires at most two ticks late.
 */
final class DeadlineWheel implements Runnable {
    static final int NONE = -1;

    private static final int BUCKETS = 1024;
    private static final int SHIFT = 20;

    private final EventLoop loop;
    private final Consumer<Request> due;
    private final @Nullable Request[] heads = new @Nullable Request[BUCKETS];
    private final long origin = System.nanoTime();
    private long tick;
    private int size;
    private @Nullable Future<?> nextTick;

    DeadlineWheel(EventLoop loop, Consumer<Request> due) {
        this.loop = loop;
        this.due = due;
    }

    void add(Request request) {
        if (size == 0) {
            tick = now();
        }
        long wanted = Math.max(tick + 1, ((request.deadlineNanos - origin) >> SHIFT) + 1);
        int bucket = (int) (wanted & (BUCKETS - 1));
        Request head = heads[bucket];
        request.bucket = bucket;
        request.previous = null;
        request.next = head;
        if (head != null) {
            head.previous = request;
        }
        heads[bucket] = request;
        size++;
        schedule();
    }

    void remove(Request request) {
        if (request.bucket == NONE) {
            return;
        }
        Request before = request.previous;
        Request after = request.next;
        if (before == null) {
            heads[request.bucket] = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        request.previous = null;
        request.next = null;
        request.bucket = NONE;
        size--;
    }

    int size() {
        return size;
    }

    @Override
    public void run() {
        nextTick = null;
        long nanos = System.nanoTime();
        long now = (nanos - origin) >> SHIFT;
        long first = Math.max(tick + 1, now - BUCKETS + 1);
        for (long at = first; at <= now; at++) {
            expire((int) (at & (BUCKETS - 1)), nanos);
        }
        tick = now;
        schedule();
    }

    private void expire(int bucket, long nanos) {
        Request request = heads[bucket];
        while (request != null) {
            Request after = request.next;
            if (request.deadlineNanos - nanos <= 0) {
                remove(request);
                due.accept(request);
                // what was told may have removed the next one
                after = after == null || after.bucket == bucket ? after : heads[bucket];
            }
            request = after;
        }
    }

    private void schedule() {
        if (size > 0 && nextTick == null) {
            nextTick = loop.schedule(this, 1, TimeUnit.MILLISECONDS);
        }
    }

    private long now() {
        return (System.nanoTime() - origin) >> SHIFT;
    }
}
