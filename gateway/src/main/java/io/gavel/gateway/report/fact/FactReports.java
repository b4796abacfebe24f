package io.gavel.gateway.report.fact;

import io.gavel.message.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out long reports over a database, a few at once. Any thread; takes time, so on no event loop. */
public final class FactReports {
    private static final Logger LOG = LoggerFactory.getLogger(FactReports.class);
    private static final int AT_ONCE = 2;
    static final int QUERY_SECONDS = 30;
    /** So many times as many groups as fit into memory at once are looked at one part after the other. */
    private static final int PARTS = 8;

    private final Supplier<@Nullable Database> databases;
    private final Supplier<Projector.State> states;
    private final LongSupplier told;
    private final Consumer<Database> damaged;
    private final Semaphore querying = new Semaphore(AT_ONCE, true);
    private final Semaphore telling = new Semaphore(1, true);

    /** {@code told}: the last input that is told, while the rows are not complete. */
    FactReports(
            Supplier<@Nullable Database> databases,
            Supplier<Projector.State> states,
            LongSupplier told,
            Consumer<Database> damaged) {
        this.databases = databases;
        this.states = states;
        this.told = told;
        this.damaged = damaged;
    }

    /** Over a database that nobody writes to; it is made if it is not there, and stays open. */
    public static FactReports over(Path folder, int memoryMebibytes) throws IOException, SQLException {
        Database database = Database.open(folder, memoryMebibytes);
        Projector.State complete = new Projector.State(0, 1, 0, false);
        return new FactReports(() -> database, () -> complete, () -> 0, damaged -> {});
    }

    /** Makes an empty database in a folder, and closes it. */
    public static void make(Path folder, int memoryMebibytes) throws IOException, SQLException {
        Database.open(folder, memoryMebibytes).close();
    }

    /** Works out a report. */
    public FactTable table(FactQuery query) throws Facts.NotReady, SQLException {
        return reading(connection -> {
            connection.setAutoCommit(false); // rows and totals are of one moment
            Projector.State state = states.get();
            List<FactTable.Row> rows = rows(connection, query);
            boolean more = rows.size() > query.limit();
            if (more) {
                rows.remove(rows.size() - 1);
            }
            return new FactTable(
                    query.by(),
                    rows,
                    more || query.after() > 0 ? totals(connection, query) : FactTable.Sums.of(rows),
                    more ? query.after() + query.limit() : 0,
                    state.asOfMicros(),
                    state.sinceMicros());
        });
    }

    /** Hears the groups of a report, one after the other. */
    public interface Groups {
        void group(FactTable.Row row) throws IOException;
    }

    /** Works out a report with all of its groups, whatever {@code limit} and {@code after} are; one such report at a time. */
    public FactTable.Sums whole(FactQuery query, Groups groups) throws Facts.NotReady, SQLException {
        return reading(telling, connection -> {
            connection.setAutoCommit(false);
            try {
                return new WholeReport(connection, query, this::alone).tell(groups);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** When all that is asked meanwhile is done, or has taken too long. */
    private void alone(WholeReport.Step step) throws SQLException {
        boolean isAlone = false;
        try {
            isAlone = querying.tryAcquire(AT_ONCE, 2L * QUERY_SECONDS, TimeUnit.SECONDS);
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } finally {
            querying.release(isAlone ? AT_ONCE : 0);
        }
    }

    /** One more than asked for, if there are more. */
    private static List<FactTable.Row> rows(Connection connection, FactQuery query) throws SQLException {
        if (!query.mayHaveManyGroups()) {
            try {
                return rows(connection, query, FactSql.rows(query));
            } catch (SQLException e) {
                if (!isOutOfMemory(e) || query.by().isEmpty()) {
                    throw e;
                }
                connection.rollback();
            }
        }
        List<FactTable.Row> best = new BestGroups(connection, query).rows();
        if (best != null) {
            return best;
        }
        execute(connection, FactSql.noneChosen(query));
        try {
            execute(connection, FactSql.choose(query, 0, 1));
        } catch (SQLException e) {
            if (!isOutOfMemory(e)) {
                throw e;
            }
            connection.rollback();
            execute(connection, FactSql.noneChosen(query));
            for (int part = 0; part < PARTS; part++) {
                execute(connection, FactSql.choose(query, part, PARTS));
            }
        }
        return rows(connection, query, FactSql.chosen(query));
    }

    static void execute(Connection connection, FactSql sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout(QUERY_SECONDS);
            sql.bind(statement);
            statement.execute();
        }
    }

    static List<FactTable.Row> rows(Connection connection, FactQuery query, FactSql sql) throws SQLException {
        List<FactTable.Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout(QUERY_SECONDS);
            sql.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found, query.by()));
                }
            }
        }
        return rows;
    }

    static boolean isOutOfMemory(SQLException error) {
        return String.valueOf(error.getMessage()).startsWith("Out of Memory");
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
    public Path export(long fromMicros, long toMicros) throws Facts.NotReady, SQLException {
        Database database = database();
        Path file = Exports.file(database.exports(), "facts", ".parquet");
        return reading(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        FactSql.export(fromMicros, toMicros, file.toString()).text());
            }
            return file;
        });
    }

    /** A new file for who asks, and to be deleted by them. */
    public Path file(String end) throws Facts.NotReady {
        return Exports.file(database().exports(), "report", end);
    }

    private Database database() throws Facts.NotReady {
        Database database = databases.get();
        if (database == null) {
            throw new Facts.NotReady("The rows of long reports are being opened.");
        }
        if (states.get().isIncomplete()) {
            throw new Facts.NotReady("The rows of long reports are being made from the journal; input "
                    + told.getAsLong() + " is done.");
        }
        return database;
    }

    <T> T reading(Database.Reading<T> reading) throws Facts.NotReady, SQLException {
        return reading(querying, reading);
    }

    private <T> T reading(Semaphore turn, Database.Reading<T> reading) throws Facts.NotReady, SQLException {
        Database database = database();
        boolean mine = false;
        try {
            mine = turn.tryAcquire(QUERY_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new Facts.NotReady("Too many long reports are being worked out.");
            }
            return database.read(reading);
        } catch (SQLException e) {
            if (Database.isDamage(e)) {
                LOG.error("analytics problem=\"{}\"", e.toString());
                damaged.accept(database);
                throw new Facts.NotReady("The rows of long reports are damaged; they are made again from the journal.");
            }
            if (isOutOfMemory(e)) {
                if (turn == querying && telling.availablePermits() == 0) {
                    throw new Facts.NotReady("A whole report is being written, and has the memory.");
                }
                throw new Facts.TooLarge("This report has more groups than fit into analytics.memory_mb and its scratch"
                        + " space: raise it, or ask for a shorter time or fewer groups.");
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Facts.NotReady("It stops.");
        } finally {
            if (mine) {
                turn.release();
            }
        }
    }
}
