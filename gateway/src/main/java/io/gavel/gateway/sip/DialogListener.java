package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/** Who holds one end of a call. Told on the call's loop. */
@FunctionalInterface
public interface DialogListener {
    /**
     * A request inside the dialog: INVITE, UPDATE, INFO, NOTIFY, REFER, …; to be answered, now or later. BYE, PRACK, CANCEL and
     * OPTIONS are answered already.
     */
    default void onRequest(IncomingRequest request) {
        request.respond(request.message().is(Method.REFER) ? 603 : 405);
    }

    /** The ACK of a 2xx that we sent; has the answer's SDP if the INVITE had no offer. */
    default void onAck(SipMessage ack) {}

    /** It is over, and not by our {@code bye} or refusal: told once. */
    void onEnded(DialogEnd end, @Nullable SipMessage message);
}
