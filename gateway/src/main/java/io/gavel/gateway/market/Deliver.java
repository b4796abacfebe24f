package io.gavel.gateway.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where what was sold goes. One of url, sip and number is not null.
 *
 * @param url where a lead is posted
 * @param timeoutMillis of one attempt to post it
 * @param unknownNext on_unknown: next
 * @param sip where a call is sent
 * @param hosts that the buyer may name in its bids, in lower case: that of {@code sip}, and those that the operator allowed
 * @param number where a call is sent through the carrier
 * @param carrier its name, with number
 * @param carrierId its id, 0 without one
 * @param ringSeconds a destination may ring
 * @param whisper the prompt that the buyer hears before the caller is connected, null: none
 * @param accept the key that the buyer presses to take the call, null: none is needed
 * @param rerouteSeconds a buyer who hangs up within so many loses the caller to the next, 0: the call is over
 * @param probed whether the sip address is asked now and then if it is there
 */
public record Deliver(
        @Nullable String url,
        int timeoutMillis,
        boolean unknownNext,
        @Nullable String sip,
        List<String> hosts,
        @Nullable String number,
        @Nullable String carrier,
        int carrierId,
        int ringSeconds,
        @Nullable String whisper,
        @Nullable String accept,
        int rerouteSeconds,
        boolean probed) {

    /** Longer addresses of buyers are not taken. */
    public static final int LONGEST_SIP = 255;

    /** Whether a buyer's bid may send a call there: we are no open relay, so only to hosts that the operator allowed. */
    public boolean allows(String sipUri) {
        String host = sipUri.length() > LONGEST_SIP ? null : DeliverReader.plainHost(sipUri);
        return host != null && hosts.contains(host);
    }
}
