package io.gavel.gateway.call;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.vault.PhoneNumber;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and whom: P-Asserted-Identity before Remote-Party-ID before From (RFC 3325), privacy honoured (RFC 3323); user
 * parameters, tech prefixes ({@code 12345678*}) and separators are stripped. Pure.
 */
final class Identity {
    private static final int LONGEST_USER = 128;

    private Identity() {}

    /** E.164 of the caller; null: withheld, or no number. */
    static @Nullable String caller(SipMessage invite) {
        String privacy = invite.header(HeaderName.PRIVACY);
        if (privacy != null && !privacy.toLowerCase(Locale.ROOT).contains("none")) {
            return null;
        }
        for (String name : List.of(HeaderName.P_ASSERTED_IDENTITY, HeaderName.REMOTE_PARTY_ID, HeaderName.FROM)) {
            for (String value : invite.elements(name)) {
                NameAddress address = NameAddress.parse(value);
                SipUri uri = address == null ? null : address.sipUri();
                String number = uri == null ? null : number(uri.plainUser());
                if (number != null) {
                    return number;
                }
            }
        }
        return null;
    }

    /** What the carrier says of the caller's number: {@code verstat}, wherever it is; null if nothing. */
    static @Nullable String verification(SipMessage invite) {
        for (String name : List.of(HeaderName.P_ASSERTED_IDENTITY, HeaderName.FROM)) {
            for (String value : invite.elements(name)) {
                NameAddress address = NameAddress.parse(value);
                SipUri uri = address == null ? null : address.sipUri();
                if (address == null || uri == null) {
                    continue;
                }
                String found = uri.userParameter("verstat");
                found = found == null ? uri.parameters().get("verstat") : found;
                found = found == null ? address.parameters().get("verstat") : found;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The user that is called, without parameters and prefix; empty if there is none. */
    static String dialled(SipMessage invite) {
        SipUri uri = SipUri.parse(invite.requestUri());
        String user = uri == null ? "" : uri.plainUser();
        return user.length() > LONGEST_USER ? "" : user.substring(user.lastIndexOf('*') + 1);
    }

    /** E.164 of a user part; null if it is no number. */
    static @Nullable String number(String user) {
        String plain = user.substring(user.lastIndexOf('*') + 1);
        return plain.length() > LONGEST_USER ? null : PhoneNumber.e164(plain);
    }
}
