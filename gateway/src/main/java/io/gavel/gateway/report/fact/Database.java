package io.gavel.gateway.report.fact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows in DuckDB: one connection writes, on the analytics thread; each query has its own. Rows and the place up to which they
 * reach are one transaction, so whatever kills the process nothing is there twice and nothing is missing. It reads and writes in
 * its folder only, loads no extension and knows no network.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String FILE = "facts.duckdb";
    private static final int VERSION = 3;
    private static final int BATCHES_KEPT = 10_000;
    /** DuckDB has no codes for these. */
    private static final List<String> DAMAGE =
            List.of("corrupt", "checksum", "invalidated", "could not read", "deserialize", "internal error");

    private static final List<String> SURROUNDINGS =
            List.of("no space left", "lock on file", "too many open files", "permission denied");

    private static final int MOST_READERS = 1_000;
    private static final int READERS_SECONDS = 60;

    private final Path exports;
    private final DuckDBConnection writer;
    private final Semaphore readers = new Semaphore(MOST_READERS);
    private volatile boolean isClosed;

    private Database(Path folder, DuckDBConnection writer) {
        this.exports = folder.resolve("exports");
        this.writer = writer;
    }

    /**
     * Opens the database of a folder, or makes it. What cannot be opened, or is of another version, is thrown away: the journal has it.
     *
     * @throws SQLException if it cannot be opened for want of something else, or cannot even be made
     */
    static Database open(Path folder, int memoryMebibytes) throws IOException, SQLException {
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(FILE))) {
            try {
                return connect(folder, memoryMebibytes);
            } catch (SQLException damaged) {
                if (passes(damaged)) {
                    throw damaged;
                }
                LOG.warn("analytics thrown_away=\"{}\" cause=\"{}\"", folder, damaged.getMessage());
                discard(folder);
            }
        }
        return connect(folder, memoryMebibytes);
    }

    /** Deletes the database of a folder; it must not be open. */
    static void discard(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(FILE)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Database connect(Path folder, int memoryMebibytes) throws IOException, SQLException {
        Path exports = Exports.empty(folder.resolve("exports"));
        Path scratch = folder.resolve("scratch").toAbsolutePath();
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memoryMebibytes + "MiB");
        settings.setProperty("threads", "2");
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("temp_directory", scratch.toString());
        settings.setProperty("max_temp_directory_size", "2GiB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("secret_directory", scratch.toString());
        settings.setProperty("extension_directory", scratch.toString());
        Connection made =
                new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve(FILE).toAbsolutePath(), settings);
        Library.tidy();
        DuckDBConnection writer = made.unwrap(DuckDBConnection.class);
        try (Statement statement = writer.createStatement()) {
            statement.execute("SET home_directory = '" + quoted(scratch) + "'");
            statement.execute("SET allowed_directories = ['" + quoted(exports) + "']");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            Schema.create(statement);
            requireVersion(statement);
            writer.setAutoCommit(false);
            return new Database(folder, writer);
        } catch (SQLException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }

    private static void requireVersion(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT version FROM place")) {
            if (!found.next()) {
                statement.execute("INSERT INTO place VALUES (" + VERSION + ", 0, 0)");
            } else if (found.getInt(1) != VERSION) {
                throw new SQLException("it is of version " + found.getInt(1) + ", not " + VERSION);
            }
        }
    }

    /** Where the rows end; 0: there are none. */
    long place() throws SQLException {
        return number("SELECT place FROM place");
    }

    /** From when on rows are complete, microseconds; 0: from the beginning. */
    long since() throws SQLException {
        return number("SELECT since FROM place");
    }

    private long number(String query) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            long value = found.next() ? found.getLong(1) : 0;
            writer.commit();
            return value;
        }
    }

    /** Writes rows, late origins and where they end, or nothing. */
    void append(Reader.Rows rows) throws SQLException {
        atOnce(statement -> {
            try (DuckDBAppender appender = writer.createAppender("fact")) {
                for (Fact fact : rows.facts()) {
                    Schema.append(appender, fact);
                }
            }
            try (DuckDBAppender appender = writer.createAppender("told")) {
                for (Reader.Told told : rows.told()) {
                    Schema.append(appender, told);
                }
            }
            for (Map.Entry<Long, Origin> each : rows.corrections().entrySet()) {
                correct(each.getKey(), each.getValue());
            }
            score(statement, rows.scores());
            statement.execute("UPDATE place SET place = " + rows.place());
            statement.execute("INSERT INTO batch VALUES (" + rows.place() + ")");
        });
    }

    private static void score(Statement statement, Map<Long, Integer> scores) throws SQLException {
        if (!scores.isEmpty()) {
            String values = scores.entrySet().stream()
                    .map(each -> "(" + each.getKey() + ", " + each.getValue() + ")")
                    .collect(Collectors.joining(", "));
            statement.execute("UPDATE fact SET score = given.score FROM (VALUES " + values
                    + ") given(subject, score) WHERE fact.subject = given.subject AND fact.kind <> "
                    + Fact.Kind.PING.code());
        }
    }

    private void correct(long call, Origin origin) throws SQLException {
        try (PreparedStatement update = writer.prepareStatement(
                "UPDATE fact SET keyword = ?, landing_page = ?, number = ? WHERE subject = ?")) {
            update.setString(1, origin.keyword());
            update.setString(2, origin.page());
            update.setString(3, origin.number());
            update.setLong(4, call);
            update.executeUpdate();
        }
    }

    /** The journal could not tell what was before: rows are complete from a time on. */
    void since(long micros) throws SQLException {
        atOnce(statement -> statement.execute("UPDATE place SET since = " + micros));
    }

    /** Takes back what was written behind a place, with the whole batch that reaches over it; where the rows end then. */
    long takeBack(long place) throws SQLException {
        long end = number("SELECT max(place) FROM batch WHERE place <= " + place);
        atOnce(statement -> {
            statement.execute("DELETE FROM fact WHERE place > " + end);
            statement.execute("DELETE FROM told WHERE place > " + end);
            statement.execute("DELETE FROM batch WHERE place > " + end);
            statement.execute("UPDATE place SET place = " + end);
        });
        return end;
    }

    /** Forgets rows that are older than a time, and batches that no journal will be shorter than. */
    void forget(long beforeMicros) throws SQLException {
        atOnce(statement -> {
            statement.execute("DELETE FROM fact WHERE micros < " + beforeMicros);
            statement.execute("DELETE FROM batch WHERE place < (SELECT min(place) FROM"
                    + " (SELECT place FROM batch ORDER BY place DESC LIMIT " + BATCHES_KEPT + "))");
        });
    }

    /** Takes from rows what a visit told, for calls whose caller was erased; the calls. */
    List<Long> erase(Collection<Long> references) throws SQLException {
        List<Long> calls = new ArrayList<>();
        if (references.isEmpty()) {
            return calls;
        }
        String among = list(references);
        atOnce(statement -> {
            try (ResultSet found = statement.executeQuery("SELECT DISTINCT subject FROM fact WHERE kind = "
                    + Fact.Kind.CALL.code() + " AND reference IN (" + among + ")")) {
                while (found.next()) {
                    calls.add(found.getLong(1));
                }
            }
            if (!calls.isEmpty()) {
                statement.execute("UPDATE fact SET keyword = '', landing_page = '', reference = 0 WHERE subject IN ("
                        + list(calls) + ")");
            }
        });
        return calls;
    }

    /** Puts the origins of subjects that are in the database into {@code known}. */
    void find(Collection<Long> subjects, Known known) throws SQLException {
        if (subjects.isEmpty()) {
            return;
        }
        try (Statement statement = writer.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT subject, state, keyword, landing_page, number, score, place FROM fact WHERE kind IN ("
                                + Fact.Kind.PING.code() + ", " + Fact.Kind.POST.code() + ", " + Fact.Kind.CALL.code()
                                + ") AND subject IN (" + list(subjects) + ") UNION ALL SELECT ping, state, keyword,"
                                + " landing_page, '', NULL, place FROM told WHERE ping IN (" + list(subjects)
                                + ") ORDER BY place")) {
            while (found.next()) {
                int score = found.getInt(6);
                known.put(
                        found.getLong(1),
                        new Origin(
                                found.getString(2),
                                found.getString(3),
                                found.getString(4),
                                found.getString(5),
                                found.wasNull() ? Origin.NO_SCORE : score));
            }
        }
        writer.commit();
    }

    private static String list(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Forgets where pings came from that nothing can be posted on any more. */
    void forgetTold(long beforeMicros) throws SQLException {
        atOnce(statement -> statement.execute("DELETE FROM told WHERE micros < " + beforeMicros));
    }

    /** Reads over a connection of one's own. Any thread. */
    <T> T read(Reading<T> reading) throws Facts.NotReady, SQLException {
        if (!readers.tryAcquire()) {
            throw new Facts.NotReady("The rows of long reports are being made again.");
        }
        try (Connection connection = writer.duplicate()) {
            return reading.read(connection);
        } catch (SQLException e) {
            if (isClosed) {
                throw new Facts.NotReady("The rows of long reports are being closed.");
            }
            throw e;
        } finally {
            readers.release();
        }
    }

    /** What is done with a connection. */
    interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /** Where exported files are. */
    Path exports() {
        return exports;
    }

    /** Whether an error says that what is on the disk cannot be trusted. */
    static boolean isDamage(SQLException error) {
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return DAMAGE.stream().anyMatch(text::contains);
    }

    /** Whether an error is not of the file but of its surroundings: to open it may succeed later. */
    private static boolean passes(SQLException error) {
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return SURROUNDINGS.stream().anyMatch(text::contains);
    }

    private void atOnce(Work work) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            work.run(statement);
            writer.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                writer.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        isClosed = true;
        writer.close();
    }

    /**
     * Closes it wholly, so that its file may go: whoever reads still is waited for, for DuckDB gives the same damaged database to who
     * opens its file meanwhile.
     *
     * @throws SQLException if they take too long
     */
    void closeWholly() throws SQLException {
        close();
        try {
            if (!readers.tryAcquire(MOST_READERS, READERS_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("it is damaged, and still read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("it stops", e);
        }
    }

    private interface Work {
        void run(Statement statement) throws SQLException;
    }
}
