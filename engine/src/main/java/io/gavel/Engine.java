package io.gavel;

import io.gavel.journal.DataDirectory;
import io.gavel.journal.Journal;
import io.gavel.journal.JournalListener;
import io.gavel.journal.Sync;
import io.gavel.message.AccountVisitor;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.Outlet;
import io.gavel.message.OutputHandler;
import io.gavel.message.Rules;
import io.gavel.message.View;
import io.gavel.message.ZoneVisitor;
import io.gavel.replay.OutletSwitch;
import io.gavel.replay.Recovery;
import io.gavel.replay.Retelling;
import io.gavel.replay.Snapshotter;
import io.gavel.ring.InputRing;
import io.gavel.ring.Line;
import io.gavel.ring.LineListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The exchange as its edges see it: two closed sets of messages and two verbs. Inputs are put on the line through
 * {@link #inputs}, outputs are heard by who {@linkplain #subscribe subscribed}. Order of use: open, subscribe, look at
 * documents and accounts, start, …, stopIntake, drain, close. Open, subscribe, start and close on one thread; the rest on any.
 */
public final class Engine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

    private final EngineConfig config;
    private final DataDirectory data;
    private final boolean locked;
    private final Function<Outlet, Rules> makeRules;
    private final Rules rules;
    private final OutletSwitch outlet;
    private final Recovery.Recovered recovered;
    private final Line line;
    private final Snapshotter snapshotter;
    private final AtomicLong subscriberFailures = new AtomicLong();
    private volatile @Nullable Journal journal;
    private boolean started;
    private boolean closed;

    /** Why no new work is taken, by who says so; the first that is not null counts. */
    private @Nullable String failure;

    private @Nullable String stopped = "starting";
    private @Nullable String noRoom;

    private Engine(
            EngineConfig config,
            DataDirectory data,
            boolean locked,
            Function<Outlet, Rules> makeRules,
            Rules rules,
            OutletSwitch outlet,
            Recovery.Recovered recovered,
            List<View> views) {
        this.config = config;
        this.data = data;
        this.locked = locked;
        this.makeRules = makeRules;
        this.rules = rules;
        this.outlet = outlet;
        this.recovered = recovered;
        this.line = new Line(
                new Line.Settings(
                        config.inputSlots(),
                        config.outputSlots(),
                        config.waiting(),
                        Journal.maxLength(config.journal().segmentBytes()),
                        config.journal().sync() == Sync.BATCH ? config.inputSlots() : config.inputSlots() / 16),
                new LineReports());
        this.snapshotter = new Snapshotter(
                data, makeRules, config.retention(), config.keepSnapshots(), views, text -> LOG.log(Level.INFO, text));
        views.forEach(view -> line.subscribePatient(view.name(), view));
    }

    /**
     * Locks the data directory and recovers what is in it: newest snapshot and the journal's tail. The views hear the
     * outputs of the tail again, edges do not. Not running yet.
     *
     * @param makeRules makes the rules, once for the line and again for each snapshot: {@code Exchange::new}
     * @param views hear the journal's tail now and everything later, each on a thread of its own
     * @throws io.gavel.journal.JournalException if another process uses the directory, or it cannot be read or trusted
     */
    public static Engine open(EngineConfig config, Function<Outlet, Rules> makeRules, List<View> views) {
        DataDirectory data = DataDirectory.open(config.data());
        try {
            return open(data, true, config, makeRules, views);
        } catch (RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    /**
     * The same in a directory that was locked before: views and other stores are in it, and must not be opened while another
     * process has them. It is given back by who locked it, last of all.
     */
    public static Engine open(
            DataDirectory data, EngineConfig config, Function<Outlet, Rules> makeRules, List<View> views) {
        return open(data, false, config, makeRules, views);
    }

    private static Engine open(
            DataDirectory data,
            boolean locked,
            EngineConfig config,
            Function<Outlet, Rules> makeRules,
            List<View> views) {
        OutletSwitch outlet = new OutletSwitch();
        Rules rules = makeRules.apply(outlet);
        long began = System.nanoTime();
        Recovery.Recovered recovered = new Recovery(data).recover(rules, outlet, views);
        recovered.notes().forEach(note -> LOG.log(Level.WARNING, note));
        LOG.log(
                Level.INFO,
                "recovered sequence={0} from={1} millis={2} state={3}",
                String.valueOf(recovered.sequence()),
                String.valueOf(recovered.fromSequence()),
                String.valueOf((System.nanoTime() - began) / 1_000_000),
                Long.toHexString(recovered.stateHash()));
        return new Engine(config, data, locked, makeRules, rules, outlet, recovered, views);
    }

    /**
     * Before start: hears every output from now on, on the line's own thread. For those who only decode and pass on: while they do,
     * nothing else happens on the line.
     */
    public void subscribeNear(String name, OutputHandler handler) {
        line.subscribeNear(name, handler);
    }

    /** Before start: hears every output from now on, on a thread of its own. */
    public void subscribe(String name, OutputHandler handler) {
        line.subscribe(name, handler);
    }

    /** Before start: hears every output, while many come up to a millisecond later than others, and costs them less. */
    public void subscribePatient(String name, OutputHandler handler) {
        line.subscribePatient(name, handler);
    }

    /**
     * Tells an edge again what it did not hear: the outputs of the inputs behind {@code after}, up to and with those of
     * {@code until}, which was heard. On the calling thread, beside the line, at half of its speed.
     *
     * @return the first input whose outputs could be told: later than {@code after + 1} if the journal no longer reaches back; 0:
     *     {@code stopped} said so
     * @throws io.gavel.journal.JournalException if the journal cannot be read
     */
    public long retell(long after, long until, OutputHandler hearer, BooleanSupplier stopped) {
        return new Retelling(data, makeRules).tell(after, until, hearer, stopped);
    }

    /** The journal is kept from behind this input on, beside what snapshots and views need. */
    public void retain(LongSupplier lastSequence) {
        snapshotter.retain(lastSequence);
    }

    /** Before start: shows the recovered market. */
    public void documents(DocumentVisitor visitor) {
        requireStill();
        rules.documents(visitor);
    }

    /** Before start: whether the recovered rules know a pool; older versions kept its document only. */
    public boolean hasPool(int poolId) {
        requireStill();
        return rules.hasPool(poolId);
    }

    /** Before start: whether a campaign only marks calls of too low a score, for an older version put it. */
    public boolean onlyMarks(int campaignId) {
        requireStill();
        return rules.onlyMarks(campaignId);
    }

    /** Before start: shows the time zones of the recovered buyers. */
    public void zones(ZoneVisitor visitor) {
        requireStill();
        rules.zones(visitor);
    }

    /** Before start or after close: shows the ledger. */
    public void accounts(AccountVisitor visitor) {
        requireStill();
        rules.accounts(visitor);
    }

    /** Before start or after close: the hash of the whole state, equal for equal states. */
    public long stateHash() {
        requireStill();
        return Recovery.hash(rules);
    }

    /** What recovery found; for logs and metrics. */
    public Recovery.Recovered recovered() {
        return recovered;
    }

    /** Starts the line. The rules hear {@code TimeAdvanced} with {@code restarted} first. */
    public void start() {
        requireStill();
        started = true;
        snapshotter.start();
        journal = Journal.open(config.journal(), recovered.end(), new JournalReports());
        outlet.to(line.outlet());
        line.start(journal, rules, config.time(), recovered.sequence(), recovered.timeMicros());
        snapshotter.segmentClosed(recovered.end().segment() - 1);
        refuse(() -> stopped = null);
    }

    /** Where inputs enter. */
    public InputRing inputs() {
        return line.inputs();
    }

    /** Whether new work is taken: started, not draining, disk not full, nothing broken. */
    public boolean accepting() {
        return refusal() == null;
    }

    /** Why no new work is taken ({@code starting, disk_full, failed, draining} …), null if it is. */
    public @Nullable String refusal() {
        return line.inputs().refusal();
    }

    /** No new work from now on; what ends work in progress still gets in. */
    public void stopIntake(String reason) {
        refuse(() -> stopped = reason);
    }

    /** Waits until everything on the line was applied and heard; false if that took longer than {@code patience}. */
    public boolean drain(Duration patience) {
        return line.drain(patience);
    }

    /** The sequence of the last message that was applied. */
    public long sequence() {
        return Math.max(recovered.sequence(), line.applied());
    }

    /** Inputs that wait to be applied. */
    public long inputBacklog() {
        return line.inputBacklog();
    }

    /** Outputs that the slowest subscriber has not heard. */
    public long outputBacklog() {
        return line.outputBacklog();
    }

    /** How far the exchange's time is ahead of the wall clock because that was set back; 0 normally. */
    public long clockAheadMicros() {
        return line.aheadMicros();
    }

    /** The last message of the newest snapshot that was made since start, 0 if none was. */
    public long snapshotSequence() {
        return snapshotter.newest();
    }

    /** Bytes of memory that hold what is over and may still be asked for, each kind for its time: a moment ago, any thread. */
    public long rememberedBytes() {
        return rules.footprint();
    }

    /** Outputs that a subscriber failed to take. */
    public long subscriberFailures() {
        return subscriberFailures.get();
    }

    /** Bytes written to the journal since start. */
    public long journalBytes() {
        Journal open = journal;
        return open == null ? 0 : open.figures().bytes();
    }

    /** How often the journal was forced to disk since start. */
    public long journalSyncs() {
        Journal open = journal;
        return open == null ? 0 : open.figures().syncs();
    }

    /** How long that took, all together. */
    public long journalSyncNanos() {
        Journal open = journal;
        return open == null ? 0 : open.figures().syncNanos();
    }

    /** Stops in reverse order: input, journal, core, outputs; syncs; unlocks. What was on the line is finished first. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (started) {
            stopIntake("closed");
            stop();
        }
        if (locked) {
            data.close();
        }
    }

    private void stop() {
        Journal open = journal;
        try {
            line.closeInputs();
            if (!line.drain(failure == null ? CLOSING_PATIENCE : Duration.ZERO)) {
                LOG.log(Level.WARNING, "closing before everything on the line was heard");
                if (open != null) {
                    open.giveUp();
                }
            }
            line.stop();
            snapshotter.stop();
            if (open != null) {
                open.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireStill() {
        if (started && !closed) {
            throw new IllegalStateException("only before start or after close");
        }
    }

    private synchronized void refuse(Runnable change) {
        change.run();
        line.refuse(failure != null ? failure : stopped != null ? stopped : noRoom);
    }

    private void fail(String what, Throwable cause) {
        LOG.log(Level.ERROR, what + "; nothing is answered any more", cause);
        refuse(() -> failure = "failed");
        line.closeInputs();
    }

    private final class LineReports implements LineListener {
        @Override
        public void lineFailed(Throwable cause) {
            fail("the line stopped", cause);
        }

        @Override
        public void subscriberFailed(String name, long sequence, int index, RuntimeException cause) {
            subscriberFailures.incrementAndGet();
            LOG.log(Level.ERROR, "subscriber " + name + " failed at output " + sequence + "." + index, cause);
        }
    }

    private final class JournalReports implements JournalListener {
        @Override
        public void room(@Nullable String refusal, String detail) {
            LOG.log(Level.WARNING, (refusal == null ? "room again: " : refusal + ": ") + detail);
            refuse(() -> noRoom = refusal);
        }

        @Override
        public void segmentClosed(long number) {
            snapshotter.segmentClosed(number);
        }

        @Override
        public void failed(Throwable cause) {
            fail("the journal failed", cause);
            line.halt();
        }
    }
}
