package io.gavel.gateway.call;

import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.sip.Dialog;
import io.gavel.gateway.sip.DialogEnd;
import io.gavel.gateway.sip.IncomingRequest;
import io.gavel.gateway.sip.InviteFailure;
import io.gavel.gateway.sip.InviteListener;
import io.gavel.gateway.sip.OutgoingInvite;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.message.LegCause;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A buyer who speaks SIP. A 2xx that crosses our CANCEL is ACKed and hung up by the stack. */
final class SipBuyer implements BuyerLeg, InviteListener {
    private final BuyerLeg.Listener listener;
    private @Nullable OutgoingInvite invite;
    private @Nullable Dialog dialog;
    private boolean over;

    SipBuyer(BuyerLeg.Listener listener) {
        this.listener = listener;
    }

    void sent(OutgoingInvite sent) {
        invite = sent;
    }

    @Override
    public void stop(LegCause cause) {
        if (over) {
            return;
        }
        over = true;
        if (dialog != null) {
            dialog.bye(SipDialogs.reason(cause));
        } else if (invite != null) {
            invite.cancel(SipDialogs.reason(cause));
        }
    }

    @Override
    public void reinvite(String sdp, Consumer<Negotiated> then) {
        SipDialogs.reinvite(over ? null : dialog, sdp, then);
    }

    @Override
    public void onProvisional(SipMessage response, Dialog early) {
        if (!over && response.status() >= 180) {
            listener.buyerRings();
        }
    }

    @Override
    public void onAnswered(SipMessage response, Dialog answered) {
        dialog = answered;
        String sdp = SipDialogs.sdp(response);
        if (sdp == null) {
            over = true;
            answered.bye(SipDialogs.reason(LegCause.BROKEN));
            listener.buyerFailed(488, LegCause.REFUSED);
        } else if (!over) {
            listener.buyerAnswered(response.status(), sdp);
        }
    }

    @Override
    public void onFailed(InviteFailure failure) {
        if (!over) {
            over = true;
            listener.buyerFailed(failure.response() == null ? 0 : failure.status(), cause(failure));
        }
    }

    @Override
    public void onRequest(IncomingRequest request) {
        SipDialogs.answer(request, listener::buyerOffers, key -> listener.buyerPresses(key.digit(), key.millis()));
    }

    @Override
    public void onAck(SipMessage ack) {
        String sdp = SipDialogs.sdp(ack);
        if (sdp != null) {
            listener.buyerAccepts(sdp);
        }
    }

    @Override
    public void onEnded(DialogEnd end, @Nullable SipMessage message) {
        if (!over && dialog != null) {
            over = true;
            listener.buyerEnded(SipDialogs.cause(end));
        }
    }

    private static LegCause cause(InviteFailure failure) {
        return switch (failure.kind()) {
            case SILENT, UNREACHABLE -> LegCause.UNREACHABLE;
            case CANCELLED -> LegCause.NO_ANSWER;
            case REFUSED ->
                switch (failure.status()) {
                    case 486, 600 -> LegCause.BUSY;
                    case 408, 480 -> LegCause.NO_ANSWER;
                    case 404, 410, 484, 500, 502, 503, 504, 604 -> LegCause.UNREACHABLE;
                    default -> LegCause.REFUSED;
                };
        };
    }
}
