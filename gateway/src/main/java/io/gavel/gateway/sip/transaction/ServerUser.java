package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;

/** Who is called. Told on the loop. */
public interface ServerUser {
    /** {@link #admit}'s answer: make a transaction. */
    int WELCOME = 0;

    /** {@link #admit}'s answer: say nothing. */
    int DROP = -1;

    /** A request that belongs to no transaction yet: WELCOME, DROP, or the status of an answer without a transaction. */
    int admit(SipMessage request, Path path);

    /** More headers for an answer without a transaction: Retry-After, Allow, … */
    void complete(SipMessage statelessResponse, SipMessage request);

    /** A new request, never ACK or CANCEL. */
    void onRequest(ServerTransaction transaction);

    /** A CANCEL for a known INVITE; both want an answer. */
    void onCancel(ServerTransaction invite, ServerTransaction cancel);

    /** An ACK that is not of a refused INVITE. */
    void onAck(SipMessage ack);

    /** A response that nobody waits for (any more). */
    void onStrayResponse(SipMessage response);

    /** A refusal that was never ACKed (timer H), or could not be sent. */
    void onUnheard(ServerTransaction transaction);
}
