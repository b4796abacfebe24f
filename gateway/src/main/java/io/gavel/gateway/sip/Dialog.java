package io.gavel.gateway.sip;

import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import org.jspecify.annotations.Nullable;

/** One end of a call (RFC 3261 §12 to §15), early or confirmed. On its loop. */
public final class Dialog {
    private final SipLoop loop;
    private final DialogRoute route;
    private final SessionTimer session;
    private final boolean callee;
    private final @Nullable DigestClient digest;
    private DialogListener listener;
    private boolean confirmed;
    /** Over for who holds it; a BYE of ours may still be under way. */
    private boolean over;

    private @Nullable SipMessage waitingBye;
    private long remoteSequence = -1;
    private @Nullable ServerTransaction theirInvite;
    private boolean ourInvite;
    private @Nullable Repeater repeater;
    private @Nullable ReliableResponses reliable;
    private @Nullable Acknowledgement acknowledgement;
    private @Nullable SipMessage unacknowledged;
    private byte @Nullable [] lastSdp;

    private Dialog(
            SipLoop loop, DialogRoute route, boolean callee, @Nullable DigestClient digest, DialogListener listener) {
        this.loop = loop;
        this.route = route;
        this.callee = callee;
        this.digest = digest;
        this.listener = listener;
        this.session = new SessionTimer(this);
        loop.add(this);
    }

    static Dialog ofCallee(SipLoop loop, DialogRoute route, ServerTransaction invite, DialogListener listener) {
        Dialog dialog = new Dialog(loop, route, true, null, listener);
        dialog.theirInvite = invite;
        dialog.remoteSequence = invite.request().cseq();
        dialog.session.peer(invite.request());
        return dialog;
    }

    static Dialog ofCaller(SipLoop loop, DialogRoute route, @Nullable DigestClient digest, DialogListener listener) {
        Dialog dialog = new Dialog(loop, route, false, digest, listener);
        dialog.ourInvite = true;
        return dialog;
    }

    static String key(String callId, String localTag, String remoteTag) {
        return callId + '|' + localTag + '|' + remoteTag;
    }

    String key() {
        return key(route.callId(), route.localTag(), route.remoteTag());
    }

    public String callId() {
        return route.callId();
    }

    public String localTag() {
        return route.localTag();
    }

    public String remoteTag() {
        return route.remoteTag();
    }

    public SipLoop loop() {
        return loop;
    }

    /** Whether there was a 2xx. */
    public boolean isConfirmed() {
        return confirmed;
    }

    public boolean isOver() {
        return over;
    }

    /** Who is told from now on. */
    public void listen(DialogListener next) {
        if (!over) {
            listener = next;
        }
    }

    /** A request to be completed and given to {@link #send}: INFO, UPDATE, NOTIFY, OPTIONS. */
    public SipMessage request(String method) {
        return route.request(method);
    }

    /** Sends a request that is no INVITE. 408 and 481 end the dialog (§12.2.1.2). */
    public void send(SipMessage request, ResponseListener told) {
        if (over) {
            told.onFinal(481, null);
            return;
        }
        new OutgoingRequest(this, request, (status, response) -> {
                    if (response != null && status / 100 == 2 && request.is(Method.UPDATE)) {
                        route.refresh(response);
                        session.agreeAsCaller(response);
                    }
                    told.onFinal(status, response);
                    loseIf(status);
                })
                .send();
    }

    /**
     * Sends an INVITE inside the dialog; waits and tries again where both ends try at once (491). A 2xx is ACKed at once if there was
     * an offer, else {@link #acknowledge} is due.
     *
     * @param sdp the offer; null asks the peer for one
     */
    public void reinvite(byte @Nullable [] sdp, ResponseListener told) {
        if (over || ourInvite || theirInvite != null) {
            told.onFinal(over ? 481 : 491, null);
            return;
        }
        new Reinvite(this, sdp, told).send();
    }

    /** ACKs a 2xx that had the offer. */
    public void acknowledge(byte[] sdp) {
        if (unacknowledged != null) {
            acknowledge(unacknowledged, sdp);
        }
    }

    public void bye() {
        bye(null);
    }

    /**
     * Ends the call; nothing is told after. A callee's BYE waits for the ACK (§15).
     *
     * @param reason of a Reason header (RFC 3326); null: none
     */
    public void bye(@Nullable String reason) {
        if (over) {
            return;
        }
        SipMessage bye = route.request(Method.BYE);
        if (reason != null) {
            bye.set(HeaderName.REASON, reason);
        }
        close();
        if (callee && repeater != null && repeater.isRunning()) {
            waitingBye = bye;
        } else {
            sendBye(bye);
        }
    }

    private void sendBye(SipMessage bye) {
        waitingBye = null;
        if (repeater != null) {
            repeater.stop();
        }
        new OutgoingRequest(this, bye, (status, response) -> loop.remove(this)).send();
    }

    /** Of a request inside the dialog. */
    void receive(ServerTransaction transaction) {
        SipMessage request = transaction.request();
        transaction.localTag(localTag());
        if (over) {
            transaction.respond(loop.reply(request, request.is(Method.BYE) ? 200 : 481, localTag()));
            return;
        }
        if (request.cseq() <= remoteSequence) {
            transaction.respond(loop.reply(request, 500, localTag()));
            return;
        }
        remoteSequence = request.cseq();
        route.use(transaction.path());
        switch (request.method()) {
            case Method.BYE -> receiveBye(transaction);
            case Method.INVITE -> receiveInvite(transaction);
            case Method.PRACK -> receivePrack(transaction);
            case Method.OPTIONS -> new IncomingRequest(loop, transaction, this).respond(200);
            case Method.UPDATE -> {
                route.refresh(request);
                session.peer(request);
                listener.onRequest(new IncomingRequest(loop, transaction, this));
            }
            default -> listener.onRequest(new IncomingRequest(loop, transaction, this));
        }
    }

    private void receiveBye(ServerTransaction bye) {
        SipMessage request = bye.request();
        bye.respond(loop.reply(request, 200, localTag()));
        if (theirInvite != null && !theirInvite.isAnswered()) {
            theirInvite.respond(loop.reply(theirInvite.request(), 487, localTag()));
        }
        end(confirmed ? DialogEnd.HUNG_UP : DialogEnd.CANCELLED, request);
    }

    private void receiveInvite(ServerTransaction invite) {
        SipMessage request = invite.request();
        if (theirInvite != null && !theirInvite.isAnswered()) {
            SipMessage busy = loop.reply(request, 500, localTag());
            invite.respond(busy.set(
                    HeaderName.RETRY_AFTER, Integer.toString(loop.tokens().below(11))));
        } else if (ourInvite || (repeater != null && repeater.isRunning())) {
            invite.respond(loop.reply(request, 491, localTag()));
        } else {
            theirInvite = invite;
            invite.respond(loop.reply(request, 100, localTag()));
            invite.onCancel(cancel -> respond(invite, loop.reply(request, 487, localTag())));
            session.peer(request);
            listener.onRequest(new IncomingRequest(loop, invite, this));
        }
    }

    private void receivePrack(ServerTransaction prack) {
        SipMessage request = prack.request();
        boolean known = reliable != null && reliable.acknowledge(request);
        prack.respond(loop.reply(request, known ? 200 : 481, localTag()));
        if (known && reliable != null) {
            reliable.proceed();
        }
    }

    /** Answers a request of this dialog; a 2xx of an INVITE until it is ACKed. */
    void respond(ServerTransaction transaction, SipMessage response) {
        SipMessage request = transaction.request();
        int kind = response.status() / 100;
        boolean invite = request.is(Method.INVITE);
        if (invite && (kind == 1 || kind == 2)) {
            response.remove(HeaderName.RECORD_ROUTE).set(HeaderName.CONTACT, loop.contact(transaction.path(), request));
            request.copy(HeaderName.RECORD_ROUTE, response);
        }
        if (invite && kind >= 2) {
            theirInvite = null;
        }
        if (kind == 2 && (invite || request.is(Method.UPDATE))) {
            response.set(HeaderName.CONTACT, loop.contact(transaction.path(), request));
            response.set(HeaderName.ALLOW, Screening.ALLOW).set(HeaderName.SUPPORTED, "timer");
            route.refresh(request);
            session.agreeAsCallee(request, response);
        }
        if (invite && kind == 2) {
            confirmed = true;
            remember(response);
            repeater = new Repeater(
                    loop, transaction, response, loop.settings().times().t2(), this::onNoAck);
            repeater.start();
        } else {
            transaction.respond(response);
        }
    }

    private void onNoAck() {
        SipMessage bye = waitingBye;
        if (bye != null) {
            sendBye(bye);
        } else {
            sayBye(DialogEnd.NO_ACK, "SIP;cause=408;text=\"No ACK\"");
        }
    }

    /** The ACK of a 2xx of ours. */
    void acknowledged(SipMessage ack) {
        if (repeater == null || !repeater.isRunning() || ack.cseq() != repeater.cseq()) {
            return;
        }
        repeater.stop();
        SipMessage bye = waitingBye;
        if (bye != null) {
            sendBye(bye);
        } else if (!over) {
            listener.onAck(ack);
        }
    }

    /** The peer answered our INVITE, the first or a later one. */
    void confirm(SipMessage response, SipMessage invite) {
        ourInvite = false;
        if (confirmed) {
            route.refresh(response);
        } else {
            route.confirm(response);
        }
        confirmed = true;
        session.agreeAsCaller(response);
        remember(invite);
        if (invite.bodyLength() > 0) {
            acknowledge(invite, null);
        } else {
            unacknowledged = invite;
        }
    }

    private void acknowledge(SipMessage invite, byte @Nullable [] sdp) {
        unacknowledged = null;
        Acknowledgement made = new Acknowledgement(this, invite, sdp);
        acknowledgement = made;
        made.send();
    }

    /** For a 2xx that nobody is to have: without SDP if need be. */
    void acknowledgeAnyway(SipMessage invite) {
        if (unacknowledged != null) {
            acknowledge(invite, null);
        }
    }

    /** A 2xx came again: its ACK was lost. */
    void repeatAck(long cseq) {
        if (acknowledgement != null && acknowledgement.cseq() == cseq) {
            acknowledgement.send();
        }
    }

    private void remember(SipMessage withSdp) {
        if (withSdp.bodyLength() > 0) {
            lastSdp = withSdp.body();
        }
    }

    byte @Nullable [] lastSdp() {
        return lastSdp;
    }

    void loseIf(int status) {
        if (status == 481 || status == 408) {
            sayBye(DialogEnd.LOST, null);
        }
    }

    /** Ends it ourselves and tells. */
    void sayBye(DialogEnd why, @Nullable String reason) {
        if (!over) {
            DialogListener told = listener;
            bye(reason);
            told.onEnded(why, null);
        }
    }

    /** Over without a word to the peer. */
    void end(DialogEnd why, @Nullable SipMessage message) {
        if (!over) {
            DialogListener told = listener;
            discard();
            told.onEnded(why, message);
        }
    }

    /** Over without a word to anybody. */
    void discard() {
        close();
        if (repeater != null) {
            repeater.stop();
        }
        loop.remove(this);
    }

    private void close() {
        over = true;
        listener = InviteListener.NOBODY;
        lastSdp = null;
        session.stop();
        if (reliable != null) {
            reliable.stop();
        }
    }

    void reliable(ReliableResponses responses) {
        reliable = responses;
    }

    boolean isCallee() {
        return callee;
    }

    boolean isInviteUnderWay() {
        return ourInvite || theirInvite != null;
    }

    void ourInvite(boolean underWay) {
        ourInvite = underWay;
    }

    DialogRoute route() {
        return route;
    }

    SessionTimer session() {
        return session;
    }

    @Nullable
    DigestClient digest() {
        return digest;
    }
}
