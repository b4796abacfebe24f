package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.Timestamps;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON as this exchange writes it: money as exact decimals, times in RFC 3339, ids in their public form. Any thread. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] bytes(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    static Buffer buffer(Content content) {
        return Buffer.buffer(bytes(content));
    }

    static void money(JsonGenerator json, String name, long micros) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Money.text(micros));
    }

    static void time(JsonGenerator json, String name, long micros) throws IOException {
        json.writeStringField(name, Timestamps.text(micros));
    }

    static void id(JsonGenerator json, String name, long id) throws IOException {
        json.writeStringField(name, Ids.text(id));
    }

    /** Leaves the field out if there is no text, or an empty one. */
    static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    /** What is to be written. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
