package io.gavel.gateway.report.fact;

import io.gavel.Engine;
import io.gavel.message.OutputHandler;
import io.gavel.message.Timestamps;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The door of the projection: hears the line, answers long reports. Any thread; queries take time, so on no event loop. */
public final class Facts {
    private static final int FEED_BYTES = 16 << 20;
    private static final int AT_ONCE = 2;
    private static final int QUERY_SECONDS = 30;
    private static final Duration FIRST_REST = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Feed feed;
    private final Projector projector;
    private final Semaphore querying = new Semaphore(AT_ONCE, true);

    /** The projection cannot answer now: it is not open yet, broken, or too many ask. */
    public static final class NotReady extends Exception {
        private static final long serialVersionUID = 1;

        NotReady(String message) {
            super(message);
        }
    }

    private Facts(Feed feed, Projector projector) {
        this.feed = feed;
        this.projector = projector;
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
                new Projector.Settings(folder, memoryMebibytes, FIRST_REST, keep),
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
        return reading(connection -> {
            Projector.State state = projector.state();
            List<FactTable.Row> rows = new ArrayList<>();
            FactSql sql = FactSql.rows(query);
            try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
                statement.setQueryTimeout(QUERY_SECONDS);
                sql.bind(statement);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.add(row(found, query.by()));
                    }
                }
            }
            boolean more = rows.size() > query.limit();
            if (more) {
                rows.remove(rows.size() - 1);
            }
            return new FactTable(
                    query.by(),
                    rows,
                    totals(connection, query),
                    more ? query.after() + query.limit() : 0,
                    state.asOfMicros(),
                    state.sinceMicros());
        });
    }

    private static FactTable.Sums totals(Connection connection, FactQuery query) throws SQLException {
        FactSql sql = FactSql.totals(query);
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout(QUERY_SECONDS);
            sql.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? sums(found, 0) : new FactTable.Sums(new long[FactSql.SUMS.size()]);
            }
        }
    }

    private static FactTable.Row row(ResultSet found, List<Grouping> by) throws SQLException {
        List<String> keys = new ArrayList<>(by.size());
        for (int i = 0; i < by.size(); i++) {
            keys.add(
                    switch (by.get(i)) {
                        case HOUR -> Timestamps.text(found.getLong(i + 1));
                        case DAY -> LocalDate.ofEpochDay(found.getLong(i + 1)).toString();
                        case SCORE_BAND -> band(found.getInt(i + 1));
                        default -> found.getString(i + 1);
                    });
        }
        return new FactTable.Row(keys, sums(found, by.size()));
    }

    /** {@code 0.3} is from 0.3 to below 0.4. */
    private static String band(int tenths) {
        return tenths < 0 ? "" : "0." + tenths;
    }

    private static FactTable.Sums sums(ResultSet found, int behind) throws SQLException {
        long[] values = new long[FactSql.SUMS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = found.getLong(behind + i + 1);
        }
        return new FactTable.Sums(values);
    }

    /** Writes the rows of a stretch of time into a Parquet file, which is whoever asked's to delete. */
    public Path export(long fromMicros, long toMicros) throws NotReady, SQLException {
        Database database = database();
        Path file = database.exports().resolve("facts-" + UUID.randomUUID() + ".parquet");
        return reading(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        FactSql.export(fromMicros, toMicros, file.toString()).text());
            }
            return file;
        });
    }

    private Database database() throws NotReady {
        Database database = projector.database();
        if (database == null) {
            throw new NotReady("The rows of long reports are being opened.");
        }
        return database;
    }

    private <T> T reading(Reading<T> reading) throws NotReady, SQLException {
        Database database = database();
        boolean mine = false;
        try {
            mine = querying.tryAcquire(QUERY_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new NotReady("Too many long reports are being worked out.");
            }
            try (Connection connection = database.reading()) {
                return reading.read(connection);
            }
        } catch (SQLException e) {
            if (Database.isDamage(e)) {
                projector.damaged();
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("It stops.");
        } finally {
            if (mine) {
                querying.release();
            }
        }
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

    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }
}
