package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An INVITE that we sent (RFC 3261 §17.1.1, RFC 6026 §7.2). ACKs refusals; a 2xx is its user's to ACK. */
final class InviteClient extends ClientTransaction {
    /** RFC 3261: at least 32 s, whatever T1 is. */
    private static final int TIMER_D = 32_000;

    /** What an ACK carries as the INVITE did (§17.1.1.3, §22.1). */
    private static final List<String> COPIED =
            List.of(HeaderName.ROUTE, HeaderName.AUTHORIZATION, HeaderName.PROXY_AUTHORIZATION);

    /** No final answer for so long after the last provisional one: it was lost, and nobody repeats it any more. */
    static final int LONGEST_PROCEEDING = 330_000;

    private final Timer timerA = new Timer(this);
    /** B while calling, then a patience of our own, D or M. */
    private final Timer timerB = new Timer(this);

    private int interval;
    private byte @Nullable [] ack;
    /** Its user is gone; what comes late is somebody else's. */
    private boolean left;

    InviteClient(String key, SipMessage request, Path path, ClientUser user, int timeout, Surroundings around) {
        super(key, request, path, user, timeout, around, State.CALLING);
    }

    @Override
    void start() {
        interval = times.t1();
        wheel.set(timerB, timeout);
        if (!path.isReliable()) {
            wheel.set(timerA, interval);
        }
        sendRequest();
    }

    @Override
    void receive(SipMessage response) {
        int status = response.status();
        switch (state()) {
            case CALLING, PROCEEDING -> first(response, status);
            case COMPLETED -> {
                if (status >= 300 && ack != null) {
                    send(ack);
                }
            }
            case ACCEPTED -> {
                if (status >= 200 && status < 300) {
                    user().onResponse(response);
                }
            }
            default -> {}
        }
    }

    private void first(SipMessage response, int status) {
        wheel.clear(timerA);
        if (status < 200) {
            enter(State.PROCEEDING);
            if (!left) {
                wheel.set(timerB, LONGEST_PROCEEDING);
            }
        } else if (status < 300) {
            enter(State.ACCEPTED);
            wheel.set(timerB, times.patience());
        } else {
            enter(State.COMPLETED);
            byte[] made = ack(response).encode();
            ack = made;
            send(made);
            if (!isTerminated()) {
                terminateAfter(timerB, Math.max(TIMER_D, times.patience()));
            }
        }
        ClientUser told = user();
        if (state() == State.ACCEPTED) {
            arrived();
        } else if (state() == State.COMPLETED) {
            dismiss();
        }
        told.onResponse(response);
    }

    private SipMessage ack(SipMessage response) {
        SipMessage request = request();
        SipMessage made = SipMessage.request(Method.ACK, request.requestUri());
        made.add(HeaderName.VIA, String.valueOf(request.header(HeaderName.VIA)));
        request.copy(HeaderName.FROM, made);
        response.copy(HeaderName.TO, made);
        request.copy(HeaderName.CALL_ID, made);
        made.add(HeaderName.CSEQ, request.cseq() + " " + Method.ACK);
        request.copy(HeaderName.MAX_FORWARDS, made);
        COPIED.forEach(name -> request.copy(name, made));
        return made;
    }

    @Override
    public void ring(Timer timer) {
        if (timer == timerA) {
            interval = 2 * interval;
            wheel.set(timerA, interval);
            sendRequest();
        } else if (!left && (state() == State.CALLING || state() == State.PROCEEDING)) {
            user().onTimeout();
            if (!left) {
                terminate();
            }
        } else {
            terminate();
        }
    }

    @Override
    public void leaveTo(ClientUser other) {
        if (state() == State.CALLING || state() == State.PROCEEDING) {
            left = true;
            user(other);
            wheel.clear(timerA);
            wheel.set(timerB, times.patience());
        }
    }

    @Override
    void clearTimers() {
        wheel.clear(timerA);
        wheel.clear(timerB);
    }
}
