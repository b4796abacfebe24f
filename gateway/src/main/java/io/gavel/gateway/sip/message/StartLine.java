package io.gavel.gateway.sip.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first line: exactly one space between its parts (RFC 3261 §7.1, §7.2). */
final class StartLine {
    private static final String VERSION = "SIP/2.0";

    private StartLine() {}

    /** Null if this is no SIP, or a response that nobody can use. */
    static @Nullable SipMessage read(byte[] bytes, int start, int end, Headers headers) {
        String line = SipParser.text(bytes, start, end);
        if (line.regionMatches(true, 0, "SIP/", 0, 4)) {
            return status(line, headers);
        }
        int last = line.toUpperCase(Locale.ROOT).lastIndexOf("SIP/");
        int first = line.indexOf(' ');
        if (last < 0 || first <= 0 || !Cursor.isToken(line.substring(0, first))) {
            return null;
        }
        String method = known(line.substring(0, first));
        int second = line.indexOf(' ', first + 1);
        boolean inThree = second > first + 1 && second + 1 == last && line.indexOf(' ', last) < 0;
        String uri = inThree ? line.substring(first + 1, second) : "";
        SipMessage request = new SipMessage(method, uri, 0, "", headers);
        if (!inThree) {
            request.fault(400, "Broken Request Line");
        } else if (!line.substring(last).equalsIgnoreCase(VERSION)) {
            request.fault(505, "Version Not Supported");
        } else {
            checkUri(uri, request);
        }
        return request;
    }

    private static void checkUri(String uri, SipMessage request) {
        String scheme = SipUri.schemeOf(uri);
        if (scheme.isEmpty()) {
            request.fault(400, "Broken Request-URI");
            return;
        }
        if (!scheme.equals("sip") && !scheme.equals("sips")) {
            return;
        }
        SipUri parsed = SipUri.parse(uri);
        if (parsed == null || !parsed.headers().isEmpty()) {
            request.fault(400, "Broken Request-URI");
        }
    }

    private static @Nullable SipMessage status(String line, Headers headers) {
        if (!line.regionMatches(true, 0, VERSION + ' ', 0, VERSION.length() + 1)) {
            return null;
        }
        int start = VERSION.length() + 1;
        int end = line.indexOf(' ', start);
        String code = end < 0 ? line.substring(start) : line.substring(start, end);
        int status = code.length() == 3 ? (int) Text.number(code, 699) : -1;
        if (status < 100) {
            return null;
        }
        String reason = end < 0 ? "" : line.substring(end + 1).replace('\r', ' ');
        return new SipMessage("", "", status, reason, headers);
    }

    /** One string for each method that is common. */
    private static String known(String method) {
        return switch (method) {
            case "INVITE" -> Method.INVITE;
            case "ACK" -> Method.ACK;
            case "BYE" -> Method.BYE;
            case "CANCEL" -> Method.CANCEL;
            case "OPTIONS" -> Method.OPTIONS;
            default -> method;
        };
    }
}
