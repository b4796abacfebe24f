package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transaction.ServerUser;
import java.net.InetAddress;

/** Who is called: what comes in outside of dialogs. {@code hears} is asked on any loop, the rest on the call's. */
public interface SipHandler {
    /** {@link #admit}'s answer: go on. */
    int WELCOME = ServerUser.WELCOME;

    /** {@link #admit}'s answer: say nothing. */
    int DROP = ServerUser.DROP;

    /** Asked for each message and connection before anything is parsed; false ignores it. Cheap and thread-safe. */
    default boolean hears(InetAddress address) {
        return true;
    }

    /**
     * A new request outside of any dialog, before a transaction is made and before its body is looked at.
     *
     * @return WELCOME, DROP, or a status to answer that leaves nothing behind (403 for unknown sources)
     */
    int admit(SipMessage request, Path from);

    /** Seconds after which a new INVITE is welcome again; 0: now. Otherwise it is answered 503 with Retry-After. */
    default int retryAfterSeconds() {
        return 0;
    }

    /** A new call. It was answered 100; to be rung, accepted or refused, now or later. */
    void onInvite(IncomingInvite invite);

    /** Any other request outside of dialogs: to be answered, now or later. */
    default void onRequest(IncomingRequest request) {
        request.respond(request.message().is("OPTIONS") ? 200 : 405);
    }
}
