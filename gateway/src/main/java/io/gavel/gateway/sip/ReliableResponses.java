package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Provisional responses that are repeated until a PRACK comes, one after another (RFC 3262 §3). */
final class ReliableResponses {
    private static final int MOST = 8;

    private final Deque<SipMessage> waiting = new ArrayDeque<>();
    private final SipLoop loop;
    private final ServerTransaction invite;
    private final Runnable unheard;
    private int sequence;
    private @Nullable Repeater current;
    /** The 2xx, if an SDP before it has to be acknowledged first. */
    private @Nullable Runnable after;

    ReliableResponses(SipLoop loop, ServerTransaction invite, Runnable unheard) {
        this.loop = loop;
        this.invite = invite;
        this.unheard = unheard;
        this.sequence = loop.tokens().below(1 << 30);
    }

    void send(SipMessage response) {
        if (waiting.size() >= MOST) {
            return;
        }
        sequence++;
        response.set(HeaderName.REQUIRE, "100rel").set(HeaderName.RSEQ, Integer.toString(sequence));
        waiting.add(response);
        next();
    }

    private void next() {
        if (current == null && !waiting.isEmpty()) {
            current = new Repeater(loop, invite, waiting.remove(), Integer.MAX_VALUE / 4, unheard);
            current.start();
        }
    }

    /** Whether a PRACK is of the one that waits. */
    boolean acknowledge(SipMessage prack) {
        Repeater open = current;
        if (open == null) {
            return false;
        }
        String expected = open.response().number(HeaderName.RSEQ) + " " + open.cseq() + " " + Method.INVITE;
        String said = String.valueOf(prack.header(HeaderName.RACK))
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT);
        if (!expected.equals(said)) {
            return false;
        }
        open.stop();
        current = null;
        return true;
    }

    /** After the PRACK was answered. */
    void proceed() {
        next();
        Runnable then = after;
        if (then != null && current == null) {
            after = null;
            then.run();
        }
    }

    /** Runs it when nothing with SDP waits for its PRACK (§3: no 2xx before). */
    void whenAcknowledged(Runnable then) {
        Repeater open = current;
        if (open == null || (open.response().bodyLength() == 0 && waiting.isEmpty())) {
            stop();
            then.run();
        } else {
            after = then;
        }
    }

    void stop() {
        if (current != null) {
            current.stop();
        }
        waiting.clear();
        after = null;
    }
}
