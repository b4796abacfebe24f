package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import org.jspecify.annotations.Nullable;

/** The ACK of one 2xx, sent again whenever that comes again (RFC 3261 §13.2.2.4). */
final class Acknowledgement {
    private final Dialog dialog;
    /** Null once it is bytes that need no other path. */
    private @Nullable SipMessage ack;

    private final long cseq;
    private byte @Nullable [] bytes;
    private @Nullable Path path;

    Acknowledgement(Dialog dialog, SipMessage invite, byte @Nullable [] sdp) {
        this.dialog = dialog;
        this.cseq = invite.cseq();
        SipMessage made = dialog.route().request(Method.ACK, cseq);
        invite.copy(HeaderName.AUTHORIZATION, made);
        invite.copy(HeaderName.PROXY_AUTHORIZATION, made);
        if (sdp != null) {
            made.body("application/sdp", sdp);
        }
        this.ack = made;
    }

    long cseq() {
        return cseq;
    }

    void send() {
        Path known = path;
        byte[] made = bytes;
        if (known != null && made != null && known.isOpen()) {
            known.send(made, () -> {});
            return;
        }
        SipMessage message = ack;
        if (message == null) {
            return;
        }
        dialog.loop().route(message, dialog.route().hop(), dialog.route().path(), found -> {
            if (found != null) {
                byte[] encoded = message.encode();
                path = found;
                bytes = encoded;
                if (!found.isReliable()) {
                    ack = null;
                }
                found.send(encoded, () -> {});
            }
        });
    }
}
