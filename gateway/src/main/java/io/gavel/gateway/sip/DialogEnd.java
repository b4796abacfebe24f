package io.gavel.gateway.sip;

/** Why a dialog is over. */
public enum DialogEnd {
    /** CANCEL, or BYE before an answer: the caller is gone; the message has the Reason. */
    CANCELLED,
    /** BYE. */
    HUNG_UP,
    /** Our 2xx was not ACKed for 64 × T1; a BYE was sent. */
    NO_ACK,
    /** Our reliable provisional response was not PRACKed for 64 × T1; the INVITE was refused. */
    NO_PRACK,
    /** Nobody refreshed the session (RFC 4028); a BYE was sent. */
    EXPIRED,
    /** A request inside the dialog was answered 481 or 408, or not at all; a BYE was sent. */
    LOST
}
