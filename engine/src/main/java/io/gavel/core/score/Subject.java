package io.gavel.core.score;

import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import io.gavel.message.ScoreKind;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scored: told feature by feature, then {@link #judge}. There is one, used again and again: {@link
 * Scores#describe} begins a new one. At most {@value #MOST} features count; nothing of a person is one. Core thread.
 */
public final class Subject {
    /** Further features are passed over. */
    static final int MOST = 48;

    private static final int COARSE = 1;
    private static final int FINE = 3;
    private static final long HOUR = 3_600_000_000L;
    private static final int MARGIN_LIMIT = 20;
    private static final int MICROS = 1_000_000;

    final short[] slots = new short[MOST];
    private final short[] tags = new short[MOST];
    int size;
    int sellerId;
    long sourceCode;
    long nowMicros;

    @Nullable
    Judge judge;

    private int micros;
    private int marginMicros;
    private final Reasons reasons = new Reasons();

    Subject begin(@Nullable Judge judge, long nowMicros) {
        this.judge = judge;
        this.nowMicros = nowMicros;
        size = 0;
        sellerId = 0;
        sourceCode = 0;
        micros = Scores.NONE;
        marginMicros = 0;
        reasons.clear();
        add(ScoreKind.BASE, 0, 0);
        long hour = Math.floorDiv(nowMicros, HOUR);
        add(ScoreKind.HOUR, 0, Math.floorMod(hour, 24));
        add(ScoreKind.WEEKDAY, 0, Math.floorMod(hour / 24, 7));
        return this;
    }

    public Subject seller(int id) {
        sellerId = id;
        add(ScoreKind.SELLER, 0, id);
        return this;
    }

    public Subject campaign(int id) {
        add(ScoreKind.CAMPAIGN, 0, id);
        return this;
    }

    /** The seller's source; after the seller. */
    public Subject source(DirectBuffer bytes, int offset, int length) {
        sourceCode = Scores.sourceCode(sellerId, bytes, offset, length);
        if (length > 0) {
            add(ScoreKind.SOURCE, 0, sourceCode);
        }
        return this;
    }

    /** The coded fields, by what the vertical says they are. */
    public Subject fields(Attributes attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            int field = attributes.field(i);
            if (field != Attributes.SCORE) {
                add(field, attributes.valueAt(i));
            }
        }
        return this;
    }

    /** Works out the score; before, and if there is none yet, it is {@link Scores#NONE}. */
    public Subject judge() {
        Judge by = judge;
        if (by == null) {
            return this;
        }
        double margin = by.model.margin(slots, 0, size);
        margin = Math.max(-MARGIN_LIMIT, Math.min(MARGIN_LIMIT, margin));
        marginMicros = (int) Math.round(margin * MICROS);
        if (by.ready()) {
            micros = micros(OnlineModel.probability(margin));
            reasons(by.model);
        }
        return this;
    }

    /** In millionths; {@link Scores#NONE}: no score yet. */
    public int micros() {
        return micros;
    }

    /** Millionths of a unit of log odds. */
    public int marginMicros() {
        return marginMicros;
    }

    /** The features that moved the score most, the strongest first, packed as {@link Scores#part} says; 0: there is none. */
    public long part(int i) {
        return reasons.part(i);
    }

    static int micros(double probability) {
        return (int) Math.round(probability * MICROS);
    }

    void add(ScoreKind kind, int field, long value) {
        if (size < MOST) {
            int tag = kind.value() << 8 | field;
            tags[size] = (short) tag;
            slots[size++] = slot(tag, value);
        }
    }

    static short slot(int tag, long value) {
        long mixed = (value + tag * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 31) * 0x94D049BB133111EBL;
        return (short) (mixed >>> 48);
    }

    private void add(int field, long value) {
        FieldType type = judge == null ? FieldType.NULL_VAL : judge.type(field);
        switch (type) {
            case INTEGER, DECIMAL, DATE -> {
                add(ScoreKind.FIELD, field, magnitude(value, COARSE));
                add(ScoreKind.FIELD, field, magnitude(value, FINE));
            }
            case ZIP -> add(ScoreKind.FIELD, field, value / 100);
            default -> add(ScoreKind.FIELD, field, value);
        }
    }

    /** Numbers that are about as large are one feature: so many steps to each doubling, as a power of two. */
    private static long magnitude(long value, int steps) {
        long size = value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value);
        int top = 63 - Long.numberOfLeadingZeros(size | 1);
        long rough = (top <= steps ? size : size >> (top - steps)) | (long) top << 8 | (long) steps << 16;
        return value < 0 ? -rough : rough;
    }

    private void reasons(OnlineModel model) {
        reasons.clear();
        for (int i = 1; i < size; i++) { // the first is the average, and explains nothing
            double sum = model.weight(slots[i]);
            while (i + 1 < size && tags[i + 1] == tags[i]) {
                sum += model.weight(slots[++i]); // a number is told roughly and finely
            }
            reasons.add(tags[i], sum);
        }
    }
}
