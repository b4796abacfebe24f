package io.gavel.gateway.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may send calls, and through whom calls are sent.
 *
 * @param networks source addresses it is known by, may be empty
 * @param credentials that it answers a challenge with, null: it is not challenged
 * @param sellerId who is paid for its calls, 0: nobody
 * @param outbound where calls to numbers are sent, null: nowhere
 */
public record CarrierInfo(
        Entity entity,
        boolean enabled,
        List<Network> networks,
        @Nullable Credentials credentials,
        int sellerId,
        @Nullable Outbound outbound)
        implements Listed {

    /** Of a digest (RFC 7616); the password is sealed: {@link CarrierPasswords} opens it. */
    public record Credentials(
            String username,
            String sealedPassword,
            @Nullable String realm) {}

    /** A trunk: its SIP address, and what it asks for. */
    public record Outbound(String sip, @Nullable Credentials credentials) {}

    /** Whether a request from this address may be this carrier's. */
    public boolean covers(byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
