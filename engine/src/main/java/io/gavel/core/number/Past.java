package io.gavel.core.number;

import io.gavel.core.memory.History;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * Who had which number until when: for calls that come late. The newest {@value #MOST} leases, and none older than the longest
 * time that a pool may ask for. The records of a number are chained, the newest first.
 */
final class Past {
    static final int MOST = 1 << 20;
    static final long LONGEST_MICROS = 30L * 86_400 * 1_000_000;
    static final long NONE = -1;

    private static final int VISIT = 0;
    private static final int REF = 1;
    private static final int VISITOR = 2;
    private static final int ENDED = 3;
    private static final int BEFORE = 4;
    private static final int SLOT_AND_TRAITS = 5;
    private static final int WIDTH = 6;

    private final Numbers numbers;
    private final Traits traits;
    private final History records = new History(WIDTH);

    Past(Numbers numbers, Traits traits) {
        this.numbers = numbers;
        this.traits = traits;
    }

    /** A visit gave its number back; {@code handle} of its traits changes hands. */
    void add(int slot, long visitId, long ref, long visitor, int handle, long endedMicros) {
        while (records.size() == MOST || (records.size() > 0 && isOld(records.start(), endedMicros))) {
            traits.drop(traits(records.start()));
            records.forget();
        }
        long record = records.append();
        records.set(record, VISIT, visitId);
        records.set(record, REF, ref);
        records.set(record, VISITOR, visitor);
        records.set(record, ENDED, endedMicros);
        records.set(record, BEFORE, numbers.past(slot));
        records.set(record, SLOT_AND_TRAITS, History.pair(slot, handle));
        numbers.past(slot, record);
    }

    /** The newest record of a number, {@link #NONE} if there is none any more. */
    long newest(int slot) {
        return known(numbers.past(slot));
    }

    /** The one before it, of the same number. */
    long before(long record) {
        return known(records.get(record, BEFORE));
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

    long endedMicros(long record) {
        return records.get(record, ENDED);
    }

    int traits(long record) {
        return (int) records.get(record, SLOT_AND_TRAITS);
    }

    int size() {
        return records.size();
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return records.footprint();
    }

    void writeState(StateWriter out) {
        out.putInt(records.size());
        for (long record = records.start(); record < records.end(); record++) {
            out.putInt((int) (records.get(record, SLOT_AND_TRAITS) >>> 32));
            out.putLong(visitId(record));
            out.putLong(ref(record));
            out.putLong(visitor(record));
            out.putLong(endedMicros(record));
            traits.write(traits(record), out);
        }
    }

    void readState(StateReader in) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            int slot = in.getInt();
            long visitId = in.getLong();
            long ref = in.getLong();
            long visitor = in.getLong();
            long ended = in.getLong();
            add(slot, visitId, ref, visitor, traits.read(in), ended);
        }
    }

    private boolean isOld(long record, long nowMicros) {
        return nowMicros - endedMicros(record) > LONGEST_MICROS;
    }

    private long known(long record) {
        return records.has(record) ? record : NONE;
    }
}
