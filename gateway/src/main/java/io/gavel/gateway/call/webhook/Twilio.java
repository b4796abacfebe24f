package io.gavel.gateway.call.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's voice webhook: a form, signed by {@code X-Twilio-Signature} (base64 of HMAC-SHA1 with the account's auth token, of
 * the address that is configured there and the sorted parameters), answered with TwiML. Pure.
 */
final class Twilio {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
    /** Longer than any flow and ring together: when we are done, we say so. */
    private static final int SECONDS = 600;

    private Twilio() {}

    static boolean isSigned(String authToken, String url, Form form, @Nullable String signature) {
        byte[] text = (url + form.concatenated()).getBytes(StandardCharsets.UTF_8);
        String expected = Base64.getEncoder().encodeToString(Signatures.of("HmacSHA1", authToken, text));
        return signature != null && Signatures.same(expected, signature);
    }

    static Asked asked(Form form) {
        String status = form.get("CallStatus");
        boolean arrives = status.isEmpty() || status.equals("ringing") || status.equals("in-progress");
        return new Asked(form.get("CallSid"), form.get("To"), form.get("From"), arrives);
    }

    /** The caller is not answered before our buyer is. */
    static String dial(Where where) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("<Dial answerOnBridge=\"true\" timeout=\"").append(SECONDS).append("\"><Sip");
        if (where.username() != null && where.password() != null) {
            text.append(" username=\"").append(escaped(where.username()));
            text.append("\" password=\"").append(escaped(where.password())).append('"');
        }
        return text.append('>')
                .append(escaped(where.sipUri()))
                .append("</Sip></Dial></Response>")
                .toString();
    }

    static String reject(boolean busy) {
        return HEAD + "<Reject" + (busy ? " reason=\"busy\"" : "") + "/></Response>";
    }

    static String nothing() {
        return HEAD + "</Response>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
