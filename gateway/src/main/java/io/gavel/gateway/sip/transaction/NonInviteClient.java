package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;

/** Any other request that we sent (RFC 3261 §17.1.2). */
final class NonInviteClient extends ClientTransaction {
    private final Timer timerE = new Timer(this);
    /** F, then K. */
    private final Timer timerF = new Timer(this);

    private int interval;

    NonInviteClient(String key, SipMessage request, Path path, ClientUser user, int timeout, Surroundings around) {
        super(key, request, path, user, timeout, around, State.TRYING);
    }

    @Override
    void start() {
        interval = times.t1();
        wheel.set(timerF, timeout);
        if (!path.isReliable()) {
            wheel.set(timerE, interval);
        }
        sendRequest();
    }

    @Override
    void receive(SipMessage response) {
        if (state() != State.TRYING && state() != State.PROCEEDING) {
            return;
        }
        if (response.status() < 200) {
            enter(State.PROCEEDING);
            user().onResponse(response);
        } else {
            enter(State.COMPLETED);
            clearTimers();
            terminateAfter(timerF, times.t4());
            ClientUser told = user();
            dismiss();
            told.onResponse(response);
        }
    }

    @Override
    public void ring(Timer timer) {
        if (timer == timerE) {
            interval = state() == State.PROCEEDING ? times.t2() : Math.min(2 * interval, times.t2());
            wheel.set(timerE, interval);
            sendRequest();
        } else if (state() == State.COMPLETED) {
            terminate();
        } else {
            timedOut();
        }
    }

    @Override
    void clearTimers() {
        wheel.clear(timerE);
        wheel.clear(timerF);
    }
}
