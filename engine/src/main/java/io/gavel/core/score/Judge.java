package io.gavel.core.score;

import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import io.gavel.message.ScoreStage;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.VerticalPutDecoder;
import org.jspecify.annotations.Nullable;

/** One vertical: what its fields are, what was learned, and how good its scores were. Core thread. */
final class Judge {
    /** Outcomes that have to be known, unless the vertical says otherwise. */
    static final int AFTER = 200;
    /** Of the outcomes one in so many at least has to be of the rarer kind: who only saw good ones knows nothing. */
    private static final int RARER = 20;

    final int verticalId;
    final OnlineModel model = new OnlineModel();
    private final byte[] types = new byte[Attributes.MAX_FIELDS];
    private final @Nullable Evaluation[] stages = new Evaluation[ScoreStage.values().length];
    private int after = AFTER;
    private long good;
    private long bad;

    Judge(int verticalId) {
        this.verticalId = verticalId;
        java.util.Arrays.fill(types, (byte) FieldType.NULL_VAL.value());
    }

    void read(VerticalPutDecoder put) {
        after = put.scoreAfter() > 0 ? put.scoreAfter() : AFTER;
        for (VerticalPutDecoder.FieldsDecoder fields = put.fields(); fields.hasNext(); ) {
            fields.next();
            if (fields.fieldId() < types.length) {
                types[fields.fieldId()] = (byte) fields.fieldTypeRaw();
            }
        }
    }

    FieldType type(int field) {
        int type = types[field];
        return type >= 0 && type <= FieldType.EMAIL.value() ? FieldType.get((short) type) : FieldType.NULL_VAL;
    }

    /** Whether enough is known. */
    boolean ready() {
        long rarer = Math.min(good, bad);
        return good + bad >= after && rarer * RARER >= after;
    }

    /** One more outcome is known. */
    void count(boolean isGood) {
        good += isGood ? 1 : 0;
        bad += isGood ? 0 : 1;
    }

    /** One that was counted is the other one. */
    void recount(boolean isGood) {
        good += isGood ? 1 : -1;
        bad += isGood ? -1 : 1;
    }

    Evaluation stage(int stage) {
        Evaluation found = stages[stage];
        if (found == null) {
            found = new Evaluation();
            stages[stage] = found;
        }
        return found;
    }

    /** Null if nothing of this stage was scored. */
    @Nullable
    Evaluation seen(int stage) {
        return stages[stage];
    }

    int after() {
        return after;
    }

    long good() {
        return good;
    }

    long bad() {
        return bad;
    }

    void writeState(StateWriter out) {
        out.putInt(after);
        out.putLong(good);
        out.putLong(bad);
        for (int i = 0; i < types.length; i += Long.BYTES) {
            long eight = 0;
            for (int k = 0; k < Long.BYTES; k++) {
                eight = eight << Byte.SIZE | (types[i + k] & 0xff);
            }
            out.putLong(eight);
        }
        model.writeState(out);
        for (Evaluation stage : stages) {
            out.putBoolean(stage != null);
            if (stage != null) {
                stage.writeState(out);
            }
        }
    }

    void readState(StateReader in) {
        after = in.getInt();
        good = in.getLong();
        bad = in.getLong();
        for (int i = 0; i < types.length; i += Long.BYTES) {
            long eight = in.getLong();
            for (int k = Long.BYTES - 1; k >= 0; k--) {
                types[i + k] = (byte) eight;
                eight >>= Byte.SIZE;
            }
        }
        model.readState(in);
        for (int i = 0; i < stages.length; i++) {
            if (in.getBoolean()) {
                stage(i).readState(in);
            }
        }
    }
}
