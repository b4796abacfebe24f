package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Timer;

/** Whether the other end is still there (RFC 4028): who refreshes does so at half time, who waits ends it when nothing came. */
final class SessionTimer implements Timer.Alarm {
    private final Timer timer = new Timer(this);
    private final Dialog dialog;
    private long seconds;
    private boolean ours;
    private boolean peerUpdates;

    SessionTimer(Dialog dialog) {
        this.dialog = dialog;
    }

    /** What the peer can do, of any request of it. */
    void peer(SipMessage message) {
        if (message.has(HeaderName.ALLOW)) {
            peerUpdates = message.lists(HeaderName.ALLOW, Method.UPDATE);
        }
    }

    /** Says in a request of ours what is to hold. */
    void ask(SipMessage request) {
        if (seconds > 0) {
            request.set(HeaderName.SESSION_EXPIRES, seconds + ";refresher=" + (ours ? "uac" : "uas"));
        }
    }

    /** The peer's 2xx says what holds. */
    void agreeAsCaller(SipMessage response) {
        peer(response);
        long agreed = response.number(HeaderName.SESSION_EXPIRES);
        boolean byPeer = "uas".equalsIgnoreCase(response.parameter(HeaderName.SESSION_EXPIRES, "refresher"));
        start(agreed, !byPeer);
    }

    /** We say what holds: what the peer asked for, else what we want if the peer knows this. */
    void agreeAsCallee(SipMessage request, SipMessage response) {
        long asked = request.number(HeaderName.SESSION_EXPIRES);
        boolean knows = request.lists(HeaderName.SUPPORTED, "timer");
        int wanted = dialog.loop().settings().sessionSeconds();
        if (asked <= 0 && (!knows || wanted <= 0)) {
            start(0, false);
            return;
        }
        String refresher = request.parameter(HeaderName.SESSION_EXPIRES, "refresher");
        boolean byUs = !knows || (asked > 0 ? "uas".equalsIgnoreCase(refresher) : true);
        long agreed = asked > 0 ? asked : wanted;
        response.set(HeaderName.SESSION_EXPIRES, agreed + ";refresher=" + (byUs ? "uas" : "uac"));
        if (!byUs) {
            response.set(HeaderName.REQUIRE, "timer");
        }
        start(agreed, byUs);
    }

    private void start(long agreed, boolean byUs) {
        stop();
        seconds = Math.max(0, agreed);
        ours = byUs;
        if (seconds > 0) {
            long wait = byUs ? seconds / 2 : seconds - Math.min(32, seconds / 3);
            dialog.loop().wheel().set(timer, wait * 1000);
        }
    }

    void stop() {
        dialog.loop().wheel().clear(timer);
    }

    @Override
    public void ring(Timer rung) {
        if (!ours) {
            dialog.sayBye(DialogEnd.EXPIRED, "SIP;cause=408;text=\"Session expired\"");
            return;
        }
        // if this fails the session ends when it would have
        dialog.loop().wheel().set(timer, Math.max(1, seconds - seconds / 2 - Math.min(32, seconds / 3)) * 1000);
        refresh();
    }

    private void refresh() {
        if (peerUpdates) {
            SipMessage update = dialog.request(Method.UPDATE);
            update.set(HeaderName.SUPPORTED, "timer");
            ask(update);
            dialog.send(update, (status, response) -> afterRefresh(status));
        } else {
            dialog.reinvite(dialog.lastSdp(), (status, response) -> afterRefresh(status));
        }
    }

    /** A 2xx has set the timer anew; otherwise the peer's end of the session counts. */
    private void afterRefresh(int status) {
        if (status / 100 != 2) {
            ours = false;
        }
    }
}
