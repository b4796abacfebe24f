package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.ClientUser;
import io.gavel.gateway.sip.transaction.Timer;
import org.jspecify.annotations.Nullable;

/** An INVITE inside a dialog (RFC 3261 §14.1). */
final class Reinvite implements ClientUser, Timer.Alarm {
    private static final int TRIES = 4;

    private final Timer again = new Timer(this);
    private final Dialog dialog;
    private final byte @Nullable [] sdp;
    private final ResponseListener told;
    private SipMessage invite;
    private int tries;
    private boolean answered;

    Reinvite(Dialog dialog, byte @Nullable [] sdp, ResponseListener told) {
        this.dialog = dialog;
        this.sdp = sdp;
        this.told = told;
        this.invite = make();
    }

    private SipMessage make() {
        SipMessage made = dialog.route().request(Method.INVITE);
        made.set(HeaderName.ALLOW, Screening.ALLOW).set(HeaderName.SUPPORTED, "timer");
        dialog.session().ask(made);
        return sdp == null ? made : made.body("application/sdp", sdp);
    }

    void send() {
        tries++;
        dialog.ourInvites().open(true);
        DigestClient digest = dialog.digest();
        if (digest != null) {
            digest.sign(invite);
        }
        dialog.loop().route(invite, dialog.route().hop(), dialog.route().path(), path -> {
            if (path == null) {
                onPathFailure();
            } else {
                dialog.loop().send(invite, path, this, 0);
            }
        });
    }

    @Override
    public void onResponse(SipMessage response) {
        int status = response.status();
        if (answered) {
            dialog.repeatAck(response.cseq());
        } else if (status >= 200 && status < 300) {
            answered = true;
            dialog.confirm(response, invite);
            finish(status, response);
        } else if (status == 491 && tries < TRIES && !dialog.isOver()) {
            dialog.ourInvites().open(false);
            // who chose the Call-ID waits longer, so that they do not meet again (§14.1)
            dialog.loop().wheel().set(again, dialog.isCallee() ? random(0, 200) : random(210, 400));
        } else if ((status == 401 || status == 407) && signable(response)) {
            invite = make();
            send();
        } else if (status >= 300) {
            finish(status, response);
        }
    }

    private boolean signable(SipMessage response) {
        DigestClient digest = dialog.digest();
        return digest != null && digest.accept(response);
    }

    /** Milliseconds, in units of 10. */
    private int random(int from, int to) {
        return 10 * (from + dialog.loop().tokens().below(to - from + 1));
    }

    @Override
    public void ring(Timer timer) {
        if (dialog.isOver()) {
            told.onFinal(481, null);
        } else if (dialog.isInviteUnderWay()) {
            dialog.loop().wheel().set(again, random(50, 200));
        } else {
            invite = make();
            send();
        }
    }

    @Override
    public void onTimeout() {
        finish(408, null);
    }

    @Override
    public void onPathFailure() {
        finish(503, null);
    }

    private void finish(int status, @Nullable SipMessage response) {
        dialog.ourInvites().open(false);
        told.onFinal(status, response);
        dialog.loseIf(status);
    }
}
