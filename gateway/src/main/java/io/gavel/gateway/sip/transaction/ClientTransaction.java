package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;

/** A request that we sent. On its loop. */
public abstract class ClientTransaction extends Transaction {
    final SipMessage request;
    final ClientUser user;
    final byte[] bytes;
    final int timeout;

    ClientTransaction(
            String key, SipMessage request, Path path, ClientUser user, int timeout, Surroundings around, State first) {
        super(key, path, around, first);
        this.request = request;
        this.user = user;
        this.timeout = timeout;
        this.bytes = request.encode();
    }

    public SipMessage request() {
        return request;
    }

    /** Forgets it; nobody is told. For a cancelled INVITE that nobody ends (RFC 3261 §9.1). */
    public void abandon() {
        terminate();
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
