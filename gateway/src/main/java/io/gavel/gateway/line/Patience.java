package io.gavel.gateway.line;

import io.gavel.ring.Slot;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the line had no room for waits here, in order, and is offered again every millisecond: nothing that happened outside may
 * be lost. One event loop only.
 */
public final class Patience implements Runnable {
    private final EventLoop loop;
    private final ArrayDeque<BooleanSupplier> waiting = new ArrayDeque<>();
    private @Nullable Future<?> next;

    public Patience(EventLoop loop) {
        this.loop = loop;
    }

    /** Does it now, or later and after everything that waits. {@code offer} says false as long as there is no room. */
    public void offer(BooleanSupplier offer) {
        if (waiting.isEmpty() && offer.getAsBoolean()) {
            return;
        }
        waiting.addLast(offer);
        schedule();
    }

    /**
     * Writes one message where the line has room for it; a slot that could not be written is given back.
     *
     * @param slot null: there is no room
     * @param write writes from 0 on and returns the length, header included
     * @return whether there was room
     */
    public static boolean put(@Nullable Slot slot, ToIntFunction<Slot> write) {
        if (slot == null) {
            return false;
        }
        int length = 0;
        try {
            length = write.applyAsInt(slot);
        } finally {
            if (length == 0) {
                slot.abandon();
            } else {
                slot.publish(length);
            }
        }
        return true;
    }

    /** How much waits. */
    public int waiting() {
        return waiting.size();
    }

    @Override
    public void run() {
        next = null;
        while (!waiting.isEmpty() && waiting.getFirst().getAsBoolean()) {
            waiting.removeFirst();
        }
        schedule();
    }

    private void schedule() {
        if (next == null && !waiting.isEmpty()) {
            next = loop.schedule(this, 1, TimeUnit.MILLISECONDS);
        }
    }
}
