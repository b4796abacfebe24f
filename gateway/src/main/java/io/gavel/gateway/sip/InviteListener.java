package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/** Who sent an INVITE. Told on its loop; last comes {@code onAnswered} or {@code onFailed}, once. */
public interface InviteListener extends DialogListener {
    /** In the place of one who was told the end: a late 2xx of another fork keeps nothing else in memory. */
    InviteListener NOBODY = new InviteListener() {
        @Override
        public void onAnswered(SipMessage response, Dialog dialog) {}

        @Override
        public void onFailed(InviteFailure failure) {}

        @Override
        public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
    };

    /** 101 to 199, each early dialog's own; nothing after {@code cancel}. */
    default void onProvisional(SipMessage response, Dialog early) {}

    /** The first 2xx. It is ACKed already if the INVITE had an offer, else {@code dialog.acknowledge} is due now. */
    void onAnswered(SipMessage response, Dialog dialog);

    void onFailed(InviteFailure failure);
}
