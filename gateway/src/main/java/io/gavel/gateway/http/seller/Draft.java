package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is read: what was written, then what it means. Reused for the next request of its event loop; money in
 * micro-units.
 */
final class Draft {
    /** More would not fit a vertical. */
    static final int MOST_FIELDS = 255;

    private static final int MOST_ERRORS = 50;

    /** What stands in the body for one field. */
    enum Kind {
        NULL,
        TRUE,
        FALSE,
        /** A whole number that fits a long. */
        INTEGER,
        /** Any other number, as text. */
        NUMBER,
        TEXT,
        /** An object or a list. */
        NESTED
    }

    String campaign = "";
    String pingId = "";
    String source = "";
    String subId = "";
    String phoneHash = "";
    String callerId = "";
    String visitId = "";
    long floorMicros;
    int deadlineMillis;
    boolean test;
    boolean all;
    boolean hasFields;
    boolean form;
    final List<String> bidIds = new ArrayList<>();
    /** What is told of where the lead came from, by the names of {@link Story}. */
    final Map<String, String> tracking = new LinkedHashMap<>();

    /** Where the lead came from, the visit included. */
    Story story = Story.NONE;

    /** Of the visit that it names, in the vault of visits; 0: none. */
    long visitRef;

    /** A ping's: where that is kept, in the vault of visits; 0: it told nothing. */
    long storyRef;

    final List<FieldError> errors = new ArrayList<>();
    final Consent consent = new Consent();

    /** The fields as written. */
    int written;

    final String[] names = new String[MOST_FIELDS];
    final Kind[] kinds = new Kind[MOST_FIELDS];
    final long[] numbers = new long[MOST_FIELDS];
    final String[] texts = new String[MOST_FIELDS];

    /** The attributes for the line, in the order of their field ids. */
    int attributes;

    final int[] fieldIds = new int[MOST_FIELDS];
    final long[] values = new long[MOST_FIELDS];
    final @Nullable String[] attributeTexts = new @Nullable String[MOST_FIELDS];

    /** Who this is. */
    int persons;

    final int[] personFields = new int[MOST_FIELDS + 1];
    final long[] personKeys = new long[MOST_FIELDS + 1];

    Draft() {
        Arrays.fill(names, "");
        Arrays.fill(texts, "");
        Arrays.fill(kinds, Kind.NULL);
    }

    void clear() {
        campaign = "";
        pingId = "";
        source = "";
        subId = "";
        phoneHash = "";
        callerId = "";
        visitId = "";
        tracking.clear();
        story = Story.NONE;
        visitRef = 0;
        storyRef = 0;
        floorMicros = 0;
        deadlineMillis = 0;
        test = false;
        all = false;
        hasFields = false;
        form = false;
        bidIds.clear();
        errors.clear();
        consent.clear();
        written = 0;
        attributes = 0;
        persons = 0;
    }

    /** Notes what is wrong; the first 50 are kept. */
    void error(String field, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(field, message));
        }
    }

    /** Adds a field as written. */
    void write(String name, Kind kind, long number, String text) {
        if (written == MOST_FIELDS) {
            error("fields", "more than " + MOST_FIELDS + " fields");
            return;
        }
        names[written] = name;
        kinds[written] = kind;
        numbers[written] = number;
        texts[written] = text;
        written++;
    }

    /** Adds an attribute, keeping the order of field ids. */
    void attribute(int fieldId, long value, @Nullable String text) {
        int at = attributes++;
        for (; at > 0 && fieldIds[at - 1] > fieldId; at--) {
            fieldIds[at] = fieldIds[at - 1];
            values[at] = values[at - 1];
            attributeTexts[at] = attributeTexts[at - 1];
        }
        fieldIds[at] = fieldId;
        values[at] = value;
        attributeTexts[at] = text;
    }

    void person(int fieldId, long key) {
        personFields[persons] = fieldId;
        personKeys[persons++] = key;
    }

    /** The value of an attribute that was added, or {@code absent}. */
    long value(int fieldId, long absent) {
        for (int i = 0; i < attributes; i++) {
            if (fieldIds[i] == fieldId) {
                return values[i];
            }
        }
        return absent;
    }
}
