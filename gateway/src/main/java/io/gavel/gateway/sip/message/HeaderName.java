package io.gavel.gateway.sip.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The headers that we know, as they are written; found by bytes in any case and in compact form (RFC 3261 §7.3.3, §20). */
public final class HeaderName {
    public static final String ACCEPT = "Accept";
    public static final String ACCEPT_ENCODING = "Accept-Encoding";
    public static final String ALLOW = "Allow";
    public static final String AUTHORIZATION = "Authorization";
    public static final String CALL_ID = "Call-ID";
    public static final String CONTACT = "Contact";
    public static final String CONTENT_DISPOSITION = "Content-Disposition";
    public static final String CONTENT_ENCODING = "Content-Encoding";
    public static final String CONTENT_LENGTH = "Content-Length";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String CSEQ = "CSeq";
    public static final String DIVERSION = "Diversion";
    public static final String EVENT = "Event";
    public static final String FROM = "From";
    public static final String IDENTITY = "Identity";
    public static final String MAX_FORWARDS = "Max-Forwards";
    public static final String MIN_SE = "Min-SE";
    public static final String P_ASSERTED_IDENTITY = "P-Asserted-Identity";
    public static final String PRIVACY = "Privacy";
    public static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";
    public static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    public static final String PROXY_REQUIRE = "Proxy-Require";
    public static final String RACK = "RAck";
    public static final String REASON = "Reason";
    public static final String RECORD_ROUTE = "Record-Route";
    public static final String REFER_TO = "Refer-To";
    public static final String REFERRED_BY = "Referred-By";
    public static final String REMOTE_PARTY_ID = "Remote-Party-ID";
    public static final String REPLACES = "Replaces";
    public static final String REQUIRE = "Require";
    public static final String RETRY_AFTER = "Retry-After";
    public static final String ROUTE = "Route";
    public static final String RSEQ = "RSeq";
    public static final String SERVER = "Server";
    public static final String SESSION_EXPIRES = "Session-Expires";
    public static final String SUBJECT = "Subject";
    public static final String SUPPORTED = "Supported";
    public static final String TIMESTAMP = "Timestamp";
    public static final String TO = "To";
    public static final String UNSUPPORTED = "Unsupported";
    public static final String USER_AGENT = "User-Agent";
    public static final String VIA = "Via";
    public static final String WARNING = "Warning";
    public static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private static final String[] KNOWN = {
        ACCEPT,
        ACCEPT_ENCODING,
        ALLOW,
        AUTHORIZATION,
        CALL_ID,
        CONTACT,
        CONTENT_DISPOSITION,
        CONTENT_ENCODING,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        CSEQ,
        DIVERSION,
        EVENT,
        FROM,
        IDENTITY,
        MAX_FORWARDS,
        MIN_SE,
        P_ASSERTED_IDENTITY,
        PRIVACY,
        PROXY_AUTHENTICATE,
        PROXY_AUTHORIZATION,
        PROXY_REQUIRE,
        RACK,
        REASON,
        RECORD_ROUTE,
        REFER_TO,
        REFERRED_BY,
        REMOTE_PARTY_ID,
        REPLACES,
        REQUIRE,
        RETRY_AFTER,
        ROUTE,
        RSEQ,
        SERVER,
        SESSION_EXPIRES,
        SUBJECT,
        SUPPORTED,
        TIMESTAMP,
        TO,
        UNSUPPORTED,
        USER_AGENT,
        VIA,
        WARNING,
        WWW_AUTHENTICATE
    };
    private static final int SLOTS = 256;
    private static final @Nullable String[] TABLE = new @Nullable String[SLOTS];

    static {
        for (String name : KNOWN) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            while (TABLE[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            TABLE[slot] = name;
        }
    }

    private HeaderName() {}

    /** The constant for a known name in any case or compact, else the name as it is written. */
    static String of(byte[] bytes, int start, int length) {
        if (length == 1) {
            String name = compact(bytes[start]);
            if (name != null) {
                return name;
            }
        }
        int slot = slot(bytes, start, length);
        for (String name = TABLE[slot]; name != null; name = TABLE[slot]) {
            if (matches(name, bytes, start, length)) {
                return name;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return new String(bytes, start, length, StandardCharsets.US_ASCII);
    }

    /** Headers of which a message has one at most. */
    static boolean isSingle(String name) {
        return switch (name) {
            case FROM, TO, CALL_ID, CSEQ, MAX_FORWARDS, CONTENT_LENGTH, CONTENT_TYPE -> true;
            default -> false;
        };
    }

    private static @Nullable String compact(byte letter) {
        return switch (letter | 0x20) {
            case 'c' -> CONTENT_TYPE;
            case 'e' -> CONTENT_ENCODING;
            case 'f' -> FROM;
            case 'i' -> CALL_ID;
            case 'k' -> SUPPORTED;
            case 'l' -> CONTENT_LENGTH;
            case 'm' -> CONTACT;
            case 'o' -> EVENT;
            case 'b' -> REFERRED_BY;
            case 'r' -> REFER_TO;
            case 's' -> SUBJECT;
            case 't' -> TO;
            case 'u' -> "Allow-Events";
            case 'v' -> VIA;
            case 'x' -> SESSION_EXPIRES;
            case 'y' -> IDENTITY;
            default -> null;
        };
    }

    private static int slot(byte[] bytes, int start, int length) {
        int hash = length;
        for (int at = start; at < start + length; at++) {
            hash = hash * 31 + (bytes[at] | 0x20);
        }
        return (hash ^ (hash >>> 8)) & (SLOTS - 1);
    }

    private static boolean matches(String name, byte[] bytes, int start, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if ((name.charAt(at) | 0x20) != (bytes[start + at] | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
