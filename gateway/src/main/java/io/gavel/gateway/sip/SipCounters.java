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

    SipCounters() {}
}
