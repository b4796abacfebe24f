package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import org.jspecify.annotations.Nullable;

/** The ACK of one 2xx, sent again whenever that comes again (RFC 3261 §13.2.2.4). */
final class Acknowledgement {
    private final Dialog dialog;
    private final SipMessage ack;
    private final long cseq;
    private byte @Nullable [] bytes;
    private @Nullable Path path;

    Acknowledgement(Dialog dialog, SipMessage invite, byte @Nullable [] sdp) {
        this.dialog = dialog;
        this.cseq = invite.cseq();
        this.ack = dialog.route().request(Method.ACK, cseq);
        invite.copy(HeaderName.AUTHORIZATION, ack);
        invite.copy(HeaderName.PROXY_AUTHORIZATION, ack);
        if (sdp != null) {
            ack.body("application/sdp", sdp);
        }
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
        dialog.loop().route(ack, dialog.route().hop(), dialog.route().path(), found -> {
            if (found != null) {
                byte[] encoded = ack.encode();
                path = found;
                bytes = encoded;
                found.send(encoded, () -> {});
            }
        });
    }
}
