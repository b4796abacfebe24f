package io.gavel.gateway.sip.message;

/** What every message must have and have well (RFC 3261 §8.1.1). */
final class MandatoryHeaders {
    private MandatoryHeaders() {}

    static void check(SipMessage message) {
        if (message.topVia() == null) {
            message.fault(400, "Missing Or Broken Via");
        }
        if (message.callId().isEmpty() || message.callId().indexOf(' ') >= 0) {
            message.fault(400, "Missing Or Broken Call-ID");
        }
        if (message.from() == null) {
            message.fault(400, "Missing Or Broken From");
        }
        if (message.to() == null) {
            message.fault(400, "Missing Or Broken To");
        }
        if (message.cseq() < 0) {
            message.fault(400, "Missing Or Broken CSeq");
        } else if (message.isRequest() && !message.method().equals(message.cseqMethod())) {
            message.fault(400, "CSeq Of Another Method");
        }
        if (message.maxForwards() < 0) {
            message.fault(400, "Broken Max-Forwards");
        }
    }
}
