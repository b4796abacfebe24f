package io.gavel.gateway.http.seller;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.message.Money;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ping, post or lead in JSON (RFC 8259, UTF-8) into a {@link Draft}. What is not JSON at all is the answer 400; what is
 * JSON but not as the contract says is noted in the draft, all of it at once. One thread.
 */
final class RequestReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxNumberLength(100)
                    .maxNameLength(200)
                    .build())
            .build();

    private final Draft draft;
    private Request request = Request.PING;
    private int seen;

    RequestReader(Draft draft) {
        this.draft = draft;
    }

    /** Null, or the problem if this cannot be read at all. */
    @Nullable
    Problem read(Request kind, byte[] body, int offset, int length) {
        request = kind;
        seen = 0;
        if (length >= 2
                && (body[offset] == 0
                        || body[offset + 1] == 0
                        || body[offset] == (byte) 0xFE
                        || body[offset] == (byte) 0xFF)) {
            return Problems.malformed("The body is not UTF-8.");
        }
        try (JsonParser json = FACTORY.createParser(body, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Problems.malformed("The body is not a JSON object.");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                member(name, json);
            }
            boolean isWhole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return isWhole ? null : Problems.malformed("Something follows the JSON object.");
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            return Problems.malformed(at < 0 ? "The body is not JSON." : "The body is not JSON at byte " + at + ".");
        } catch (IOException e) {
            return Problems.malformed("The body is not JSON in UTF-8.");
        }
    }

    private void member(String name, JsonParser json) throws IOException {
        Request.Member member = request.member(name);
        if (member == null) {
            draft.error(name, "is not a key of this request");
            json.skipChildren();
            return;
        }
        if ((seen & member.bit()) != 0) {
            draft.error(name, "is given twice");
            json.skipChildren();
            return;
        }
        seen |= member.bit();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (member) {
            case FIELDS -> fields(json);
            case BID_IDS -> bidIds(json);
            case CONSENT -> consent(json);
            case TRACKING -> tracking(json);
            case FLOOR -> floor(json);
            case DEADLINE_MS -> deadline(json);
            case TEST -> draft.test = flag(json);
            default -> text(member, name, json);
        }
    }

    private void fields(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.error("fields", "must be an object");
            json.skipChildren();
            return;
        }
        draft.hasFields = true;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            field(name, json.nextToken(), json);
        }
    }

    private void field(String name, JsonToken token, JsonParser json) throws IOException {
        switch (token) {
            case VALUE_NULL -> draft.write(name, Draft.Kind.NULL, 0, "");
            case VALUE_TRUE -> draft.write(name, Draft.Kind.TRUE, 1, "");
            case VALUE_FALSE -> draft.write(name, Draft.Kind.FALSE, 0, "");
            case VALUE_STRING -> draft.write(name, Draft.Kind.TEXT, 0, json.getText());
            case VALUE_NUMBER_INT -> {
                if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    draft.write(name, Draft.Kind.NUMBER, 0, json.getText());
                } else {
                    draft.write(name, Draft.Kind.INTEGER, json.getLongValue(), "");
                }
            }
            case VALUE_NUMBER_FLOAT -> draft.write(name, Draft.Kind.NUMBER, 0, json.getText());
            default -> {
                draft.write(name, Draft.Kind.NESTED, 0, "");
                json.skipChildren();
            }
        }
    }

    private void consent(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.error("consent", "must be an object");
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                draft.consent.take(draft, name, token == JsonToken.VALUE_STRING ? json.getText() : null);
            }
            json.skipChildren();
        }
    }

    private void tracking(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.error("tracking", "must be an object");
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                Request.setTracking(draft, name, json.getText());
            } else if (value != JsonToken.VALUE_NULL) {
                draft.error("tracking." + name, "must be a text");
                json.skipChildren();
            }
        }
    }

    private void bidIds(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            draft.error("bid_ids", "must be a list of texts");
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_STRING && draft.bidIds.size() < Draft.MOST_FIELDS) {
                draft.bidIds.add(json.getText());
            } else {
                draft.error("bid_ids[" + draft.bidIds.size() + "]", "must be a text, and at most 255 of them");
                json.skipChildren();
            }
        }
    }

    private void floor(JsonParser json) throws IOException {
        boolean isScalar = json.currentToken().isNumeric() || json.currentToken() == JsonToken.VALUE_STRING;
        draft.floorMicros = isScalar ? Money.parse(json.getText()) : Money.INVALID;
        json.skipChildren();
        Request.checkFloor(draft);
    }

    private void deadline(JsonParser json) throws IOException {
        boolean isInteger =
                json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT;
        draft.deadlineMillis = isInteger ? json.getIntValue() : -1;
        json.skipChildren();
        Request.checkDeadline(draft);
    }

    private boolean flag(JsonParser json) throws IOException {
        if (!json.currentToken().isBoolean()) {
            draft.error("test", "must be true or false");
            json.skipChildren();
            return false;
        }
        return json.getBooleanValue();
    }

    private void text(Request.Member member, String name, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            Request.setText(draft, member, name, json.getText());
        } else {
            draft.error(name, "must be a text");
            json.skipChildren();
        }
    }
}
