package io.gavel.gateway.sip.transaction;

import io.gavel.gateway.sip.message.SipMessage;

/** Who sent a request. Told on the loop. After {@code onTimeout} or {@code onPathFailure} nothing more comes. */
public interface ClientUser {
    /** Does not want to know. */
    ClientUser NOBODY = new ClientUser() {
        @Override
        public void onResponse(SipMessage response) {}

        @Override
        public void onTimeout() {}

        @Override
        public void onPathFailure() {}
    };

    /** Provisional ones, then a final one; further 2xx of an INVITE, repeated or of other forks, too. */
    void onResponse(SipMessage response);

    /** Nobody answered (timers B, F). */
    void onTimeout();

    void onPathFailure();
}
