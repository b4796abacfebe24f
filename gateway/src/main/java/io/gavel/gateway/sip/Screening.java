package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.NameAddress;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipUri;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a request must be to be looked at (RFC 3261 §8.2). Pure. */
final class Screening {
    static final String ALLOW = "INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE, INFO, REFER, NOTIFY";

    private static final Set<String> METHODS = Set.of(ALLOW.split(", "));
    /** Understood where the handler does; they are refused by it, not here. */
    private static final Set<String> HANDLED = Set.of(Method.REGISTER, Method.MESSAGE);

    private static final Set<String> EXTENSIONS = Set.of("100rel", "timer");
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    private Screening() {}

    /** 0 if nothing is wrong, else the status to answer. */
    static int check(SipMessage request, int minimumSessionSeconds) {
        if (!METHODS.contains(request.method()) && !HANDLED.contains(request.method())) {
            return 405;
        }
        if (!SCHEMES.contains(SipUri.schemeOf(request.requestUri()))) {
            return 416;
        }
        if (!unsupported(request).isEmpty()) {
            return 420;
        }
        return request.is(Method.INVITE) ? checkInvite(request, minimumSessionSeconds) : 0;
    }

    private static int checkInvite(SipMessage invite, int minimumSessionSeconds) {
        if (invite.maxForwards() == 0) {
            return 483;
        }
        NameAddress contact = invite.contact();
        if (contact == null || contact.sipUri() == null) {
            return 400;
        }
        if (!isReadable(invite)) {
            return 415;
        }
        long session = invite.number(HeaderName.SESSION_EXPIRES);
        return session >= 0 && session < minimumSessionSeconds ? 422 : 0;
    }

    /** No body, SDP, parts, or something that may be left unread. */
    private static boolean isReadable(SipMessage invite) {
        String encoding = invite.header(HeaderName.CONTENT_ENCODING);
        if (invite.bodyLength() == 0) {
            return true;
        }
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        String type = invite.header(HeaderName.CONTENT_TYPE);
        String plain =
                type == null ? "application/sdp" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return plain.equals("application/sdp")
                || plain.startsWith("multipart/")
                || "optional".equalsIgnoreCase(invite.parameter(HeaderName.CONTENT_DISPOSITION, "handling"));
    }

    static List<String> unsupported(SipMessage request) {
        return request.elements(HeaderName.REQUIRE).stream()
                .filter(extension -> !EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** The headers that a refusal of {@link #check} needs. */
    static void complete(SipMessage response, SipMessage request, int minimumSessionSeconds) {
        switch (response.status()) {
            case 405 -> response.set(HeaderName.ALLOW, ALLOW);
            case 415 -> response.set(HeaderName.ACCEPT, "application/sdp").set(HeaderName.ACCEPT_ENCODING, "identity");
            case 420 -> response.set(HeaderName.UNSUPPORTED, String.join(", ", unsupported(request)));
            case 422 -> response.set(HeaderName.MIN_SE, Integer.toString(minimumSessionSeconds));
            default -> {}
        }
    }
}
