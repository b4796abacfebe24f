package io.gavel.replay;

import io.gavel.journal.JournalException;
import io.gavel.journal.JournalReader;
import io.gavel.journal.Snapshot;
import io.gavel.journal.SnapshotStore;
import io.gavel.message.Outlet;
import io.gavel.message.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What would have come of a stretch of the record if some entities of the market had been otherwise: up to its beginning two
 * sets of rules go the same way, then one of them gets these entities instead of its own, and both hear the rest. Begins with
 * the newest snapshot from before the stretch. Only reads, also while an exchange is writing there; one thread.
 */
public final class Trial {
    private static final int STRIDE = 512;

    private final Path journal;
    private final Path snapshots;
    private final Wish wish;
    private final Progress progress;
    private final Tally then = new Tally();
    private final Tally now = new Tally();

    /**
     * What is tried.
     *
     * @param puts entities as they are to be, as inputs
     * @param fromMicros from when on
     * @param toMicros until when, not included; it also ends where the record ended when it began
     */
    public record Wish(List<byte[]> puts, long fromMicros, long toMicros) {}

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Progress {
        /** False: give up. Called every few hundred messages. */
        boolean goesOn(long beginMicros, long timeMicros);
    }

    private Trial(Path root, Wish wish, Progress progress) {
        this.journal = root.resolve("journal");
        this.snapshots = root.resolve("snapshot");
        this.wish = wish;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param root the data directory
     * @return null: it was given up
     * @throws JournalException if nothing from before the stretch is left to begin with, or the journal cannot be trusted
     */
    public static WhatIf.@Nullable Result run(
            Path root, Function<Outlet, Rules> makeRules, Wish wish, Progress progress) {
        if (!Files.isDirectory(root.resolve("journal"))) {
            throw new JournalException(root + " is not the data directory of an exchange");
        }
        return Again.whileFilesGo(() -> new Trial(root, wish, progress).run(makeRules), () -> true);
    }

    private WhatIf.@Nullable Result run(Function<Outlet, Rules> makeRules) {
        Rules rules = makeRules.apply(then);
        SnapshotStore store = new SnapshotStore(snapshots);
        Snapshot start = start(store, rules);
        long segment = start == null ? 0 : start.nextSegment();
        long first = start == null ? 1 : start.sequence() + 1;
        if (start == null && JournalReader.firstSequence(journal) != 1) {
            throw new JournalException(
                    "Nothing from before this time is kept any more: neither a snapshot nor the whole"
                            + " journal. Choose a later beginning, or keep more (journal.keep, journal.keep_snapshots).");
        }
        then.count(false);
        now.count(false);
        try (RecordedAnswers recorded = new RecordedAnswers(journal, segment, first);
                JournalReader reader = JournalReader.open(journal, segment, first)) {
            OtherRun run = new OtherRun(makeRules, now, recorded);
            if (start != null) {
                store.read(start.sequence(), rules::readState);
                store.read(start.sequence(), run.rules()::readState);
            }
            return go(rules, run, reader);
        }
    }

    /** The newest snapshot that holds nothing of the stretch, or null. */
    private @Nullable Snapshot start(SnapshotStore store, Rules rules) {
        if (!Files.isDirectory(snapshots)) {
            return null;
        }
        return Recovery.usable(store, rules, new ArrayList<>()).stream()
                .filter(snapshot -> snapshot.timeMicros() < wish.fromMicros())
                .findFirst()
                .orElse(null);
    }

    private WhatIf.@Nullable Result go(Rules rules, OtherRun run, JournalReader reader) {
        Set<Put.Whose> changed = new HashSet<>();
        for (byte[] put : wish.puts()) {
            Put.Whose whose = Put.whose(new UnsafeBuffer(put), 0);
            if (whose != null) {
                changed.add(whose);
            }
        }
        boolean isBegun = false;
        long beginMicros = 0;
        long timeMicros = 0;
        long sequence = 0;
        while (reader.next() && reader.timeMicros() < wish.toMicros()) {
            sequence = reader.sequence();
            timeMicros = reader.timeMicros();
            beginMicros = beginMicros == 0 ? timeMicros : beginMicros;
            if (sequence % STRIDE == 0 && !progress.goesOn(beginMicros, timeMicros)) {
                return null;
            }
            if (!isBegun && timeMicros >= wish.fromMicros()) {
                isBegun = true;
                then.count(true);
                now.count(true);
                run.change(wish.puts(), sequence - 1, timeMicros);
            }
            rules.apply(sequence, timeMicros, reader.buffer(), reader.offset(), reader.length());
            if (!isBegun) {
                run.pass(sequence, timeMicros, reader.buffer(), reader.offset(), reader.length());
            } else if (!isOneOf(changed, Put.whose(reader.buffer(), reader.offset()))) {
                run.apply(sequence, timeMicros, reader.buffer(), reader.offset(), reader.length());
            }
        }
        return new WhatIf.Result(
                Math.max(beginMicros, wish.fromMicros()),
                timeMicros,
                sequence,
                then,
                now,
                rules::documents,
                run.rules()::documents,
                0,
                run.neverAsked,
                run.neverDelivered,
                run.postsForOthers);
    }

    private static boolean isOneOf(Set<Put.Whose> changed, Put.@Nullable Whose whose) {
        return whose != null && changed.contains(whose);
    }
}
