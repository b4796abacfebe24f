package io.gavel.gateway.report.fact;

import io.gavel.Engine;
import io.gavel.message.OutputHandler;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The door of the projection: hears the line, answers long reports. Any thread; queries take time, so on no event loop. */
public final class Facts {
    private static final int FEED_BYTES = 16 << 20;
    private static final Duration FIRST_REST = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Feed feed;
    private final Projector projector;
    private final FactReports reports;

    /** The projection cannot answer now: it is not open yet, broken, or too many ask. */
    public static class NotReady extends Exception {
        private static final long serialVersionUID = 1;

        NotReady(String message) {
            super(message);
        }
    }

    /** What was asked does not fit into the memory that it may use: asking again does not help. */
    public static final class TooLarge extends NotReady {
        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }
    }

    private Facts(Feed feed, Projector projector) {
        this.feed = feed;
        this.projector = projector;
        this.reports = new FactReports(projector::database, projector::state, projector::told, projector::damaged);
    }

    /**
     * Before the engine starts; nothing is opened yet.
     *
     * @param folder of the database, made later
     * @param memoryMebibytes that DuckDB may use
     * @param keep rows are forgotten after; zero: never
     */
    public static Facts of(
            Engine engine, Path folder, int memoryMebibytes, Duration keep, Sources sources, InstantSource clock) {
        Feed feed = new Feed(FEED_BYTES, engine.sequence());
        Projector projector = new Projector(
                // DuckDB may write there only, and takes a relative path for another place
                new Projector.Settings(folder.toAbsolutePath(), memoryMebibytes, FIRST_REST, keep),
                engine::retell,
                feed,
                sources,
                clock);
        engine.retain(projector::kept);
        return new Facts(feed, projector);
    }

    /** Hears the outputs; to be subscribed as one who is patient. */
    public OutputHandler feed() {
        return feed;
    }

    /** Opens the database in a moment, on a thread of its own. */
    public void start() {
        projector.start();
    }

    /** Seconds that reports are behind; -1 if nothing is open. */
    public long lagSeconds(long nowMicros) {
        Projector.State state = projector.state();
        return state.asOfMicros() == 0 ? -1 : Math.max(0, (nowMicros - state.asOfMicros()) / 1_000_000);
    }

    /** Works out a report. */
    public FactTable table(FactQuery query) throws NotReady, SQLException {
        projector.reads();
        return reports.table(query);
    }

    /** Works out a report with all of its groups, however many; one such report at a time. */
    public FactTable.Sums whole(FactQuery query, FactReports.Groups groups) throws NotReady, SQLException {
        projector.reads();
        return reports.whole(query, groups);
    }

    /** A new file for who asks, and to be deleted by them. */
    public Path file(String end) throws NotReady {
        return reports.file(end);
    }

    /** Writes the rows of a stretch of time into a Parquet file, which is whoever asked's to delete. */
    public Path export(long fromMicros, long toMicros) throws NotReady, SQLException {
        projector.reads();
        return reports.export(fromMicros, toMicros);
    }

    /**
     * Takes from the rows of calls what their visits told, for callers who were erased; done in a moment.
     *
     * @param references the vault's keys of the callers' numbers
     * @return the calls
     */
    public CompletableFuture<List<Long>> erase(Collection<Long> references) {
        return projector.erase(references);
    }

    /** The line has stopped behind this input. */
    public void close(long sequence) {
        projector.stop(sequence, CLOSING);
    }

    /** Whether it has caught up. */
    public boolean isLive() {
        return !projector.state().behind();
    }
}
