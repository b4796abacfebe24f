package io.gavel.replay;

import io.gavel.journal.Damage;
import io.gavel.journal.DataDirectory;
import io.gavel.journal.JournalException;
import io.gavel.journal.JournalReader;
import io.gavel.journal.ReadAhead;
import io.gavel.journal.Snapshot;
import io.gavel.journal.SnapshotStore;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rebuilds the state of an exchange that is stopped, and tells what it is made of. Changes nothing in the directory. */
public final class Replay {
    private Replay() {}

    /**
     * What a replay came to.
     *
     * @param fromSequence the snapshot that it started from, 0: from the first message
     * @param sequence the last message
     * @param timeMicros of that message
     * @param messages that were replayed
     * @param counts of these by template id
     * @param nanos that it took
     * @param stateHash of the whole state at the end
     * @param notes damage that was found and passed over
     */
    public record Summary(
            long fromSequence,
            long sequence,
            long timeMicros,
            long messages,
            Map<Integer, Long> counts,
            long nanos,
            long stateHash,
            List<String> notes) {}

    /**
     * Replays from the newest snapshot, or, with {@code fromTheBeginning}, from the first message if the journal still has
     * it.
     *
     * @throws JournalException if there is no data, another process uses it, or it cannot be trusted
     */
    public static Summary run(Path root, Function<Outlet, Rules> makeRules, boolean fromTheBeginning) {
        if (!Files.isDirectory(root.resolve("journal"))) {
            throw new JournalException(root + " is not the data directory of an exchange");
        }
        try (DataDirectory data = DataDirectory.open(root)) {
            return replay(data, makeRules.apply(new Mute()), fromTheBeginning);
        }
    }

    private static Summary replay(DataDirectory data, Rules rules, boolean fromTheBeginning) {
        long started = System.nanoTime();
        List<String> notes = new ArrayList<>();
        SnapshotStore store = new SnapshotStore(data.snapshots());
        List<Snapshot> usable = fromTheBeginning ? List.of() : Recovery.usable(store, rules, notes);
        @Nullable Snapshot start = usable.isEmpty() ? null : usable.get(0);
        if (start != null) {
            store.read(start.sequence(), rules::readState);
        }
        long from = start == null ? 0 : start.sequence();
        long timeMicros = start == null ? 0 : start.timeMicros();
        long[] counts = new long[1 << 16];
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        long segment = start == null ? 0 : start.nextSegment();
        try (ReadAhead reader = new ReadAhead(JournalReader.open(data.journal(), segment, from + 1))) {
            while (reader.next()) {
                timeMicros = reader.timeMicros();
                counts[header.wrap(reader.buffer(), reader.offset()).templateId()]++;
                rules.apply(reader.sequence(), timeMicros, reader.buffer(), reader.offset(), reader.length());
            }
            Damage damage = reader.damage();
            if (damage != null) {
                notes.add(damage.toString());
            }
            long last = reader.nextSequence() - 1;
            long nanos = System.nanoTime() - started;
            return new Summary(
                    from, last, timeMicros, last - from, byTemplate(counts), nanos, Recovery.hash(rules), notes);
        }
    }

    private static Map<Integer, Long> byTemplate(long[] counts) {
        Map<Integer, Long> byTemplate = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                byTemplate.put(i, counts[i]);
            }
        }
        return byTemplate;
    }
}
