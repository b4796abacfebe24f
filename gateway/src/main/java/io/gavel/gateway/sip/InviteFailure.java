package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * Why an INVITE did not become a call.
 *
 * @param status 300 to 699 as answered; 408 if nobody answered, 503 if nobody could be reached, 487 if it was cancelled
 * @param response null if there is none
 */
public record InviteFailure(Kind kind, int status, @Nullable SipMessage response) {
    /** Told apart because a status may be made up. */
    public enum Kind {
        REFUSED,
        SILENT,
        UNREACHABLE,
        /** By {@code cancel}; if the response is a 2xx the peer was answering just then and has been sent ACK and BYE. */
        CANCELLED
    }
}
