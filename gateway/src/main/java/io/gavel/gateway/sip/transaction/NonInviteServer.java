package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;

/** Any other request that came in (RFC 3261 §17.2.2). */
final class NonInviteServer extends ServerTransaction {
    private final Timer timerJ = new Timer(this);

    NonInviteServer(String key, SipMessage request, Path path, ServerUser user, Surroundings around) {
        super(key, request, path, user, around, State.TRYING);
    }

    @Override
    public void respond(SipMessage response) {
        if (state() != State.TRYING && state() != State.PROCEEDING) {
            return;
        }
        if (response.status() < 200) {
            enter(State.PROCEEDING);
            sendNew(response);
            return;
        }
        enter(State.COMPLETED);
        sendNew(response);
        if (!isTerminated()) {
            terminateAfter(timerJ, times.patience());
        }
    }

    @Override
    void repeat() {
        sendAgain();
    }

    @Override
    void acknowledge(SipMessage ack) {}

    @Override
    public void ring(Timer timer) {
        terminate();
    }

    @Override
    void clearTimers() {
        wheel.clear(timerJ);
    }
}
