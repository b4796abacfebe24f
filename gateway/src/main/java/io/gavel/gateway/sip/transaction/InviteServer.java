package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;

/** An INVITE that came in (RFC 3261 §17.2.1, RFC 6026 §7.1). A 2xx is repeated by its user, a refusal here. */
final class InviteServer extends ServerTransaction {
    private final Timer timerG = new Timer(this);
    /** H, then I; L after a 2xx. */
    private final Timer timerH = new Timer(this);

    private int interval;

    InviteServer(String key, SipMessage request, Path path, ServerUser user, Surroundings around) {
        super(key, request, path, user, around, State.PROCEEDING);
    }

    @Override
    public void respond(SipMessage response) {
        int status = response.status();
        boolean success = status >= 200 && status < 300;
        if (state() == State.PROCEEDING && status >= 300) {
            complete(response);
        } else if (state() == State.PROCEEDING && success) {
            enter(State.ACCEPTED);
            wheel.set(timerH, times.patience());
            sendNew(response);
            forgetLast();
        } else if (state() == State.ACCEPTED && success) {
            sendNew(response);
            forgetLast();
        } else if (state() == State.PROCEEDING) {
            sendNew(response);
        }
    }

    private void complete(SipMessage response) {
        enter(State.COMPLETED);
        wheel.set(timerH, times.patience());
        interval = times.t1();
        if (!path.isReliable()) {
            wheel.set(timerG, interval);
        }
        sendNew(response);
    }

    @Override
    void repeat() {
        if (state() == State.PROCEEDING || state() == State.COMPLETED) {
            sendAgain();
        }
    }

    @Override
    void acknowledge(SipMessage ack) {
        if (state() == State.COMPLETED) {
            clearTimers();
            enter(State.CONFIRMED);
            terminateAfter(timerH, times.t4());
        }
    }

    @Override
    public void ring(Timer timer) {
        if (timer == timerG) {
            interval = Math.min(2 * interval, times.t2());
            wheel.set(timerG, interval);
            sendAgain();
        } else if (state() == State.COMPLETED) {
            unheard();
        } else {
            terminate();
        }
    }

    @Override
    void clearTimers() {
        wheel.clear(timerG);
        wheel.clear(timerH);
    }
}
