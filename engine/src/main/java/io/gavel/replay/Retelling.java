package io.gavel.replay;

import io.gavel.journal.DataDirectory;
import io.gavel.journal.JournalException;
import io.gavel.journal.JournalReader;
import io.gavel.journal.Snapshot;
import io.gavel.journal.SnapshotStore;
import io.gavel.message.Outlet;
import io.gavel.message.OutputHandler;
import io.gavel.message.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells again what the line said, to somebody who did not hear it: rules of its own take the journal from a snapshot on, while the
 * line runs. Works at most half of the time; the state is in memory twice only while it works.
 */
public final class Retelling {
    private static final int STRIDE = 1024;

    private final DataDirectory data;
    private final Function<Outlet, Rules> makeRules;

    public Retelling(DataDirectory data, Function<Outlet, Rules> makeRules) {
        this.data = data;
        this.makeRules = makeRules;
    }

    /**
     * Tells the outputs of the inputs behind {@code after}, up to and with those of {@code until}.
     *
     * @param until an input that the line has applied
     * @param stopped asked now and then; true: give up
     * @return the first input whose outputs could be told: later than {@code after + 1} if the journal no longer reaches back;
     *     0: stopped before the end
     * @throws JournalException if the journal cannot be read
     */
    public long tell(long after, long until, OutputHandler hearer, BooleanSupplier stopped) {
        Heard heard = new Heard(hearer);
        return Again.whileFilesGo(() -> tell(after, until, heard, stopped), () -> !heard.hasTold);
    }

    private long tell(long after, long until, Heard heard, BooleanSupplier stopped) {
        Rules rules = makeRules.apply(heard);
        SnapshotStore store = new SnapshotStore(data.snapshots());
        List<Snapshot> usable = Recovery.usable(store, rules, new ArrayList<>());
        Snapshot start = start(usable, after);
        if (start != null) {
            store.read(start.sequence(), rules::readState);
        }
        long sequence = start == null ? 0 : start.sequence();
        long first = Math.max(after, sequence) + 1;
        heard.from = first;
        try (JournalReader reader =
                JournalReader.open(data.journal(), start == null ? 0 : start.nextSegment(), sequence + 1)) {
            long began = System.nanoTime();
            while (sequence < until && reader.next()) {
                sequence = reader.sequence();
                heard.begin(sequence, reader.timeMicros());
                rules.apply(sequence, reader.timeMicros(), reader.buffer(), reader.offset(), reader.length());
                if (sequence % STRIDE == 0) {
                    if (stopped.getAsBoolean()) {
                        return 0;
                    }
                    LockSupport.parkNanos(System.nanoTime() - began);
                    began = System.nanoTime();
                }
            }
            sequence = Math.max(sequence, reader.nextSequence() - 1);
        }
        if (sequence < until) {
            throw new JournalException("messages " + (sequence + 1) + " to " + until + " are not in " + data.journal());
        }
        return first;
    }

    /** The newest snapshot before what is to be told, else the journal's beginning, else what is oldest. */
    private @Nullable Snapshot start(List<Snapshot> usable, long after) {
        for (Snapshot snapshot : usable) {
            if (snapshot.sequence() <= after) {
                return snapshot;
            }
        }
        boolean complete = JournalReader.firstSequence(data.journal()) <= 1;
        return complete || usable.isEmpty() ? null : usable.get(usable.size() - 1);
    }

    /** Passes on what the rules say from some input on. */
    private static final class Heard implements Outlet {
        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
        private final OutputHandler hearer;
        private long from;
        private long sequence;
        private long timeMicros;
        private int index;
        private boolean hasTold;

        Heard(OutputHandler hearer) {
            this.hearer = hearer;
        }

        void begin(long input, long micros) {
            sequence = input;
            timeMicros = micros;
            index = 0;
        }

        @Override
        public boolean isHeard() {
            return sequence >= from;
        }

        @Override
        public ExpandableArrayBuffer claim() {
            return buffer;
        }

        @Override
        public void send(int length) {
            if (sequence >= from) {
                hasTold = true;
                hearer.onOutput(sequence, index, timeMicros, buffer, 0, length, false);
            }
            index++;
        }
    }
}
