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
 * @param webhook how it asks by HTTP what to do with a call, null: it does not
 * @param rates what it asks for telephony
 */
public record CarrierInfo(
        Entity entity,
        boolean enabled,
        List<Network> networks,
        @Nullable Credentials credentials,
        int sellerId,
        @Nullable Outbound outbound,
        @Nullable Webhook webhook,
        Rates rates)
        implements Listed {

    /** Of a digest (RFC 7616); the password is sealed: {@link CarrierPasswords} opens it. */
    public record Credentials(
            String username,
            String sealedPassword,
            @Nullable String realm) {}

    /** A trunk: its SIP address, and what it asks for. */
    public record Outbound(String sip, @Nullable Credentials credentials) {}

    /** Who asks by HTTP. */
    public enum HookKind {
        TWILIO,
        TELNYX,
        JAMBONZ
    }

    /**
     * How a carrier asks by HTTP.
     *
     * @param url of Twilio: the address that it was told, as signed
     * @param sealedToken what it signs with (of Telnyx: the key of its API); {@link CarrierPasswords} opens it
     * @param publicKey of Telnyx, base64; else empty
     * @param api the address of Telnyx's API
     */
    public record Webhook(HookKind kind, String url, String sealedToken, String publicKey, String api) {}

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
