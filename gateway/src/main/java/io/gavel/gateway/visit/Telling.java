package io.gavel.gateway.visit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A visit's story in its two forms: as JSON for the vault, and as attributes for the line. Pure. */
final class Telling {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST_ATTRIBUTE = 200;

    private Telling() {}

    /** All of it, for the vault. */
    static byte[] json(VisitBody body, @Nullable String userAgent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            text(json, "visitor", body.visitor());
            text(json, "user_agent", userAgent);
            story(json, body.last());
            Story first = body.first();
            if (first != null) {
                json.writeObjectFieldStart("first");
                story(json, first);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** What the vertical has fields for; an enum's field only if it has the value. */
    static Attributes attributes(Story story, Vertical vertical) {
        Attributes attributes = new Attributes();
        set(attributes, vertical, "source", story.source());
        set(attributes, vertical, "utm_campaign", story.campaign());
        set(attributes, vertical, "keyword", story.keyword());
        set(attributes, vertical, "landing_page", story.page());
        set(attributes, vertical, "referrer", story.referrerHost());
        for (Map.Entry<String, String> parameter : story.parameters().entrySet()) {
            set(attributes, vertical, parameter.getKey(), parameter.getValue());
        }
        return attributes;
    }

    private static void set(Attributes attributes, Vertical vertical, String name, @Nullable String value) {
        Field field = vertical.field(name);
        if (field == null || value == null || field.personal() || attributes.has(field.id())) {
            return;
        }
        if (field.type() == FieldType.TEXT && value.length() <= LONGEST_ATTRIBUTE) {
            attributes.set(field.id(), value);
        } else if (field.type() == FieldType.ENUM && field.hasValue(value)) {
            attributes.set(field.id(), Coding.hash(value));
        }
    }

    private static void story(JsonGenerator json, Story story) throws IOException {
        text(json, "landing_page", story.landingPage());
        text(json, "referrer", story.referrer());
        text(json, "source", story.source());
        text(json, "campaign", story.campaign());
        for (Map.Entry<String, String> parameter : story.parameters().entrySet()) {
            if (!parameter.getKey().equals("keyword")) {
                text(json, parameter.getKey(), parameter.getValue());
            }
        }
        text(json, "keyword", story.keyword());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, wellFormed(value));
        }
    }

    /** Half a character, by malice or where a text was cut, becomes a question mark: UTF-8 has none. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
