package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import org.jspecify.annotations.Nullable;

/** What the peer of a dialog asks, and how it is answered: in order (CSeq), one INVITE at a time, 2xx until the ACK. On its loop. */
final class PeerRequests {
    private final Dialog dialog;
    private final SipLoop loop;
    private long sequence = -1;
    private @Nullable ServerTransaction invite;
    private @Nullable Repeater repeater;
    private @Nullable ReliableResponses reliable;

    PeerRequests(Dialog dialog) {
        this.dialog = dialog;
        this.loop = dialog.loop();
    }

    /** The INVITE that made the dialog. */
    void begin(ServerTransaction first) {
        invite = first;
        sequence = first.request().cseq();
    }

    void reliable(ReliableResponses responses) {
        reliable = responses;
    }

    /** Whether an INVITE of the peer waits for our final answer. */
    boolean isInviteOpen() {
        return invite != null;
    }

    /** Whether a 2xx of ours waits for its ACK. */
    boolean isAckDue() {
        return repeater != null && repeater.isRunning();
    }

    void receive(ServerTransaction transaction) {
        SipMessage request = transaction.request();
        transaction.localTag(dialog.localTag());
        if (dialog.isOver()) {
            transaction.respond(reply(request, request.is(Method.BYE) ? 200 : 481));
            return;
        }
        if (request.cseq() <= sequence) {
            transaction.respond(reply(request, 500));
            return;
        }
        sequence = request.cseq();
        dialog.route().use(transaction.path());
        switch (request.method()) {
            case Method.BYE -> receiveBye(transaction);
            case Method.INVITE -> receiveInvite(transaction);
            case Method.PRACK -> receivePrack(transaction);
            case Method.OPTIONS -> asked(transaction).respond(200);
            case Method.UPDATE -> {
                dialog.route().refresh(request);
                dialog.session().peer(request);
                dialog.listener().onRequest(asked(transaction));
            }
            default -> dialog.listener().onRequest(asked(transaction));
        }
    }

    private void receiveBye(ServerTransaction bye) {
        SipMessage request = bye.request();
        bye.respond(reply(request, 200));
        ServerTransaction open = invite;
        if (open != null && !open.isAnswered()) {
            open.respond(reply(open.request(), 487));
        }
        dialog.end(dialog.isConfirmed() ? DialogEnd.HUNG_UP : DialogEnd.CANCELLED, request);
    }

    private void receiveInvite(ServerTransaction transaction) {
        SipMessage request = transaction.request();
        if (invite != null && !invite.isAnswered()) {
            SipMessage busy = reply(request, 500);
            transaction.respond(busy.set(
                    HeaderName.RETRY_AFTER, Integer.toString(loop.tokens().below(11))));
        } else if (dialog.ourInvites().isOpen() || isAckDue()) {
            transaction.respond(reply(request, 491));
        } else {
            invite = transaction;
            transaction.respond(reply(request, 100));
            transaction.onCancel(cancel -> respond(transaction, reply(request, 487)));
            dialog.session().peer(request);
            dialog.listener().onRequest(asked(transaction));
        }
    }

    private void receivePrack(ServerTransaction prack) {
        SipMessage request = prack.request();
        boolean known = reliable != null && reliable.acknowledge(request);
        prack.respond(reply(request, known ? 200 : 481));
        if (known && reliable != null) {
            reliable.proceed();
        }
    }

    /** Answers a request of this dialog; a 2xx of an INVITE until it is ACKed. */
    void respond(ServerTransaction transaction, SipMessage response) {
        SipMessage request = transaction.request();
        int kind = response.status() / 100;
        boolean invited = request.is(Method.INVITE);
        if (invited && (kind == 1 || kind == 2)) {
            response.remove(HeaderName.RECORD_ROUTE).set(HeaderName.CONTACT, loop.contact(transaction.path(), request));
            request.copy(HeaderName.RECORD_ROUTE, response);
        }
        if (invited && kind >= 2) {
            invite = null;
        }
        if (kind == 2 && (invited || request.is(Method.UPDATE))) {
            response.set(HeaderName.CONTACT, loop.contact(transaction.path(), request));
            response.set(HeaderName.ALLOW, Screening.ALLOW).set(HeaderName.SUPPORTED, "timer");
            dialog.route().refresh(request);
            dialog.session().agreeAsCallee(request, response);
        }
        if (invited && kind == 2) {
            dialog.confirmed(response);
            Repeater begun = new Repeater(
                    loop, transaction, response, loop.settings().times().t2(), dialog::noAck);
            repeater = begun;
            begun.start();
        } else {
            transaction.respond(response);
        }
    }

    /** An ACK; whether it is that of our 2xx, for the first time. */
    boolean acknowledged(SipMessage ack) {
        Repeater waiting = repeater;
        if (waiting == null || !waiting.isRunning() || ack.cseq() != waiting.cseq()) {
            return false;
        }
        waiting.stop();
        return true;
    }

    /** No 2xx is repeated any more. */
    void stopRepeating() {
        if (repeater != null) {
            repeater.stop();
        }
    }

    /** No provisional response is repeated any more. */
    void close() {
        if (reliable != null) {
            reliable.stop();
        }
    }

    private IncomingRequest asked(ServerTransaction transaction) {
        return new IncomingRequest(loop, transaction, dialog);
    }

    private SipMessage reply(SipMessage request, int status) {
        return loop.reply(request, status, dialog.localTag());
    }
}
