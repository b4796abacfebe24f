package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.gavel.gateway.http.FieldError;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A body that is one JSON object whose members are texts, each at most once, and nothing behind it. Any thread. */
final class SaidTexts {
    private static final JsonFactory PARSERS = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SaidTexts() {}

    /**
     * Tells the members in their order.
     *
     * @param names that are known
     * @param errors where it is added what is wrong with a member
     * @throws IOException if it is something else
     */
    static void read(byte[] body, Set<String> names, List<FieldError> errors, BiConsumer<String, String> member)
            throws IOException {
        try (JsonParser in = PARSERS.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (!names.contains(name)) {
                    errors.add(new FieldError(name, "is not known here"));
                    in.skipChildren();
                } else if (value != JsonToken.VALUE_STRING) {
                    errors.add(new FieldError(name, "must be a text"));
                    in.skipChildren();
                } else {
                    member.accept(name, in.getText());
                }
            }
            if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
                throw new IOException("cut off, or followed by something");
            }
        }
    }
}
