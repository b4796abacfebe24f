package io.gavel.gateway.sip.transaction;

/**
 * The timers of one loop: a hashed wheel (Varghese and Lauck, scheme 6) of 10 ms ticks. Setting and clearing cost a few writes.
 * A timer rings in the tick after its deadline, those of one tick in the order they were set.
 */
public final class TimerWheel {
    /** Milliseconds. */
    public static final int TICK = 10;

    private static final int SLOTS = 4096;

    private final Timer[] slots = new Timer[SLOTS];
    private final Timer due = Timer.list();
    private long now;
    private long tick;
    private int size;

    /**
     * Without timers.
     *
     * @param now milliseconds of any monotonic clock
     */
    public TimerWheel(long now) {
        this.now = now;
        this.tick = now / TICK;
        for (int at = 0; at < SLOTS; at++) {
            slots[at] = Timer.list();
        }
    }

    /** The time that the wheel was turned to last, in milliseconds. */
    public long now() {
        return now;
    }

    /** How many timers are set. */
    public int size() {
        return size;
    }

    public void set(Timer timer, long delayMillis) {
        clear(timer);
        timer.deadline = now + delayMillis;
        long at = Math.max(tick + 1, (timer.deadline + TICK - 1) / TICK);
        timer.appendTo(slots[(int) (at & (SLOTS - 1))]);
        size++;
    }

    public void clear(Timer timer) {
        if (timer.isSet()) {
            timer.unlink();
            size--;
        }
    }

    /** Turns it to this time and rings what is due. */
    public void turn(long to) {
        now = Math.max(now, to);
        long last = now / TICK;
        if (last - tick > SLOTS) {
            tick = last - SLOTS;
        }
        while (tick < last) {
            tick++;
            collect(slots[(int) (tick & (SLOTS - 1))]);
            ring();
        }
    }

    private void collect(Timer head) {
        Timer timer = head.next;
        while (timer != head) {
            Timer after = timer.next;
            if (timer.deadline <= now) {
                timer.unlink();
                timer.appendTo(due);
            }
            timer = after;
        }
    }

    private void ring() {
        while (due.isSet()) {
            Timer timer = due.next;
            timer.unlink();
            size--;
            Timer.Alarm owner = timer.owner;
            if (owner != null) {
                owner.ring(timer);
            }
        }
    }
}
