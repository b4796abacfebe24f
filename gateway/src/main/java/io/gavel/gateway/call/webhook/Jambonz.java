package io.gavel.gateway.call.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.gavel.gateway.http.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * jambonz: JSON, signed by {@code Jambonz-Signature: t=<seconds>,v1=<hex>} (HMAC-SHA256 with the account's webhook secret of
 * {@code t.body}), answered with verbs. Pure.
 */
final class Jambonz {
    private Jambonz() {}

    /** When the signature says that it was made; -1 if the header makes no sense. */
    static long seconds(@Nullable String header) {
        for (String part : header == null ? new String[0] : header.split(",", 10)) {
            if (part.strip().matches("t=[0-9]{1,12}")) {
                return Long.parseLong(part.strip().substring(2));
            }
        }
        return -1;
    }

    static boolean isSigned(String secret, @Nullable String header, byte[] body) {
        long seconds = seconds(header);
        if (header == null || seconds < 0) {
            return false;
        }
        byte[] before = (seconds + ".").getBytes(StandardCharsets.US_ASCII);
        String expected = HexFormat.of().formatHex(Signatures.of("HmacSHA256", secret, before, body));
        boolean found = false;
        for (String part : header.split(",", 10)) {
            found |= part.strip().startsWith("v1=")
                    && Signatures.same(expected, part.strip().substring(3));
        }
        return found;
    }

    static Asked asked(JsonNode call) {
        String status = call.path("call_status").asText("trying");
        boolean arrives = call.path("direction").asText().equals("inbound") && status.equals("trying");
        return new Asked(
                call.path("call_sid").asText(),
                call.path("to").asText(),
                call.path("from").asText(),
                arrives);
    }

    /** The caller is not answered before our buyer is. */
    static byte[] dial(Where where, String from) {
        JsonBytes json = new JsonBytes();
        json.raw(ascii("[{\"verb\":\"dial\",\"answerOnBridge\":true"));
        if (!from.isEmpty()) {
            json.raw(ascii(",\"callerId\":")).string(from);
        }
        json.raw(ascii(",\"target\":[{\"type\":\"sip\",\"sipUri\":")).string(where.sipUri());
        if (where.username() != null && where.password() != null) {
            json.raw(ascii(",\"auth\":{\"username\":")).string(where.username());
            json.raw(ascii(",\"password\":")).string(where.password()).raw('}');
        }
        return json.raw(ascii("}]}]")).copy();
    }

    static byte[] decline(int status) {
        return ascii("[{\"verb\":\"sip:decline\",\"status\":" + status + "}]");
    }

    static byte[] nothing() {
        return ascii("[]");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
