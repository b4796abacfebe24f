package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import io.gavel.message.Money;
import io.gavel.view.Attribute;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The coded values of the line as people know them. Any thread. */
final class FieldTexts {
    private FieldTexts() {}

    /** For example {@code 90210}, {@code CA}, {@code true}, {@code good}. */
    static String text(Field field, long value, String text) {
        return switch (field.type()) {
            case BOOLEAN -> value == 0 ? "false" : "true";
            case DECIMAL -> Money.text(value);
            case DATE -> LocalDate.ofEpochDay(value).toString();
            case ZIP -> zip(value);
            case US_STATE -> Coding.usState(value);
            case ENUM -> enumText(field, value);
            case TEXT -> text;
            case INTEGER, PHONE, EMAIL, NULL_VAL -> Long.toString(value);
        };
    }

    private static String zip(long value) {
        String digits = Long.toString(value);
        return "00000".substring(Math.min(5, digits.length())) + digits;
    }

    private static String enumText(Field field, long value) {
        String word = field.value(value);
        return word == null ? "(a value that is no longer listed)" : word;
    }

    /** A ping's fields as an object. */
    static void write(JsonGenerator json, @Nullable Vertical vertical, List<Attribute> attributes) throws IOException {
        json.writeObjectFieldStart("fields");
        for (Attribute attribute : attributes) {
            Field field = vertical == null ? null : vertical.field(attribute.fieldId());
            if (field != null) {
                write(json, field, attribute);
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Field field, Attribute attribute) throws IOException {
        json.writeFieldName(field.name());
        if (field.type() == FieldType.BOOLEAN) {
            json.writeBoolean(attribute.value() != 0);
        } else if (field.type() == FieldType.INTEGER) {
            json.writeNumber(attribute.value());
        } else if (field.type() == FieldType.DECIMAL) {
            json.writeNumber(Money.text(attribute.value()));
        } else {
            json.writeString(text(field, attribute.value(), attribute.text()));
        }
    }
}
