package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;

/** Who sent an INVITE. Told on its loop; last comes {@code onAnswered} or {@code onFailed}, once. */
public interface InviteListener extends DialogListener {
    /** 101 to 199, each early dialog's own; nothing after {@code cancel}. */
    default void onProvisional(SipMessage response, Dialog early) {}

    /** The first 2xx. It is ACKed already if the INVITE had an offer, else {@code dialog.acknowledge} is due now. */
    void onAnswered(SipMessage response, Dialog dialog);

    void onFailed(InviteFailure failure);
}
