package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.ServerTransaction;
import org.jspecify.annotations.Nullable;

/** A request that wants an answer, once. On its loop. */
public final class IncomingRequest {
    private final SipLoop loop;
    private final ServerTransaction transaction;
    private final SipMessage request;
    private final @Nullable Dialog dialog;
    private final String tag;

    IncomingRequest(SipLoop loop, ServerTransaction transaction, @Nullable Dialog dialog) {
        this.loop = loop;
        this.transaction = transaction;
        this.request = transaction.request();
        this.dialog = dialog;
        this.tag = dialog == null ? loop.tokens().next(6) : dialog.localTag();
    }

    public SipMessage message() {
        return request;
    }

    /** Where it came from: address and transport. */
    public Path from() {
        return transaction.path();
    }

    public boolean isAnswered() {
        return transaction.isAnswered();
    }

    public void respond(int status) {
        respond(reply(status));
    }

    /** An answer to be completed and given to {@link #respond}. */
    public SipMessage reply(int status) {
        SipMessage response = loop.reply(message(), status, tag);
        if (status == 405 || (status == 200 && message().is(Method.OPTIONS))) {
            response.set(HeaderName.ALLOW, Screening.ALLOW);
        }
        return response;
    }

    /** Nothing happens if it was answered, or cancelled. */
    public void respond(SipMessage response) {
        if (transaction.isAnswered()) {
            return;
        }
        if (dialog == null) {
            transaction.respond(response);
        } else {
            dialog.respond(transaction, response);
        }
    }
}
