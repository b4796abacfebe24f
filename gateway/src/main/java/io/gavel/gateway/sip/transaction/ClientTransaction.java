package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/** A request that we sent. Once it is answered finally it keeps only what it may have to say again. On its loop. */
public abstract class ClientTransaction extends Transaction {
    private @Nullable SipMessage request;
    private ClientUser user;
    private byte @Nullable [] bytes;
    final int timeout;

    ClientTransaction(
            String key, SipMessage request, Path path, ClientUser user, int timeout, Surroundings around, State first) {
        super(key, path, around, first);
        this.request = request;
        this.user = user;
        this.timeout = timeout;
        this.bytes = request.encode();
    }

    final SipMessage request() {
        SipMessage known = request;
        if (known == null) {
            throw new IllegalStateException("Answered and forgotten: " + key);
        }
        return known;
    }

    final ClientUser user() {
        return user;
    }

    final void sendRequest() {
        if (bytes != null) {
            send(bytes);
        }
    }

    /** It got there: nothing of it is sent again. */
    final void arrived() {
        request = null;
        bytes = null;
    }

    /** Nobody is told anything any more. */
    final void dismiss() {
        arrived();
        user = ClientUser.NOBODY;
    }

    /**
     * Its user gives it up; nothing of it is sent again. What still comes of an INVITE within 64·T1 is told to somebody else, who
     * hears no end of it (RFC 3261 §9.1, §13.2.2.4); any other is forgotten.
     */
    public void leaveTo(ClientUser other) {
        terminate();
    }

    final void user(ClientUser next) {
        user = next;
    }

    abstract void start();

    abstract void receive(SipMessage response);

    final void timedOut() {
        terminate();
        user.onTimeout();
    }

    @Override
    public void onPathFailure() {
        if (!isTerminated()) {
            terminate();
            user.onPathFailure();
        }
    }
}
