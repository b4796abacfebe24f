package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.ClientUser;
import io.gavel.gateway.sip.transaction.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What still comes of an INVITE that was given up because nobody said anything, or nobody ended it after CANCEL: the call is
 * elsewhere by now. Whoever begins to ring is cancelled (RFC 3261 §9.1), whoever answers gets ACK and BYE (§13.2.2.4). On its loop,
 * as long as the INVITE's transaction lives.
 */
final class LateAnswers implements ClientUser {
    /** What CANCEL, ACK and BYE are made of. */
    private static final List<String> KEPT = List.of(
            HeaderName.VIA,
            HeaderName.FROM,
            HeaderName.TO,
            HeaderName.CALL_ID,
            HeaderName.CSEQ,
            HeaderName.MAX_FORWARDS,
            HeaderName.ROUTE,
            HeaderName.AUTHORIZATION,
            HeaderName.PROXY_AUTHORIZATION);

    private final Map<String, Dialog> answered = new HashMap<>();
    private final SipLoop loop;
    private final SipMessage invite;
    private final Path path;
    private final @Nullable DigestClient digest;
    private final String reason;
    private boolean cancelled;

    /** {@code reason}: of a Reason header; empty: none. */
    LateAnswers(SipLoop loop, SipMessage invite, Path path, @Nullable DigestClient digest, String reason) {
        this.loop = loop;
        this.invite = kept(invite);
        this.path = path;
        this.digest = digest;
        this.reason = reason;
    }

    /** Of an INVITE what is needed to end what comes of it. */
    static SipMessage kept(SipMessage invite) {
        SipMessage kept = SipMessage.request(Method.INVITE, invite.requestUri());
        KEPT.forEach(name -> invite.copy(name, kept));
        return kept;
    }

    @Override
    public void onResponse(SipMessage response) {
        if (response.status() < 200) {
            cancel();
        } else if (response.status() < 300) {
            hangUp(response);
        }
    }

    void cancel() {
        if (!cancelled) {
            cancelled = true;
            loop.send(cancelOf(invite, reason), path, ClientUser.NOBODY, 0);
        }
    }

    private void hangUp(SipMessage response) {
        NameAddress from = invite.from();
        NameAddress to = response.to();
        if (from == null || to == null) {
            return;
        }
        Dialog known = answered.get(to.tag());
        if (known != null) {
            known.repeatAck(invite.cseq());
            return;
        }
        loop.counters().late.increment();
        DialogRoute route = DialogRoute.ofCaller(invite, from, response, to);
        Dialog dialog = Dialog.ofCaller(loop, route, digest, InviteListener.NOBODY);
        answered.put(to.tag(), dialog);
        dialog.confirm(response, invite);
        dialog.acknowledgeAnyway();
        dialog.bye(reason);
    }

    @Override
    public void onTimeout() {}

    @Override
    public void onPathFailure() {}

    /** The CANCEL of an INVITE that was sent (§9.1). */
    static SipMessage cancelOf(SipMessage invite, String reason) {
        SipMessage cancel = SipMessage.request(Method.CANCEL, invite.requestUri());
        for (String name : List.of(HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID)) {
            invite.copy(name, cancel);
        }
        cancel.add(HeaderName.CSEQ, invite.cseq() + " " + Method.CANCEL);
        invite.copy(HeaderName.MAX_FORWARDS, cancel);
        invite.copy(HeaderName.ROUTE, cancel);
        if (!reason.isEmpty()) {
            cancel.add(HeaderName.REASON, reason);
        }
        return cancel;
    }
}
