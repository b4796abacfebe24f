package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import io.gavel.gateway.sip.transaction.Timer;
import io.gavel.gateway.sip.transaction.Times;

/** Sends a response again and again until it is acknowledged or 64 × T1 are over (RFC 3261 §13.3.1.4, RFC 3262 §3). */
final class Repeater implements Timer.Alarm {
    private final Timer again = new Timer(this);
    private final Timer end = new Timer(this);
    private final SipLoop loop;
    private final ServerTransaction transaction;
    private final SipMessage response;
    private final int longest;
    private final Runnable unheard;
    private int interval;

    /** @param longest the longest interval: T2 for a 2xx, no bound for provisional ones */
    Repeater(SipLoop loop, ServerTransaction transaction, SipMessage response, int longest, Runnable unheard) {
        this.loop = loop;
        this.transaction = transaction;
        this.response = response;
        this.longest = longest;
        this.unheard = unheard;
    }

    void start() {
        Times times = loop.settings().times();
        interval = times.t1();
        loop.wheel().set(again, interval);
        loop.wheel().set(end, times.patience());
        transaction.respond(response);
    }

    /** The CSeq number of the INVITE that it answers. */
    long cseq() {
        return response.cseq();
    }

    SipMessage response() {
        return response;
    }

    void stop() {
        loop.wheel().clear(again);
        loop.wheel().clear(end);
    }

    boolean isRunning() {
        return end.isSet();
    }

    @Override
    public void ring(Timer timer) {
        if (timer == end) {
            stop();
            unheard.run();
        } else {
            interval = Math.min(2 * interval, longest);
            loop.wheel().set(again, interval);
            loop.counters().responsesRepeated.increment();
            transaction.respond(response);
        }
    }
}
