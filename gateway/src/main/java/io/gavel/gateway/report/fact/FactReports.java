package io.gavel.gateway.report.fact;

import io.gavel.message.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works out long reports over a database, a few at once. Any thread; takes time, so on no event loop. */
public final class FactReports {
    private static final int AT_ONCE = 2;
    private static final int QUERY_SECONDS = 30;

    private final Supplier<@Nullable Database> databases;
    private final Supplier<Projector.State> states;
    private final Runnable damaged;
    private final Semaphore querying = new Semaphore(AT_ONCE, true);

    FactReports(Supplier<@Nullable Database> databases, Supplier<Projector.State> states, Runnable damaged) {
        this.databases = databases;
        this.states = states;
        this.damaged = damaged;
    }

    /** Over a database that nobody writes to; it is made if it is not there, and stays open. */
    public static FactReports over(Path folder, int memoryMebibytes) throws IOException, SQLException {
        Database database = Database.open(folder, memoryMebibytes);
        return new FactReports(() -> database, () -> Projector.State.NOTHING, () -> {});
    }

    /** Makes an empty database in a folder, and closes it. */
    public static void make(Path folder, int memoryMebibytes) throws IOException, SQLException {
        Database.open(folder, memoryMebibytes).close();
    }

    /** Works out a report. */
    public FactTable table(FactQuery query) throws Facts.NotReady, SQLException {
        return reading(connection -> {
            Projector.State state = states.get();
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
                    more || query.after() > 0 ? totals(connection, query) : FactTable.Sums.of(rows),
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
    public Path export(long fromMicros, long toMicros) throws Facts.NotReady, SQLException {
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

    private Database database() throws Facts.NotReady {
        Database database = databases.get();
        if (database == null) {
            throw new Facts.NotReady("The rows of long reports are being opened.");
        }
        return database;
    }

    private <T> T reading(Reading<T> reading) throws Facts.NotReady, SQLException {
        Database database = database();
        boolean mine = false;
        try {
            mine = querying.tryAcquire(QUERY_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new Facts.NotReady("Too many long reports are being worked out.");
            }
            try (Connection connection = database.reading()) {
                return reading.read(connection);
            }
        } catch (SQLException e) {
            if (Database.isDamage(e)) {
                damaged.run();
            }
            if (String.valueOf(e.getMessage()).startsWith("Out of Memory")) {
                throw new Facts.TooLarge("This report has more groups than fit into analytics.memory_mb and its scratch"
                        + " space: raise it, or ask for a shorter time or fewer groups.");
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Facts.NotReady("It stops.");
        } finally {
            if (mine) {
                querying.release();
            }
        }
    }

    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }
}
