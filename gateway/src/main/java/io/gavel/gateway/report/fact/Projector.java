package io.gavel.gateway.report.fact;

import io.gavel.Engine;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutputHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database up with the line: opens it, tells it from the journal what it did not hear, then in {@link Rounds} what was gathered.
 * What fails is tried again; what is damaged is made again. One thread, {@code analytics}; figures are for any.
 */
final class Projector implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** After so many failures in a row the journal is not kept for it any longer. */
    private static final int PATIENCE = 100;

    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    /** Outputs that are told from the journal are written by so many bytes. */
    private static final int CHUNK = 4 << 20;
    /** From so many inputs on that are told again it is worth a line in the log. */
    private static final long MANY = 10_000;

    private final Settings settings;
    private final Telling telling;
    private final Feed feed;
    private final InstantSource clock;
    private final Known known = new Known();
    private final Reader reader;
    private final Thread thread = new Thread(this, "analytics");
    private final Rounds rounds = new Rounds();
    private Batch spare = new Batch();
    private boolean live;
    private long place;
    private long tidied;
    private volatile boolean stopped;
    private volatile long lastOfAll;
    private volatile long kept;
    private int failures;
    private final Queue<Erasure> erasures = new ConcurrentLinkedQueue<>();
    private volatile boolean isDamaged;
    private volatile @Nullable Database database;
    private volatile State state = State.NOTHING;
    /** How far it has been told what it missed. */
    private volatile long told;

    /**
     * @param folder of the database
     * @param firstRest before it is opened, so that a start is not slowed
     * @param keep rows are forgotten after; zero: never
     */
    record Settings(Path folder, int memoryMebibytes, Duration firstRest, Duration keep) {}

    private record Erasure(Collection<Long> references, CompletableFuture<List<Long>> calls) {}

    /** How {@link Engine#retell} looks from here. */
    interface Telling {
        long retell(long after, long until, OutputHandler hearer, BooleanSupplier stopped);
    }

    /**
     * How far it is.
     *
     * @param sequence the last input that is in wholly
     * @param asOfMicros up to when reports are complete
     * @param sinceMicros from when on, 0: from the beginning
     * @param behind it is being told what it missed
     */
    record State(long sequence, long asOfMicros, long sinceMicros, boolean behind) {
        static final State NOTHING = new State(0, 0, 0, true);

        /** Not complete up to any moment: it was opened or made just now, and is being told what it missed. */
        boolean isIncomplete() {
            return asOfMicros == 0;
        }
    }

    Projector(Settings settings, Telling telling, Feed feed, Sources sources, InstantSource clock) {
        this.settings = settings;
        this.telling = telling;
        this.feed = feed;
        this.clock = clock;
        this.reader = new Reader(sources, known);
    }

    void start() {
        feed.whenHalfFull(this::nudge);
        thread.setDaemon(true);
        thread.start();
    }

    /** Null while it is not open. Any thread. */
    @Nullable
    Database database() {
        return database;
    }

    State state() {
        return state;
    }

    /** While it is told what it missed: the last input that it was told of. Any thread. */
    long told() {
        return told;
    }

    /** The last input that the journal may lose: the projection has it, or has given up. Any thread. */
    long kept() {
        return kept;
    }

    /** Takes what visits told from the rows of these callers; the calls. Done with the next batch. Any thread. */
    CompletableFuture<List<Long>> erase(Collection<Long> references) {
        CompletableFuture<List<Long>> calls = new CompletableFuture<>();
        erasures.add(new Erasure(List.copyOf(references), calls));
        nudge();
        return calls;
    }

    /** A query found damage: the database is made again, unless it is another one by now. Any thread. */
    void damaged(Database found) {
        if (found == database) {
            isDamaged = true;
            nudge();
        }
    }

    /** Somebody waits. Any thread. */
    void nudge() {
        rounds.nudge();
    }

    /** Somebody reads: what was gathered is to be there, and is waited for. Any thread that may wait. */
    void reads() {
        if (!state.behind()) {
            rounds.read();
        }
    }

    @Override
    public void run() {
        try {
            rounds.rest(settings.firstRest().toNanos());
            work();
        } catch (InterruptedException e) {
            stopped = true;
        }
        finish();
    }

    private void work() throws InterruptedException {
        while (!stopped) {
            try {
                step();
                failures = 0;
                kept = Place.complete(place);
                if (live) {
                    rounds.made();
                }
            } catch (SQLException | IOException | RuntimeException e) {
                if (!stopped) {
                    LOG.error("analytics problem=\"{}\"", e.toString());
                }
                live = false;
                kept = ++failures > PATIENCE ? Long.MAX_VALUE : kept;
                isDamaged |= e instanceof SQLException error && Database.isDamage(error);
                rounds.rest(REST_NANOS);
            }
        }
    }

    private void step() throws SQLException, IOException {
        if (isDamaged) {
            discard();
            isDamaged = false;
        }
        Database opened = database;
        Database open = opened == null ? open() : opened;
        if (!live) {
            catchUp(open);
        }
        take(open);
        erase(open);
        tidy(open);
    }

    private void discard() throws SQLException, IOException {
        LOG.warn("analytics thrown_away=\"{}\" cause=\"damaged\"", settings.folder());
        Database open = database;
        database = null;
        state = State.NOTHING;
        if (open != null) {
            open.closeWholly();
        }
        Database.discard(settings.folder());
    }

    private void erase(Database open) throws SQLException {
        for (Erasure next = erasures.poll(); next != null; next = erasures.poll()) {
            try {
                next.calls.complete(open.erase(next.references));
                known.clear();
            } catch (SQLException e) {
                next.calls.completeExceptionally(e);
                throw e;
            }
        }
    }

    private Database open() throws SQLException, IOException {
        Database opened = Database.open(settings.folder(), settings.memoryMebibytes());
        place = opened.place();
        known.clear();
        live = false;
        state = new State(Place.complete(place), 0, opened.since(), true);
        database = opened;
        return opened;
    }

    /** Has the engine tell what was not heard; then the feed has all that is later. */
    private void catchUp(Database open) throws SQLException {
        long until = feed.gather();
        if (Place.sequence(place) > until) {
            LOG.warn("analytics taken_back_to={} cause=\"the journal ends before\"", until);
            place = open.takeBack(Place.endOf(until));
            known.clear();
        }
        if (place < Place.endOf(until)) {
            long after = Place.complete(place);
            told = after;
            boolean isMuch = until - after > MANY;
            if (isMuch) {
                LOG.info("analytics told_from={} to={}", after + 1, until);
            }
            Chunks chunks = new Chunks(open);
            long first = telling.retell(after, until, chunks, () -> stopped);
            if (first == 0) {
                return; // it stops
            }
            chunks.write();
            if (first > after + 1) {
                LOG.warn("analytics missing_before={} cause=\"the journal does not reach back\"", first);
                open.since(chunks.firstMicros == 0 ? nowMicros() : chunks.firstMicros);
            }
            place = Place.endOf(until);
            open.append(Reader.Rows.upTo(place));
            if (isMuch) {
                LOG.info("analytics complete_to={}", until);
            }
        }
        live = true;
        state = new State(until, nowMicros(), open.since(), false);
    }

    private void take(Database open) throws SQLException {
        long asOf = nowMicros();
        Batch taken = live ? feed.take(spare) : null;
        if (taken == null) {
            if (live) {
                LOG.warn("analytics behind=true cause=\"more was said than it could take\"");
                state = new State(state.sequence, state.asOfMicros, state.sinceMicros, true);
            }
            live = false;
            return;
        }
        write(open, taken);
        taken.clear();
        spare = taken;
        state = new State(Place.complete(place), asOf, state.sinceMicros, false);
    }

    private void write(Database open, Batch batch) throws SQLException {
        if (batch.count() == 0) {
            return;
        }
        open.find(Missing.of(batch, known), known);
        Reader.Rows rows = reader.read(batch, place);
        if (rows.place() > place) {
            open.append(rows);
            place = rows.place();
        }
    }

    /** Once a day what is too old goes. */
    private void tidy(Database open) throws SQLException {
        long now = nowMicros();
        if (now - tidied <= DAY_MICROS) {
            return;
        }
        tidied = now;
        open.forgetTold(now - DAY_MICROS);
        if (!settings.keep().isZero()) {
            open.forget(now - TimeUnit.SECONDS.toMicros(settings.keep().toSeconds()));
        }
    }

    private long nowMicros() {
        return clock.millis() * 1_000;
    }

    /** The last of what was said goes in; what does not, comes from the journal at the next start. */
    private void finish() {
        Database open = database;
        try {
            if (open != null && live) {
                take(open);
                if (live && lastOfAll >= Place.sequence(place)) {
                    open.append(Reader.Rows.upTo(Place.endOf(lastOfAll)));
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("analytics closing_problem=\"{}\"", e.toString());
        }
        shut();
    }

    private void shut() {
        Database open = database;
        database = null;
        state = State.NOTHING;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("analytics closing_problem=\"{}\"", e.toString());
            }
        }
    }

    /** The line has stopped, with this input, and everything was heard. Waits for the last batch. */
    void stop(long sequence, Duration patience) {
        lastOfAll = sequence;
        stopped = true;
        rounds.over();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the engine tells, written by the piece. */
    private final class Chunks implements OutputHandler {
        private final Database open;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final Batch batch = new Batch();
        private long firstMicros;

        Chunks(Database open) {
            this.open = open;
        }

        @Override
        public void onOutput(
                long sequence,
                int index,
                long timeMicros,
                DirectBuffer buffer,
                int offset,
                int length,
                boolean endOfBatch) {
            firstMicros = firstMicros == 0 ? timeMicros : firstMicros;
            told = sequence;
            if (!Feed.counts(header.wrap(buffer, offset).templateId())) {
                return;
            }
            batch.add(sequence, index, timeMicros, buffer, offset, length);
            if (batch.bytes() > CHUNK) {
                try {
                    write();
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
        }

        void write() throws SQLException {
            Projector.this.write(open, batch);
            batch.clear();
        }
    }
}
