package io.gavel.gateway.sip.message;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Messages as they are written in tests: line feeds become CRLF. */
final class Wire {
    static final SipParser PARSER = new SipParser(SipLimits.DEFAULT);

    private Wire() {}

    static @Nullable SipMessage parsed(String text) {
        byte[] bytes = bytes(text);
        return PARSER.parse(bytes, 0, bytes.length);
    }

    static SipMessage valid(String text) {
        SipMessage message = parsed(text);
        assertNotNull(message, "no message");
        if (message.fault() != null) {
            throw new AssertionError(message.fault());
        }
        return message;
    }

    /** The status to answer; 0 if all is well, -1 if nothing is answered. */
    static int verdict(String text) {
        SipMessage message = parsed(text);
        if (message == null) {
            return -1;
        }
        Fault fault = message.fault();
        return fault == null ? 0 : fault.status();
    }

    static byte[] bytes(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A whole request with the mandatory headers and these. */
    static String invite(String... more) {
        StringBuilder text = new StringBuilder("INVITE sip:18005550199@gavel.example SIP/2.0\n"
                + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds;rport\n"
                + "Max-Forwards: 70\n"
                + "From: \"A. Caller\" <sip:+13035550111@carrier.example>;tag=1928301774\n"
                + "To: <sip:+18005550199@gavel.example>\n"
                + "Call-ID: a84b4c76e66710@192.0.2.1\n"
                + "CSeq: 314159 INVITE\n");
        for (String line : more) {
            text.append(line).append('\n');
        }
        return text.append('\n').toString();
    }
}
