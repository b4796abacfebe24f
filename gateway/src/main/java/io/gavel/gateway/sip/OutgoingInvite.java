package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.ClientTransaction;
import io.gavel.gateway.sip.transaction.ClientUser;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that we place. Its listener hears provisional responses, then once that it was answered or failed. A second 2xx (of a
 * fork, or after {@link #cancel}) is ACKed and hung up here. On its loop.
 */
public final class OutgoingInvite implements ClientUser, Timer.Alarm {
    private static final String ELSEWHERE = "SIP;cause=200;text=\"Call completed elsewhere\"";

    private final Map<String, Dialog> forks = new HashMap<>();
    private final Map<String, Long> lastReliable = new HashMap<>();
    private final Timer patience = new Timer(this);
    private final SipLoop loop;
    private final InviteOptions options;
    private final @Nullable DigestClient digest;
    private SipMessage invite;
    private InviteListener listener;
    private @Nullable ClientTransaction transaction;
    private @Nullable Dialog answered;
    /** What is left to try; null: nothing. */
    private @Nullable Route ways;

    private boolean tried;
    private boolean ringing;
    private boolean cancelled;
    private boolean cancelSent;
    private String reason = "";
    private boolean done;
    private boolean longerSession;

    OutgoingInvite(SipLoop loop, SipMessage invite, InviteOptions options, InviteListener listener) {
        this.loop = loop;
        this.invite = invite;
        this.options = options;
        this.listener = listener;
        this.digest = options.credentials() == null
                ? null
                : new DigestClient(options.credentials(), loop.tokens().next(8));
    }

    public String callId() {
        return invite.callId();
    }

    /** Whether the listener was told the end. */
    public boolean isDone() {
        return done;
    }

    void start() {
        SipUri hop = hop();
        if (hop == null) {
            onPathFailure();
        } else {
            ways = loop.ways(hop);
            next(InviteFailure.Kind.UNREACHABLE, 503, null);
        }
    }

    /** Goes the next way (RFC 3263 §4.3); if there is none, this is how it failed. */
    private void next(InviteFailure.Kind kind, int status, @Nullable SipMessage response) {
        Route left = ways;
        if (left == null || cancelled) {
            fail(cancelled ? InviteFailure.Kind.CANCELLED : kind, cancelled ? 487 : status, response);
            return;
        }
        transaction = null;
        ringing = false;
        left.next(loop.bytes(invite), path -> {
            if (done) {
                return;
            }
            if (path == null) {
                ways = null;
                next(kind, status, response);
            } else if (cancelled) {
                fail(InviteFailure.Kind.CANCELLED, 487, null);
            } else {
                go(path);
            }
        });
    }

    private void go(Path path) {
        if (tried) {
            invite.set(HeaderName.CSEQ, (invite.cseq() + 1) + " " + Method.INVITE);
        }
        tried = true;
        if (digest != null) {
            digest.sign(invite);
        }
        loop.stamp(invite, path);
        transaction = loop.send(invite, path, this, options.silenceMillis());
    }

    private @Nullable SipUri hop() {
        List<String> routes = invite.elements(HeaderName.ROUTE);
        NameAddress first = routes.isEmpty() ? null : NameAddress.parse(routes.get(0));
        return options.nextHop() != null
                ? options.nextHop()
                : first != null ? first.sipUri() : SipUri.parse(invite.requestUri());
    }

    public void cancel() {
        cancel(ELSEWHERE);
    }

    /**
     * Gives it up: CANCEL as soon as there was a provisional response (RFC 3261 §9.1). The listener hears
     * {@link InviteFailure.Kind#CANCELLED} when the peer has ended it.
     *
     * @param why of a Reason header; empty: none
     */
    public void cancel(String why) {
        if (done || cancelled) {
            return;
        }
        cancelled = true;
        reason = why;
        if (transaction == null) {
            fail(InviteFailure.Kind.CANCELLED, 487, null);
        } else if (ringing) {
            sendCancel();
        }
    }

    private void sendCancel() {
        ClientTransaction sent = transaction;
        if (sent == null || cancelSent) {
            return;
        }
        cancelSent = true;
        loop.wheel().set(patience, loop.settings().times().patience());
        loop.send(LateAnswers.cancelOf(invite, reason), sent.path(), ClientUser.NOBODY, 0);
    }

    @Override
    public void onResponse(SipMessage response) {
        int status = response.status();
        if (status < 200) {
            provisional(response, status);
        } else if (status < 300) {
            success(response);
        } else {
            failure(response, status);
        }
    }

    private void provisional(SipMessage response, int status) {
        ringing = true;
        if (cancelled) {
            sendCancel();
            return;
        }
        if (status == 100 || answered != null) {
            return;
        }
        Dialog early = fork(response);
        if (early == null || !isInOrder(early, response)) {
            return;
        }
        listener.onProvisional(response, early);
    }

    /** A reliable one is PRACKed once and passed on in its order, others at once (RFC 3262 §4). */
    private boolean isInOrder(Dialog early, SipMessage response) {
        long sequence = response.number(HeaderName.RSEQ);
        if (sequence < 0 || !response.lists(HeaderName.REQUIRE, "100rel")) {
            return true;
        }
        Long last = lastReliable.get(early.remoteTag());
        if (last != null && sequence != last + 1) {
            return false;
        }
        lastReliable.put(early.remoteTag(), sequence);
        SipMessage prack = early.request(Method.PRACK);
        prack.add(HeaderName.RACK, sequence + " " + invite.cseq() + " " + Method.INVITE);
        new OutgoingRequest(early, prack, (status, answer) -> {}).send();
        return true;
    }

    private @Nullable Dialog fork(SipMessage response) {
        NameAddress from = invite.from();
        NameAddress to = response.to();
        if (from == null || to == null) {
            return null;
        }
        Dialog known = forks.get(to.tag());
        if (known == null) {
            known = Dialog.ofCaller(loop, DialogRoute.ofCaller(invite, from, response, to), digest, new Early());
            forks.put(to.tag(), known);
        }
        return known;
    }

    private void success(SipMessage response) {
        Dialog dialog = fork(response);
        if (dialog == null) {
            return;
        }
        if (dialog.isConfirmed()) {
            dialog.repeatAck(invite.cseq());
            return;
        }
        dialog.confirm(response, invite);
        if (answered == null && !cancelled) {
            answered = dialog;
            InviteListener told = finish();
            forget(dialog);
            dialog.listen(told);
            told.onAnswered(response, dialog);
            // as long as other forks may answer, and no longer needed whole
            invite = LateAnswers.kept(invite);
            return;
        }
        dialog.acknowledgeAnyway();
        dialog.bye(reason.isEmpty() ? ELSEWHERE : reason);
        fail(InviteFailure.Kind.CANCELLED, 487, response);
    }

    private void failure(SipMessage response, int status) {
        if (cancelled) {
            fail(InviteFailure.Kind.CANCELLED, 487, response);
        } else if ((status == 401 || status == 407) && digest != null && digest.accept(response)) {
            again();
        } else if (status == 422 && !longerSession && response.number(HeaderName.MIN_SE) > 0) {
            longerSession = true;
            String minimum = Long.toString(response.number(HeaderName.MIN_SE));
            invite.set(HeaderName.SESSION_EXPIRES, minimum).set(HeaderName.MIN_SE, minimum);
            again();
        } else if (status == 503) {
            forget(null);
            next(InviteFailure.Kind.REFUSED, status, response);
        } else {
            fail(InviteFailure.Kind.REFUSED, status, response);
        }
    }

    /** To whom it was that wanted something more. */
    private void again() {
        ClientTransaction asked = transaction;
        forget(null);
        ringing = false;
        transaction = null;
        if (asked != null && asked.path().isOpen()) {
            go(asked.path());
        } else {
            start();
        }
    }

    @Override
    public void onTimeout() {
        leave();
        if (ringing) {
            fail(cancelled ? InviteFailure.Kind.CANCELLED : InviteFailure.Kind.SILENT, cancelled ? 487 : 408, null);
        } else {
            next(InviteFailure.Kind.SILENT, 408, null);
        }
    }

    @Override
    public void onPathFailure() {
        next(InviteFailure.Kind.UNREACHABLE, 503, null);
    }

    /** After CANCEL nobody ended the INVITE. */
    @Override
    public void ring(Timer timer) {
        leave();
        fail(InviteFailure.Kind.CANCELLED, 487, null);
    }

    /** What still comes of it is nobody's any more: the call goes elsewhere. */
    private void leave() {
        ClientTransaction left = transaction;
        if (left != null) {
            String why = reason.isEmpty() ? ELSEWHERE : reason;
            LateAnswers late = new LateAnswers(loop, invite, left.path(), digest, why);
            left.leaveTo(late);
            if (ringing && !cancelSent) {
                late.cancel();
            }
        }
    }

    private void fail(InviteFailure.Kind kind, int status, @Nullable SipMessage response) {
        forget(null);
        if (!done) {
            finish().onFailed(new InviteFailure(kind, status, response));
        }
    }

    private InviteListener finish() {
        InviteListener told = listener;
        done = true;
        listener = InviteListener.NOBODY;
        ways = null;
        return told;
    }

    /** Early dialogs end with the INVITE; the one that was answered stays. */
    private void forget(@Nullable Dialog kept) {
        loop.wheel().clear(patience);
        forks.values().removeIf(fork -> {
            boolean goes = fork != kept && !fork.isConfirmed();
            if (goes) {
                fork.discard();
            }
            return goes;
        });
        lastReliable.clear();
    }

    /**
     * The peer hangs up what it never answered, as far as we know: all its 2xx were lost, and it has waited in vain for our ACK. Unless
     * another fork rings, the call has failed; what is left of the INVITE is cancelled.
     */
    private void hungUpEarly() {
        if (done || cancelled || forks.values().stream().anyMatch(fork -> !fork.isOver())) {
            return;
        }
        cancelled = true;
        fail(InviteFailure.Kind.SILENT, 408, null);
        sendCancel();
    }

    /** Who holds a dialog before it is answered. */
    private final class Early implements DialogListener {
        @Override
        public void onRequest(IncomingRequest request) {
            listener.onRequest(request);
        }

        @Override
        public void onEnded(DialogEnd end, @Nullable SipMessage message) {
            hungUpEarly();
        }
    }
}
