package io.gavel.gateway.visit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.story.Story;
import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A visit's story in its two forms: as JSON for the vault, and as attributes for the line. Pure. */
public final class Telling {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LONGEST_ATTRIBUTE = 200;

    private Telling() {}

    /** All of it, for the vault. */
    static byte[] json(VisitBody body, Story last, @Nullable String userAgent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            Story.text(json, "visitor", body.visitor());
            Story.text(json, "user_agent", userAgent);
            last.members(json);
            Story first = body.first();
            if (first != null) {
                json.writeObjectFieldStart("first");
                first.members(json);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** What the vertical has fields for; an enum's field only if it has the value. */
    public static Attributes attributes(Story story, Vertical vertical) {
        Attributes attributes = new Attributes();
        story.tell((name, value) -> set(attributes, vertical, name, value));
        return attributes;
    }

    private static void set(Attributes attributes, Vertical vertical, String name, String value) {
        Field field = vertical.field(name);
        if (field == null || field.personal() || attributes.has(field.id())) {
            return;
        }
        if (field.type() == FieldType.TEXT && value.length() <= LONGEST_ATTRIBUTE) {
            attributes.set(field.id(), value);
        } else if (field.type() == FieldType.ENUM && field.hasValue(value)) {
            attributes.set(field.id(), Coding.hash(value));
        }
    }
}
