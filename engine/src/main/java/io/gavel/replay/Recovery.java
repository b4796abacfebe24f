package io.gavel.replay;

import io.gavel.core.StateHash;
import io.gavel.journal.Cut;
import io.gavel.journal.Damage;
import io.gavel.journal.DataDirectory;
import io.gavel.journal.JournalEnd;
import io.gavel.journal.JournalException;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalTail;
import io.gavel.journal.ReadAhead;
import io.gavel.journal.Skipped;
import io.gavel.journal.Snapshot;
import io.gavel.journal.SnapshotStore;
import io.gavel.message.Rules;
import io.gavel.message.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings rules to where they were: a snapshot and the journal's tail, applied by the same code as live messages. A damaged
 * end is cut behind its last whole message, a damaged snapshot is passed over for the one before; both are said.
 */
public final class Recovery {
    /** The first byte of messages in a segment. */
    private static final long SEGMENT_START = 64;

    private final DataDirectory data;
    private final SnapshotStore snapshots;
    private final List<String> notes = new ArrayList<>();

    /**
     * What recovery came to.
     *
     * @param sequence the last message, 0 if there is none
     * @param timeMicros of that message
     * @param end where the journal goes on
     * @param fromSequence the last message of the snapshot that it started from, 0 if from the beginning
     * @param stateHash of the whole state
     * @param notes what somebody should know: damage that was found, and what was done about it
     */
    public record Recovered(
            long sequence, long timeMicros, JournalEnd end, long fromSequence, long stateHash, List<String> notes) {}

    public Recovery(DataDirectory data) {
        this.data = data;
        this.snapshots = new SnapshotStore(data.snapshots());
    }

    /**
     * Recovers into rules that nobody used yet.
     *
     * @param outlet where these rules speak; left mute
     * @param views hear the outputs of what is replayed
     * @throws JournalException if a part of the journal that is needed is missing or damaged
     */
    public Recovered recover(Rules rules, OutletSwitch outlet, List<View> views) {
        List<Snapshot> usable = usable(snapshots, rules, notes);
        JournalTail tail = JournalReader.tail(data.journal());
        Snapshot newest = usable.isEmpty() ? null : usable.get(0);
        if (newest != null && newest.nextSegment() > tail.end().segment()) {
            tail = behind(newest, tail);
        } else if (tail.damage() != null) {
            cut(tail.damage());
        }
        for (long sequence : Skipped.in(data.journal())) {
            notes.add(
                    "message " + sequence + " is left out, as " + data.journal().resolve(Skipped.FILE) + " says");
        }
        Snapshot start = start(usable, views, tail.lastSequence());
        tellViews(views, start == null ? 0 : start.sequence(), tail.lastSequence());
        long timeMicros = replay(start, tail, rules, outlet, views);
        JournalTail reached = tail;
        views.forEach(view -> view.caughtUp(reached.lastSequence()));
        return new Recovered(
                tail.lastSequence(), timeMicros, tail.end(), start == null ? 0 : start.sequence(), hash(rules), notes);
    }

    /** The hash of a whole state. */
    public static long hash(Rules rules) {
        StateHash hash = new StateHash();
        rules.writeState(hash);
        return hash.value();
    }

    /** Snapshots that are whole and of this program's version, newest first. */
    static List<Snapshot> usable(SnapshotStore store, Rules rules, List<String> notes) {
        List<Snapshot> usable = new ArrayList<>();
        for (long sequence : store.sequences()) {
            Snapshot snapshot = store.check(sequence);
            if (snapshot == null) {
                notes.add("snapshot " + sequence + " is damaged and passed over");
            } else if (snapshot.stateVersion() != rules.stateVersion()) {
                notes.add("snapshot " + sequence + " has state version " + snapshot.stateVersion() + ", not "
                        + rules.stateVersion() + ", and is passed over");
            } else {
                usable.add(snapshot);
            }
        }
        return usable;
    }

    /** The newest snapshot holds all that the journal has, and more segments than are left. */
    private JournalTail behind(Snapshot newest, JournalTail tail) {
        if (tail.damage() != null) {
            notes.add(tail.damage() + "; snapshot " + newest.sequence() + " has these messages, nothing is lost");
        }
        return new JournalTail(new JournalEnd(newest.nextSegment(), SEGMENT_START), newest.sequence(), null);
    }

    private void cut(Damage damage) {
        notes.add(damage + "; cut behind the last whole message, what was cut is in " + Cut.behindLastWhole(damage));
    }

    /**
     * Where to start so that every view hears what it has not seen: the newest snapshot that all have seen, else the
     * beginning of the journal if it is still there, else the oldest snapshot.
     */
    private @Nullable Snapshot start(List<Snapshot> usable, List<View> views, long lastSequence) {
        long seen = Long.MAX_VALUE;
        for (View view : views) {
            long last = view.lastSequence();
            seen = Math.min(seen, last > lastSequence ? 0 : last);
        }
        for (Snapshot snapshot : usable) {
            if (snapshot.sequence() <= seen) {
                return snapshot;
            }
        }
        boolean complete = JournalReader.firstSequence(data.journal()) == 1;
        return complete || usable.isEmpty() ? null : usable.get(usable.size() - 1);
    }

    private void tellViews(List<View> views, long startSequence, long lastSequence) {
        for (View view : views) {
            long last = view.lastSequence();
            if (last > lastSequence || last < startSequence) {
                notes.add("view " + view.name() + " has seen up to message " + last + " of a journal that reaches from "
                        + (startSequence + 1) + " to " + lastSequence + "; it is built again from there");
                view.rebuild(startSequence + 1);
            }
        }
    }

    private long replay(
            @Nullable Snapshot start, JournalTail tail, Rules rules, OutletSwitch outlet, List<View> views) {
        ViewOutlet heard = new ViewOutlet(views);
        outlet.to(heard);
        if (start != null) {
            snapshots.read(start.sequence(), rules::readState);
        }
        long from = start == null ? 0 : start.nextSegment();
        long sequence = start == null ? 0 : start.sequence();
        long timeMicros = start == null ? 0 : start.timeMicros();
        try (ReadAhead reader = new ReadAhead(JournalReader.open(data.journal(), from, sequence + 1))) {
            while (sequence < tail.lastSequence() && reader.next()) {
                sequence = reader.sequence();
                timeMicros = reader.timeMicros();
                heard.begin(sequence, timeMicros);
                apply(rules, reader);
            }
            sequence = Math.max(sequence, reader.nextSequence() - 1);
        }
        if (sequence != tail.lastSequence()) {
            throw new JournalException(
                    "messages " + (sequence + 1) + " to " + tail.lastSequence() + " are missing in " + data.journal());
        }
        outlet.to(new Mute());
        return timeMicros;
    }

    /** What stopped the line stops every start: it has to be somebody's decision to go on without it. */
    private void apply(Rules rules, ReadAhead reader) {
        try {
            rules.apply(reader.sequence(), reader.timeMicros(), reader.buffer(), reader.offset(), reader.length());
        } catch (RuntimeException e) {
            throw new JournalException(
                    "message " + reader.sequence() + " in segment " + reader.segment() + " at offset "
                            + reader.position() + " cannot be applied: " + e
                            + ". Nothing behind it was applied or answered. Keep a copy of the data directory and report"
                            + " this; a program that can apply it goes on by itself. To go on without the message, write "
                            + reader.sequence() + " into " + data.journal().resolve(Skipped.FILE) + " and start again",
                    e);
        }
    }
}
