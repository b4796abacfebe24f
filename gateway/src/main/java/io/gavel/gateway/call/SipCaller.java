package io.gavel.gateway.call;

import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.sip.DialogEnd;
import io.gavel.gateway.sip.DialogListener;
import io.gavel.gateway.sip.IncomingInvite;
import io.gavel.gateway.sip.IncomingRequest;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.message.LegCause;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A caller who speaks SIP. */
final class SipCaller implements CallerLeg, DialogListener {
    private final IncomingInvite invite;
    private CallerLeg.@Nullable Listener listener;
    private boolean answered;
    private boolean rang;
    private @Nullable LegCause gone;

    SipCaller(IncomingInvite invite) {
        this.invite = invite;
        invite.listen(this);
    }

    /** Who is told; of what happened before, too. */
    void listen(CallerLeg.Listener next) {
        listener = next;
        if (gone != null) {
            next.callerGone(gone);
        }
    }

    @Override
    public void ringing() {
        if (!rang && !answered) {
            rang = true;
            invite.ring(180, null);
        }
    }

    @Override
    public void answer(String sdp) {
        if (!answered) {
            answered = true;
            invite.accept(SipDialogs.bytes(sdp));
        }
    }

    @Override
    public boolean isAnswered() {
        return answered;
    }

    @Override
    public boolean isSecure() {
        return invite.from().transport().equals("TLS");
    }

    @Override
    public void refuse(int status, int retryAfterSeconds) {
        SipMessage response = invite.reply(status, null);
        if (retryAfterSeconds > 0) {
            response.set(HeaderName.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        }
        invite.refuse(response);
    }

    @Override
    public void reinvite(String sdp, Consumer<Negotiated> then) {
        SipDialogs.reinvite(answered && gone == null ? invite.dialog() : null, sdp, then);
    }

    @Override
    public void hangUp(LegCause cause) {
        invite.dialog().bye(SipDialogs.reason(cause));
    }

    @Override
    public void onRequest(IncomingRequest request) {
        CallerLeg.Listener told = listener;
        if (told == null) {
            request.respond(500);
            return;
        }
        SipDialogs.answer(request, told::callerOffers, key -> told.callerPresses(key.digit(), key.millis()));
    }

    @Override
    public void onAck(SipMessage ack) {
        CallerLeg.Listener told = listener;
        if (told == null) {
            return;
        }
        String sdp = SipDialogs.sdp(ack);
        if (sdp != null) {
            told.callerAnswered(sdp);
        }
        told.callerStands();
    }

    @Override
    public void onEnded(DialogEnd end, @Nullable SipMessage message) {
        gone = SipDialogs.cause(end);
        if (listener != null) {
            listener.callerGone(gone);
        }
    }
}
