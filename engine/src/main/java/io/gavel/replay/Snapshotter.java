package io.gavel.replay;

import io.gavel.journal.DataDirectory;
import io.gavel.journal.JournalException;
import io.gavel.journal.JournalReader;
import io.gavel.journal.Retention;
import io.gavel.journal.SegmentArchive;
import io.gavel.journal.Snapshot;
import io.gavel.journal.SnapshotStore;
import io.gavel.message.Outlet;
import io.gavel.message.Rules;
import io.gavel.message.View;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes snapshots without stopping the line: when a segment is closed, the snapshot before is loaded into rules of its own,
 * the closed segments are applied to them, and their state is written. Then segments that nothing needs any more are put
 * away. Works at most half of the time, on {@code snapshots}; the state is in memory twice only while it works.
 */
public final class Snapshotter implements Runnable {
    private static final int STRIDE = 1024;

    private final DataDirectory data;
    private final SnapshotStore store;
    private final Function<Outlet, Rules> makeRules;
    private final int keepSnapshots;
    private final SegmentArchive archive;
    private final List<View> views;
    private final List<LongSupplier> readers = new CopyOnWriteArrayList<>();
    private final Consumer<String> log;
    private final Thread thread = new Thread(this, "snapshots");
    private volatile long closedSegment;
    private volatile long newest;
    private volatile boolean stopped;

    public Snapshotter(
            DataDirectory data,
            Function<Outlet, Rules> makeRules,
            Retention retention,
            int keepSnapshots,
            List<View> views,
            Consumer<String> log) {
        this.data = data;
        this.store = new SnapshotStore(data.snapshots());
        this.makeRules = makeRules;
        this.keepSnapshots = keepSnapshots;
        this.archive = new SegmentArchive(data, retention);
        this.views = views;
        this.log = log;
    }

    /** The journal is kept from behind this input on, too: somebody reads it. Any thread. */
    public void retain(LongSupplier lastSequence) {
        readers.add(lastSequence);
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** All segments up to this one are complete. Any thread. */
    public void segmentClosed(long number) {
        closedSegment = number;
        LockSupport.unpark(thread);
    }

    /** The last message of the newest snapshot made by this, 0 if none. Any thread. */
    public long newest() {
        return newest;
    }

    /** Gives up what it is at, and stops. */
    public void stop() throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
    }

    @Override
    public void run() {
        long done = 0;
        while (!stopped) {
            long closed = closedSegment;
            if (closed > done) {
                attempt(closed);
                done = closed;
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void attempt(long closed) {
        try {
            snapshot(closed);
            tidy();
        } catch (JournalException e) {
            log.accept("no snapshot up to segment " + closed + ": " + e.getMessage());
        }
    }

    private void snapshot(long closed) {
        Rules rules = makeRules.apply(new Mute());
        List<Snapshot> usable = Recovery.usable(store, rules, new ArrayList<>());
        Snapshot base = usable.isEmpty() ? null : usable.get(0);
        if (base != null && base.nextSegment() > closed) {
            return;
        }
        if (base != null) {
            store.read(base.sequence(), rules::readState);
        }
        Snapshot reached = apply(rules, base, closed);
        if (reached != null) {
            store.write(reached, rules::writeState);
            newest = reached.sequence();
            log.accept("snapshot " + reached.sequence() + " made");
        }
    }

    /** Null if it was stopped before the end. */
    private @Nullable Snapshot apply(Rules rules, @Nullable Snapshot base, long closed) {
        long first = base == null ? 0 : base.nextSegment();
        long sequence = base == null ? 0 : base.sequence();
        long timeMicros = base == null ? 0 : base.timeMicros();
        try (JournalReader reader = JournalReader.openClosed(data.journal(), first, closed, sequence + 1)) {
            long started = System.nanoTime();
            while (reader.next()) {
                sequence = reader.sequence();
                timeMicros = reader.timeMicros();
                rules.apply(sequence, timeMicros, reader.buffer(), reader.offset(), reader.length());
                if (sequence % STRIDE == 0) {
                    if (stopped) {
                        return null;
                    }
                    LockSupport.parkNanos(System.nanoTime() - started);
                    started = System.nanoTime();
                }
            }
        }
        return new Snapshot(sequence, timeMicros, closed + 1, rules.stateVersion());
    }

    /** Keeps the newest snapshots, the newest that every view has seen, and what they need. */
    private void tidy() {
        long seen = Long.MAX_VALUE;
        for (View view : views) {
            seen = Math.min(seen, view.lastSequence());
        }
        for (LongSupplier reader : readers) {
            seen = Math.min(seen, reader.getAsLong());
        }
        int kept = 0;
        boolean seenKept = false;
        long neededSegment = Long.MAX_VALUE;
        for (long sequence : store.sequences()) {
            Snapshot snapshot = store.check(sequence);
            boolean seenByAll = sequence <= seen && !seenKept;
            if (snapshot != null && (kept < keepSnapshots || seenByAll)) {
                kept++;
                seenKept |= sequence <= seen;
                neededSegment = Math.min(neededSegment, snapshot.nextSegment());
            } else {
                store.delete(sequence);
            }
        }
        if (kept >= keepSnapshots && seenKept) {
            archive.putAway(neededSegment);
        }
    }
}
