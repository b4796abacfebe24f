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
    private final PeerRequests theirs;
    private final OurInvites ours;
    private final boolean callee;
    private final @Nullable DigestClient digest;
    private DialogListener listener;
    private boolean confirmed;
    /** Over for who holds it; a BYE of ours may still be under way. */
    private boolean over;

    private @Nullable SipMessage waitingBye;
    private byte @Nullable [] lastSdp;

    private Dialog(
            SipLoop loop, DialogRoute route, boolean callee, @Nullable DigestClient digest, DialogListener listener) {
        this.loop = loop;
        this.route = route;
        this.callee = callee;
        this.digest = digest;
        this.listener = listener;
        this.session = new SessionTimer(this);
        this.theirs = new PeerRequests(this);
        this.ours = new OurInvites(this);
        loop.add(this);
    }

    static Dialog ofCallee(SipLoop loop, DialogRoute route, ServerTransaction invite, DialogListener listener) {
        Dialog dialog = new Dialog(loop, route, true, null, listener);
        dialog.theirs.begin(invite);
        dialog.session.peer(invite.request());
        return dialog;
    }

    static Dialog ofCaller(SipLoop loop, DialogRoute route, @Nullable DigestClient digest, DialogListener listener) {
        Dialog dialog = new Dialog(loop, route, false, digest, listener);
        dialog.ours.open(true);
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

    // ---- what we ask

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
        if (over || isInviteUnderWay()) {
            told.onFinal(over ? 481 : 491, null);
            return;
        }
        new Reinvite(this, sdp, told).send();
    }

    /** ACKs a 2xx that had the offer. */
    public void acknowledge(byte[] sdp) {
        ours.acknowledge(sdp);
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
        if (callee && theirs.isAckDue()) {
            waitingBye = bye;
        } else {
            sendBye(bye);
        }
    }

    private void sendBye(SipMessage bye) {
        waitingBye = null;
        theirs.stopRepeating();
        new OutgoingRequest(this, bye, (status, response) -> loop.remove(this)).send();
    }

    // ---- what the peer asks

    /** Of a request inside the dialog. */
    void receive(ServerTransaction transaction) {
        theirs.receive(transaction);
    }

    /** Answers a request of this dialog; a 2xx of an INVITE until it is ACKed. */
    void respond(ServerTransaction transaction, SipMessage response) {
        theirs.respond(transaction, response);
    }

    /** The ACK of a 2xx of ours. */
    void acknowledged(SipMessage ack) {
        if (!theirs.acknowledged(ack)) {
            return;
        }
        SipMessage bye = waitingBye;
        if (bye != null) {
            sendBye(bye);
        } else if (!over) {
            listener.onAck(ack);
        }
    }

    /** The ACK never came. */
    void noAck() {
        SipMessage bye = waitingBye;
        if (bye != null) {
            sendBye(bye);
        } else {
            sayBye(DialogEnd.NO_ACK, "SIP;cause=408;text=\"No ACK\"");
        }
    }

    void reliable(ReliableResponses responses) {
        theirs.reliable(responses);
    }

    // ---- what became of our INVITE

    /** The peer answered our INVITE, the first or a later one. */
    void confirm(SipMessage response, SipMessage invite) {
        if (confirmed) {
            route.refresh(response);
        } else {
            route.confirm(response);
        }
        session.agreeAsCaller(response);
        confirmed(invite);
        ours.answered(invite);
    }

    /** A 2xx has gone through; {@code withSdp} is what we said last. */
    void confirmed(SipMessage withSdp) {
        confirmed = true;
        if (withSdp.bodyLength() > 0) {
            lastSdp = withSdp.body();
        }
    }

    /** For a 2xx that nobody is to have: without SDP if need be. */
    void acknowledgeAnyway() {
        ours.acknowledge(null);
    }

    /** A 2xx came again: its ACK was lost. */
    void repeatAck(long cseq) {
        ours.repeatAck(cseq);
    }

    byte @Nullable [] lastSdp() {
        return lastSdp;
    }

    // ---- the end

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
        theirs.stopRepeating();
        loop.remove(this);
    }

    private void close() {
        over = true;
        listener = InviteListener.NOBODY;
        lastSdp = null;
        session.stop();
        theirs.close();
    }

    DialogListener listener() {
        return listener;
    }

    boolean isCallee() {
        return callee;
    }

    boolean isInviteUnderWay() {
        return ours.isOpen() || theirs.isInviteOpen();
    }

    OurInvites ourInvites() {
        return ours;
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
