package io.gavel.gateway.sip.transaction;

import org.jspecify.annotations.Nullable;

/** One timer of one owner, set again and again without allocation. It is the list's node too. */
public final class Timer {
    /** Who is told; on the wheel's thread. */
    public interface Alarm {
        void ring(Timer timer);
    }

    final @Nullable Alarm owner;
    long deadline;
    Timer previous = this;
    Timer next = this;

    public Timer(Alarm owner) {
        this.owner = owner;
    }

    private Timer() {
        this.owner = null;
    }

    /** The head of an empty list. */
    static Timer list() {
        return new Timer();
    }

    public boolean isSet() {
        return next != this;
    }

    void unlink() {
        previous.next = next;
        next.previous = previous;
        previous = this;
        next = this;
    }

    void appendTo(Timer head) {
        previous = head.previous;
        next = head;
        head.previous.next = this;
        head.previous = this;
    }
}
