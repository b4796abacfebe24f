package io.gavel.gateway.vault.erasure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What was done for a request, and what was not. Nothing of it is personal.
 *
 * @param marks the person's keyed hashes
 * @param searched entries of the vault that were looked at
 * @param unreadable entries that could not be opened
 * @param entries entries that were erased
 */
record Certificate(
        String id,
        Instant requestedAt,
        String requestedBy,
        Instant completedAt,
        List<String> marks,
        long searched,
        long unreadable,
        int entries,
        Traces.Found found) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final List<String> REMAINS = List.of(
            "amounts, times, states and other fields that the market's verticals do not call personal, by lead and call id",
            "keyed hashes of the number and address in the journal, for suppression lists and duplicate checks: nobody can"
                    + " turn them back without this exchange's key",
            "copies that buyers were sent, and backups made of the data directory before this");

    /** {@code {"erasure_id","status":"done","certificate":{…},"signature"}}; the signature is of the certificate's bytes. */
    byte[] json(byte[] key) {
        String body = body();
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("erasure_id", id);
            json.writeStringField("status", "done");
            json.writeFieldName("certificate");
            json.writeRawValue(body);
            json.writeStringField("signature", "v1," + sign(key, body));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private String body() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("erasure_id", id);
            json.writeStringField("requested_at", requestedAt.toString());
            json.writeStringField("requested_by", requestedBy);
            json.writeStringField("completed_at", completedAt.toString());
            texts(json, "person", marks);
            json.writeNumberField("entries_searched", searched);
            json.writeNumberField("entries_unreadable", unreadable);
            json.writeNumberField("entries_erased", entries);
            texts(json, "leads", found.leads());
            texts(json, "calls", found.calls());
            json.writeNumberField("recordings_erased", found.recordings());
            json.writeNumberField("visits_erased", found.visits());
            texts(json, "remains", REMAINS);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String sign(byte[] key, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
