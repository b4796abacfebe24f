package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.CallingHours;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.vault.PersonHash;
import io.gavel.gateway.vault.PhoneNumber;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import io.gavel.message.Money;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a draft's fields by their vertical: values coded for the line, persons as keyed hashes, and (for the vault) all fields
 * as canonical JSON. Says everything that is wrong at once. One thread.
 *
 * <p>Canonical: phones in E.164, e-mails without space around, ZIP codes with five digits, states in capitals; a state that is
 * absent is derived from the ZIP code or, failing that, from the caller's area code. A field that is {@code null} is absent.
 */
final class FieldReader {
    private static final int MOST_TEXT_BYTES = 1000;
    private static final int MOST_TOLD = 200;
    private static final long ABSENT = Long.MIN_VALUE;

    private final Geography geography;
    private final InstantSource clock;
    private final PersonHash persons;
    private final Draft draft;
    private final JsonBytes json;
    private final BitSet present = new BitSet();
    private boolean isPing;
    private boolean isPost;
    private String phone = "";
    private boolean isFirst;

    /** {@code json} gets the fields as an object, but for pings. */
    FieldReader(Geography geography, InstantSource clock, PersonHash persons, Draft draft, JsonBytes json) {
        this.geography = geography;
        this.clock = clock;
        this.persons = persons;
        this.draft = draft;
        this.json = json;
    }

    void read(Request request, Vertical vertical) {
        isPing = request == Request.PING;
        isPost = request == Request.POST;
        phone = "";
        isFirst = true;
        present.clear();
        json.clear().raw('{');
        for (int i = 0; i < draft.written; i++) {
            Field field = vertical.field(draft.names[i]);
            if (field == null) {
                draft.error(path(draft.names[i]), "is no field of " + vertical.name());
            } else if (present.get(field.id())) {
                draft.error(path(field.name()), "is given twice");
            } else if (draft.kinds[i] != Draft.Kind.NULL) {
                present.set(field.id());
                field(field, i);
            }
        }
        callerOrHash(vertical);
        derive(vertical);
        if (request != Request.POST) {
            draft.story.tell((name, value) -> told(vertical, name, value));
        }
        deriveCalling(vertical);
        json.raw('}');
        require(vertical);
    }

    private void field(Field field, int i) {
        if (isPing && field.personal()) {
            draft.error(path(field.name()), "is personal: it belongs in the post");
            return;
        }
        if (field.calling() != null) {
            draft.error(path(field.name()), "is derived: from where the person may be");
            return;
        }
        switch (draft.kinds[i]) {
            case TRUE, FALSE -> bool(field, draft.kinds[i] == Draft.Kind.TRUE);
            case INTEGER -> integer(field, draft.numbers[i]);
            case NUMBER -> number(field, draft.texts[i]);
            case TEXT -> text(field, draft.texts[i]);
            default -> draft.error(path(field.name()), expected(field));
        }
    }

    private void bool(Field field, boolean value) {
        if (field.type() == FieldType.BOOLEAN) {
            add(field, value ? 1 : 0);
        } else {
            draft.error(path(field.name()), expected(field));
        }
    }

    private void integer(Field field, long value) {
        if (field.type() == FieldType.INTEGER) {
            bounded(field, value);
        } else if (field.type() == FieldType.DECIMAL && Math.abs(value) < Long.MAX_VALUE / Money.UNIT) {
            bounded(field, value * Money.UNIT);
        } else {
            draft.error(path(field.name()), expected(field));
        }
    }

    private void number(Field field, String text) {
        long micros = field.type() == FieldType.DECIMAL ? Money.parse(text) : Money.INVALID;
        if (micros == Money.INVALID) {
            draft.error(path(field.name()), expected(field));
        } else {
            bounded(field, micros);
        }
    }

    private void text(Field field, String text) {
        switch (field.type()) {
            case BOOLEAN -> formOnly(field, text.equals("true") || text.equals("1") ? 1 : flagOff(text));
            case INTEGER -> formOnly(field, Scalars.integer(text));
            case DECIMAL -> number(field, text);
            case DATE -> bounded(field, Scalars.date(text));
            case ZIP -> bounded(field, Scalars.zip(text));
            case US_STATE -> bounded(field, Scalars.usState(text));
            case ENUM -> {
                if (field.hasValue(text)) {
                    add(field, Coding.hash(text), text);
                } else {
                    draft.error(path(field.name()), "must be one of " + String.join(", ", field.values()));
                }
            }
            case PHONE -> person(field, PhoneNumber.e164(text));
            case EMAIL -> person(field, Emails.read(text));
            default -> free(field, text);
        }
    }

    /** Only a form has texts where JSON has numbers and booleans. */
    private void formOnly(Field field, long value) {
        bounded(field, draft.form ? value : ABSENT);
    }

    private static long flagOff(String text) {
        return text.equals("false") || text.equals("0") ? 0 : ABSENT;
    }

    private void bounded(Field field, long value) {
        if (value == ABSENT) {
            draft.error(path(field.name()), expected(field));
        } else if (value < field.min() || value > field.max()) {
            draft.error(path(field.name()), value < field.min() ? "is too small" : "is too large");
        } else {
            add(field, value);
        }
    }

    private void free(Field field, String text) {
        if (field.type() != FieldType.TEXT) {
            draft.error(path(field.name()), expected(field));
        } else if (text.length() > MOST_TEXT_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
            draft.error(path(field.name()), "has more than " + MOST_TEXT_BYTES + " bytes");
        } else {
            add(field, Coding.hash(text), text);
        }
    }

    private void person(Field field, @Nullable String canonical) {
        if (canonical == null) {
            draft.error(path(field.name()), expected(field));
            return;
        }
        draft.person(field.id(), persons.key(field.type(), canonical));
        phone = field.type() == FieldType.PHONE && phone.isEmpty() ? canonical : phone;
        member(field).string(canonical);
    }

    private void add(Field field, long value) {
        add(field, value, null);
    }

    private void add(Field field, long value, @Nullable String text) {
        if (!field.personal()) {
            draft.attribute(field.id(), value, field.type() == FieldType.TEXT ? text : null);
        }
        if (!isPing) {
            Canonical.write(member(field), field.type(), value, text);
        }
    }

    private JsonBytes member(Field field) {
        if (!isFirst) {
            json.raw(',');
        }
        isFirst = false;
        return json.string(field.name()).raw(':');
    }

    /** Who this is, as far as a ping may say. */
    private void callerOrHash(Vertical vertical) {
        int fieldId = vertical.callerField();
        if (!draft.callerId.isEmpty()) {
            String caller = PhoneNumber.e164(draft.callerId);
            if (caller == null) {
                draft.error("caller_id", "must be a phone number in E.164");
                draft.callerId = "";
                return;
            }
            draft.callerId = caller;
            draft.person(fieldId, persons.key(FieldType.PHONE, caller));
        } else if (PersonHash.isHash(draft.phoneHash)) {
            draft.person(fieldId, persons.keyOfHash(FieldType.PHONE, draft.phoneHash));
        }
    }

    private void derive(Vertical vertical) {
        Field state = first(vertical, FieldType.US_STATE);
        if (state == null || present.get(state.id()) || state.personal()) {
            return;
        }
        Field zip = first(vertical, FieldType.ZIP);
        long code = zip == null ? ABSENT : draft.value(zip.id(), ABSENT);
        long derived = code == ABSENT ? 0 : geography.stateOfZip(code);
        if (derived == 0) {
            derived = geography.stateOfCaller(draft.callerId);
        }
        if (derived != 0) {
            present.set(state.id());
            add(state, derived);
        }
    }

    /** Where the lead came from, as far as the vertical has a field for it that the seller left out. */
    private void told(Vertical vertical, String name, String value) {
        Field field = vertical.field(name);
        if (field == null || field.personal() || present.get(field.id())) {
            return;
        }
        boolean isText = field.type() == FieldType.TEXT && value.length() <= MOST_TOLD;
        boolean isWord = field.type() == FieldType.ENUM && field.hasValue(value);
        if (isText || isWord) {
            present.set(field.id());
            add(field, Coding.hash(value), value);
        }
    }

    /** A post says nothing of it: what held for its ping holds. */
    private void deriveCalling(Vertical vertical) {
        if (isPost) {
            return;
        }
        for (int i = 0; i < vertical.fields().size(); i++) {
            Field field = vertical.fields().get(i);
            CallingHours hours = field.calling();
            if (hours != null) {
                Set<ZoneId> zones = zones(vertical);
                if (!zones.isEmpty()) {
                    present.set(field.id());
                    add(field, hours.allow(clock.instant(), zones) ? 1 : 0);
                }
            }
        }
    }

    /** All that the person may be in, as ZIP code, state and number say, together. */
    private Set<ZoneId> zones(Vertical vertical) {
        Set<ZoneId> zones = new HashSet<>();
        Field zip = first(vertical, FieldType.ZIP);
        long code = zip == null ? ABSENT : draft.value(zip.id(), ABSENT);
        if (code != ABSENT) {
            zones.addAll(geography.zonesOf(geography.stateOfZip(code)));
        }
        Field state = first(vertical, FieldType.US_STATE);
        if (state != null) {
            zones.addAll(geography.zonesOf(draft.value(state.id(), 0)));
        }
        zones.addAll(geography.zonesOf(geography.stateOfCaller(draft.callerId)));
        zones.addAll(geography.zonesOf(geography.stateOfCaller(phone)));
        return zones;
    }

    private void require(Vertical vertical) {
        for (int i = 0; i < vertical.fields().size(); i++) {
            Field field = vertical.fields().get(i);
            if ((isPing ? field.requiredInPing() : field.requiredInPost()) && !present.get(field.id())) {
                draft.error(path(field.name()), "is required");
            }
        }
    }

    private static @Nullable Field first(Vertical vertical, FieldType type) {
        for (int i = 0; i < vertical.fields().size(); i++) {
            if (vertical.fields().get(i).type() == type) {
                return vertical.fields().get(i);
            }
        }
        return null;
    }

    private static String path(String name) {
        return "fields." + (name.length() > 64 ? name.substring(0, 64) : name);
    }

    private static String expected(Field field) {
        return switch (field.type()) {
            case BOOLEAN -> "must be true or false";
            case INTEGER -> "must be a whole number";
            case DECIMAL -> "must be a plain decimal with at most 6 decimals";
            case DATE -> "must be a date like 2026-11-22";
            case ZIP -> "must be a text of five digits, like \"90210\"";
            case US_STATE -> "must be the two letters of a state, like \"CA\"";
            case PHONE -> "must be a phone number, like \"+12135550123\"";
            case EMAIL -> "must be an e-mail address";
            default -> "must be a text";
        };
    }
}
