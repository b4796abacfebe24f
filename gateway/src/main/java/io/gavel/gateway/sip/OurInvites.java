package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/** Our INVITEs in a dialog, the first and later ones, one at a time; and the ACKs of their 2xx (RFC 3261 §13.2.2.4). On its loop. */
final class OurInvites {
    private final Dialog dialog;
    private boolean open;
    private @Nullable Acknowledgement acknowledgement;
    /** A 2xx with the offer is not ACKed until there is an answer. */
    private @Nullable SipMessage unacknowledged;

    OurInvites(Dialog dialog) {
        this.dialog = dialog;
    }

    /** Whether one waits for its final answer. */
    boolean isOpen() {
        return open;
    }

    void open(boolean underWay) {
        open = underWay;
    }

    /** The peer said 2xx to this INVITE. */
    void answered(SipMessage invite) {
        open = false;
        if (invite.bodyLength() > 0) {
            acknowledge(invite, null);
        } else {
            unacknowledged = invite;
        }
    }

    /** ACKs a 2xx that had the offer; null: without SDP. */
    void acknowledge(byte @Nullable [] sdp) {
        SipMessage invite = unacknowledged;
        if (invite != null) {
            acknowledge(invite, sdp);
        }
    }

    private void acknowledge(SipMessage invite, byte @Nullable [] sdp) {
        unacknowledged = null;
        Acknowledgement made = new Acknowledgement(dialog, invite, sdp);
        acknowledgement = made;
        made.send();
    }

    /** A 2xx came again: its ACK was lost. */
    void repeatAck(long cseq) {
        if (acknowledgement != null && acknowledgement.cseq() == cseq) {
            acknowledgement.send();
        }
    }
}
