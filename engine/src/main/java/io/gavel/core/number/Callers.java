package io.gavel.core.number;

import io.gavel.core.memory.History;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.collections.Long2LongHashMap;

/** Who called a pool's number, and as which visit: a caller who calls again is known again. The newest calls of 30 days. */
final class Callers {
    static final int MOST = 1 << 18;
    static final long LONGEST_MICROS = 30L * 86_400 * 1_000_000;
    static final long NONE = -1;

    private static final int CALLER = 0;
    private static final int VISIT = 1;
    private static final int REF = 2;
    private static final int VISITOR = 3;
    private static final int NUMBER = 4;
    private static final int CALLED = 5;
    private static final int TRAITS_AND_CONFIDENCE = 6;
    private static final int COUNT = 7;
    private static final int WIDTH = 8;

    private final Long2LongHashMap newest = new Long2LongHashMap(NONE);
    private final History records = new History(WIDTH);
    private final Traits traits;

    Callers(Traits traits) {
        this.traits = traits;
    }

    /** The caller's latest call within 30 days, {@link #NONE} if there is none. */
    long find(long caller, long nowMicros) {
        long record = newest.get(caller);
        return record != NONE && nowMicros - records.get(record, CALLED) <= LONGEST_MICROS ? record : NONE;
    }

    /** Notes a call as it was attributed; {@code handle} of its traits changes hands. */
    void called(long caller, Attribution call, long visitor, int handle, long nowMicros) {
        add(
                caller,
                call.visitId,
                call.visitRef,
                visitor,
                call.number,
                nowMicros,
                call.confidenceMillis,
                handle,
                call.callsBefore + 1);
    }

    long visitId(long record) {
        return records.get(record, VISIT);
    }

    long ref(long record) {
        return records.get(record, REF);
    }

    long visitor(long record) {
        return records.get(record, VISITOR);
    }

    /** The number that was called. */
    long number(long record) {
        return records.get(record, NUMBER);
    }

    int traits(long record) {
        return (int) (records.get(record, TRAITS_AND_CONFIDENCE) >> 32);
    }

    int confidenceMillis(long record) {
        return (int) records.get(record, TRAITS_AND_CONFIDENCE);
    }

    /** Calls of the caller up to this one. */
    int count(long record) {
        return (int) records.get(record, COUNT);
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return records.footprint() + History.footprint(newest);
    }

    void writeState(StateWriter out) {
        out.putInt(records.size());
        for (long record = records.start(); record < records.end(); record++) {
            for (int column = 0; column < WIDTH; column++) {
                if (column == TRAITS_AND_CONFIDENCE) {
                    out.putInt(confidenceMillis(record));
                    traits.write(traits(record), out);
                } else {
                    out.putLong(records.get(record, column));
                }
            }
        }
    }

    void readState(StateReader in) {
        int size = in.getInt();
        for (int i = 0; i < size; i++) {
            long caller = in.getLong();
            long visitId = in.getLong();
            long ref = in.getLong();
            long visitor = in.getLong();
            long number = in.getLong();
            long called = in.getLong();
            int confidence = in.getInt();
            int handle = traits.read(in);
            add(caller, visitId, ref, visitor, number, called, confidence, handle, (int) in.getLong());
        }
    }

    private void add(
            long caller,
            long visitId,
            long ref,
            long visitor,
            long number,
            long calledMicros,
            int confidence,
            int handle,
            int count) {
        while (records.size() == MOST
                || (records.size() > 0 && calledMicros - records.get(records.start(), CALLED) > LONGEST_MICROS)) {
            forgetOldest();
        }
        long record = records.append();
        records.set(record, CALLER, caller);
        records.set(record, VISIT, visitId);
        records.set(record, REF, ref);
        records.set(record, VISITOR, visitor);
        records.set(record, NUMBER, number);
        records.set(record, CALLED, calledMicros);
        records.set(record, TRAITS_AND_CONFIDENCE, History.pair(handle, confidence));
        records.set(record, COUNT, count);
        newest.put(caller, record);
    }

    private void forgetOldest() {
        long oldest = records.start();
        long caller = records.get(oldest, CALLER);
        if (newest.get(caller) == oldest) {
            newest.remove(caller);
        }
        traits.drop(traits(oldest));
        records.forget();
    }
}
