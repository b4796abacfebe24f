package io.gavel.gateway.call.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.gavel.gateway.http.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx Call Control: JSON events, signed by {@code telnyx-signature-ed25519} (base64 of the Ed25519 signature, RFC 8032, of
 * {@code timestamp|body}) and answered by commands to Telnyx's API. Pure.
 */
final class Telnyx {
    /** What precedes the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4). */
    private static final byte[] KEY_HEAD = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private static final int KEY_BYTES = 32;

    private Telnyx() {}

    /** {@code publicKey}: base64, as the portal shows it. */
    static boolean isSigned(String publicKey, String timestamp, byte[] body, @Nullable String signature) {
        if (signature == null) {
            return false;
        }
        try {
            byte[] key = Base64.getDecoder().decode(publicKey);
            if (key.length != KEY_BYTES) {
                return false;
            }
            byte[] encoded = new byte[KEY_HEAD.length + KEY_BYTES];
            System.arraycopy(KEY_HEAD, 0, encoded, 0, KEY_HEAD.length);
            System.arraycopy(key, 0, encoded, KEY_HEAD.length, KEY_BYTES);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update((timestamp + "|").getBytes(StandardCharsets.UTF_8));
            check.update(body);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // no key, or no signature, is no right one
        }
    }

    static Asked asked(JsonNode event) {
        JsonNode data = event.path("data");
        JsonNode call = data.path("payload");
        boolean arrives = data.path("event_type").asText().equals("call.initiated")
                && call.path("direction").asText().equals("incoming");
        return new Asked(
                call.path("call_control_id").asText(),
                call.path("to").asText(),
                call.path("from").asText(),
                arrives);
    }

    /** Of the event: told again with the same if it was not heard the first time. */
    static String eventId(JsonNode event) {
        return event.path("data").path("id").asText();
    }

    /** The body of the command {@code transfer}. */
    static byte[] transfer(Where where, String commandId) {
        JsonBytes json = new JsonBytes();
        json.raw(ascii("{\"to\":")).string(where.sipUri());
        json.raw(ascii(",\"command_id\":")).string(commandId);
        if (where.username() != null && where.password() != null) {
            json.raw(ascii(",\"sip_auth_username\":")).string(where.username());
            json.raw(ascii(",\"sip_auth_password\":")).string(where.password());
        }
        return json.raw('}').copy();
    }

    /** The body of the command {@code reject}. */
    static byte[] reject(boolean busy, String commandId) {
        return new JsonBytes()
                .raw(ascii("{\"cause\":"))
                .string(busy ? "USER_BUSY" : "CALL_REJECTED")
                .raw(ascii(",\"command_id\":"))
                .string(commandId)
                .raw('}')
                .copy();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
