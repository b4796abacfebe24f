package io.gavel.gateway.sip;

import java.util.concurrent.atomic.LongAdder;

/** What happened so far, of all loops. Any thread. */
public final class SipCounters {
    public final LongAdder messages = new LongAdder();
    /** No SIP, or cut off. */
    public final LongAdder garbage = new LongAdder();
    /** Answered 400, 505, 513 and so on. */
    public final LongAdder broken = new LongAdder();
    /** Not heard, or not answered, because the handler said so. */
    public final LongAdder dropped = new LongAdder();
    /** Answered without a transaction. */
    public final LongAdder refused = new LongAdder();
    /** 503 with Retry-After. */
    public final LongAdder overloaded = new LongAdder();
    /** Our 2xx and reliable provisional responses that were sent again. */
    public final LongAdder responsesRepeated = new LongAdder();
    /** Responses and ACKs that nobody waited for. */
    public final LongAdder strays = new LongAdder();

    /** Buyers who answered an INVITE that we had given up. */
    public final LongAdder late = new LongAdder();

    SipCounters() {}

    /** Hears of each counter. */
    @FunctionalInterface
    public interface Visitor {
        void counter(String name, String help, LongAdder value);
    }

    /** All of them, by name, for metrics. */
    public void each(Visitor visitor) {
        visitor.counter("messages", "SIP messages read", messages);
        visitor.counter("garbage", "What came in and was no SIP, or was cut off", garbage);
        visitor.counter("broken", "Requests that were no good: answered 400, 505, 513 and so on", broken);
        visitor.counter("dropped", "Messages of strangers that were not heard or not answered", dropped);
        visitor.counter("refused", "Requests answered without a transaction", refused);
        visitor.counter("overloaded", "INVITEs answered 503 with Retry-After", overloaded);
        visitor.counter("responses.repeated", "Answers of ours that were sent again", responsesRepeated);
        visitor.counter("late", "Answers to an INVITE that was given up: ACKed and hung up", late);
        visitor.counter("strays", "Responses and ACKs that nobody waited for", strays);
    }
}
