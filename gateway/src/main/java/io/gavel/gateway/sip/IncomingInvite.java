package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import org.jspecify.annotations.Nullable;

/**
 * A call that comes in. It was answered 100. Ring it, then accept or refuse it; if the caller goes before, its listener hears
 * {@link DialogEnd#CANCELLED} and what is done afterwards does nothing. On its loop.
 */
public final class IncomingInvite {
    private static final String SDP = "application/sdp";

    private final SipLoop loop;
    private final ServerTransaction transaction;
    private final SipMessage request;
    private final Dialog dialog;
    private final ReliableResponses reliable;
    private boolean decided;

    private IncomingInvite(SipLoop loop, ServerTransaction transaction, NameAddress from, NameAddress to) {
        this.loop = loop;
        this.transaction = transaction;
        this.request = transaction.request();
        String tag = loop.tokens().next(6);
        transaction.localTag(tag);
        DialogRoute route = DialogRoute.ofCallee(request, from, to, tag, transaction.path());
        this.dialog = Dialog.ofCallee(loop, route, transaction, (end, message) -> {});
        this.reliable = new ReliableResponses(loop, transaction, this::onNoPrack);
        dialog.reliable(reliable);
    }

    static void receive(SipLoop loop, ServerTransaction transaction, SipHandler handler) {
        SipMessage request = transaction.request();
        NameAddress from = request.from();
        NameAddress to = request.to();
        if (from == null || to == null) {
            return;
        }
        transaction.respond(SipMessage.response(request, 100));
        IncomingInvite invite = new IncomingInvite(loop, transaction, from, to);
        transaction.onCancel(invite::cancelled);
        handler.onInvite(invite);
    }

    public SipMessage message() {
        return request;
    }

    /** Where it came from: address and transport. */
    public Path from() {
        return transaction.path();
    }

    /** Early until it is accepted. */
    public Dialog dialog() {
        return dialog;
    }

    public SipLoop loop() {
        return loop;
    }

    /** Who is told of its end and of all that follows. */
    public void listen(DialogListener listener) {
        dialog.listen(listener);
    }

    /** Whether it was accepted or refused, or the caller is gone. */
    public boolean isDecided() {
        return decided || dialog.isOver();
    }

    /** Whether the caller understands provisional responses that are to be acknowledged (RFC 3262). */
    public boolean speaksReliably() {
        return message().lists(HeaderName.SUPPORTED, "100rel") || requiresReliably();
    }

    private boolean requiresReliably() {
        return message().lists(HeaderName.REQUIRE, "100rel");
    }

    /** 180, 181, 182 or 183; reliably only if the caller insists. */
    public void ring(int status, byte @Nullable [] sdp) {
        ring(reply(status, sdp), false);
    }

    /**
     * Sends a provisional response made by {@link #reply}.
     *
     * @param reliably until a PRACK comes, if the caller can do that
     */
    public void ring(SipMessage response, boolean reliably) {
        if (isDecided()) {
            return;
        }
        if (requiresReliably() || (reliably && speaksReliably())) {
            response.set(HeaderName.CONTACT, loop.contact(from(), message()));
            message().copy(HeaderName.RECORD_ROUTE, response);
            reliable.send(response);
        } else {
            dialog.respond(transaction, response);
        }
    }

    /** 200 with the answer, or the offer if the INVITE had none; sent until it is ACKed. */
    public void accept(byte[] sdp) {
        accept(reply(200, sdp));
    }

    /** A 2xx made by {@link #reply}. */
    public void accept(SipMessage response) {
        if (isDecided()) {
            return;
        }
        decided = true;
        reliable.whenAcknowledged(() -> {
            if (!dialog.isOver()) {
                dialog.respond(transaction, response);
            }
        });
    }

    public void refuse(int status) {
        refuse(reply(status, null));
    }

    /** A refusal made by {@link #reply}, 300 to 699. Its listener hears nothing more. */
    public void refuse(SipMessage response) {
        if (isDecided()) {
            return;
        }
        decided = true;
        dialog.discard();
        transaction.respond(response);
    }

    /** A response to be completed: Reason, Retry-After, a challenge. */
    public SipMessage reply(int status, byte @Nullable [] sdp) {
        SipMessage response = loop.reply(message(), status, dialog.localTag());
        return sdp == null ? response : response.body(SDP, sdp);
    }

    private void cancelled(SipMessage cancel) {
        decided = true;
        transaction.respond(loop.reply(message(), 487, dialog.localTag()));
        dialog.end(DialogEnd.CANCELLED, cancel);
    }

    private void onNoPrack() {
        transaction.respond(loop.reply(message(), 504, dialog.localTag()));
        dialog.end(DialogEnd.NO_PRACK, null);
    }
}
