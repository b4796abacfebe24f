package io.gavel.gateway.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** JAIN-SIP reads the same in the same bytes. */
@NullUnmarked // what is missing fails the test
class OtherOpinionTest {
    private static final long SEED = 20261122;

    @Test
    void bothReadTheSameInRandomRequests() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 2000; round++) {
            String text = request(random);
            byte[] bytes = Wire.bytes(text);
            SipMessage ours = Wire.PARSER.parse(bytes, 0, bytes.length);
            SIPMessage theirs = new StringMsgParser().parseSIPMessage(bytes, true, false, null);
            String where = "seed " + SEED + " round " + round + "\n" + text;
            assertEquals(null, ours.fault(), where);
            agree(ours, theirs, where);
            byte[] written = ours.encode();
            agree(ours, new StringMsgParser().parseSIPMessage(written, true, false, null), where);
        }
    }

    private static void agree(SipMessage ours, SIPMessage theirs, String where) {
        SIPRequest request = (SIPRequest) theirs;
        assertEquals(request.getMethod(), ours.method(), where);
        assertEquals(theirs.getCallId().getCallId(), ours.callId(), where);
        CSeq cseq = (CSeq) theirs.getCSeq();
        assertEquals(cseq.getSeqNumber(), ours.cseq(), where);
        assertEquals(theirs.getFrom().getTag(), ours.fromTag(), where);
        assertEquals(theirs.getTo().getTag() == null ? "" : theirs.getTo().getTag(), ours.toTag(), where);
        String display = theirs.getFrom().getAddress().getDisplayName();
        assertEquals(display == null ? "" : display, ours.from().display(), where);
        ViaList vias = theirs.getViaHeaders();
        assertEquals(vias.size(), ours.elements("Via").size(), where);
        assertEquals(theirs.getTopmostVia().getBranch(), ours.topVia().branch(), where);
        assertEquals(theirs.getTopmostVia().getTransport(), ours.topVia().transport(), where);
        assertEquals(theirs.getTopmostVia().getHost(), ours.topVia().host(), where);
        assertEquals(theirs.getTopmostVia().getPort(), ours.topVia().port(), where);
        SipUri uri = SipUri.parse(ours.requestUri());
        gov.nist.javax.sip.address.SipUri other = (gov.nist.javax.sip.address.SipUri) request.getRequestURI();
        assertEquals(other.getUser(), uri.user().isEmpty() ? null : uri.user(), where);
        assertEquals(other.getHost(), uri.host(), where);
        assertEquals(other.getPort(), uri.port(), where);
        assertEquals(other.getTransportParam(), uri.parameters().get("transport"), where);
        assertEquals(theirs.getMaxForwards().getMaxForwards(), ours.maxForwards(), where);
        byte[] body = theirs.getRawContent();
        assertEquals(body == null ? 0 : body.length, ours.bodyLength(), where);
    }

    private static String request(Random random) {
        String method = pick(random, "INVITE", "BYE", "OPTIONS", "INFO", "FOO");
        String eol = pick(random, "\n", "\n", " \n", "\t\n");
        StringBuilder text = new StringBuilder(method + " sip:" + pick(random, "", "alice@", "+1303;npdi@", "a%20b@")
                + pick(random, "gavel.example", "192.0.2.1:5080", "[2001:db8::1]:5060")
                + pick(random, "", ";transport=tcp")
                + " SIP/2.0\n");
        text.append(pick(random, "Via", "v", "VIA"))
                .append(pick(random, ":", " :", ": "))
                .append("SIP/2.0/" + pick(random, "UDP", "TCP", "TLS") + " "
                        + pick(random, "192.0.2.7:5062", "proxy.example") + ";branch=z9hG4bK"
                        + random.nextInt(1_000_000) + pick(random, "", ";rport"))
                .append(pick(random, "", ", SIP/2.0/UDP b.example;branch=z9hG4bKx"))
                .append('\n');
        text.append(pick(random, "From", "f") + ": "
                + pick(random, "", "\"Al \\\"x\\\" B\" ", "Al Bob ").replace("\\\"", "") + "<sip:alice@atlanta.example>"
                + pick(random, ";tag=", " ;tag=", "\n  ;tag=")
                + random.nextInt(1000) + eol);
        text.append(pick(random, "To", "t", "tO") + ": <sip:bob@biloxi.example>" + pick(random, "", ";tag=zz") + eol);
        text.append(pick(random, "Call-ID", "i") + ":\t" + random.nextInt(1_000_000) + "@host" + eol);
        text.append("CSeq: " + random.nextInt(1_000_000) + pick(random, " ", "  ") + method + eol);
        text.append("Max-Forwards: " + random.nextInt(256) + eol);
        text.append(pick(random, "", "Subject: \u00e4\u00f6\u00fc\n", "X-Folded: a,\n\tb\n"));
        String body = pick(random, "", "v=0\n", "signal=5\nduration=160\n");
        text.append("Content-Type: application/sdp\n");
        text.append(pick(random, "l", "Content-Length") + ": " + Wire.bytes(body).length + "\n\n" + body);
        return text.toString();
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
