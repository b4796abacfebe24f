package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.ClientUser;
import io.gavel.gateway.sip.transaction.Path;
import org.jspecify.annotations.Nullable;

/** A request that is no INVITE, in or out of a dialog; signs it if it is asked to, once. */
final class OutgoingRequest implements ClientUser {
    private final SipLoop loop;
    private final SipMessage request;
    private final @Nullable SipUri hop;
    private final @Nullable Path known;
    private final @Nullable DigestClient digest;
    private final ResponseListener listener;
    private long cseq;
    private final @Nullable Dialog dialog;

    OutgoingRequest(
            SipLoop loop,
            SipMessage request,
            @Nullable SipUri hop,
            @Nullable Path known,
            @Nullable DigestClient digest,
            long cseq,
            ResponseListener listener) {
        this.loop = loop;
        this.request = request;
        this.hop = hop;
        this.known = known;
        this.digest = digest;
        this.cseq = cseq;
        this.listener = listener;
        this.dialog = null;
    }

    OutgoingRequest(Dialog dialog, SipMessage request, ResponseListener listener) {
        this.loop = dialog.loop();
        this.request = request;
        this.hop = dialog.route().hop();
        this.known = dialog.route().path();
        this.digest = dialog.digest();
        this.cseq = request.cseq();
        this.listener = listener;
        this.dialog = dialog;
    }

    void send() {
        if (digest != null) {
            digest.sign(request);
        }
        loop.route(request, hop, known, path -> {
            if (path == null) {
                onPathFailure();
            } else {
                loop.send(request, path, this, 0);
            }
        });
    }

    @Override
    public void onResponse(SipMessage response) {
        int status = response.status();
        if ((status == 401 || status == 407) && digest != null && digest.accept(response)) {
            cseq = dialog == null ? cseq + 1 : dialog.route().nextSequence();
            request.set(HeaderName.CSEQ, cseq + " " + request.method());
            send();
        } else if (status >= 200) {
            listener.onFinal(status, response);
        }
    }

    @Override
    public void onTimeout() {
        listener.onFinal(408, null);
    }

    @Override
    public void onPathFailure() {
        listener.onFinal(503, null);
    }
}
