package io.gavel.gateway.report.fact;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A report with all of its groups, however many they are: they are added up part by part, each part of a size that fits into the
 * memory, put in order once, and told chunk by chunk. Added up in one transaction, so it is of one moment. One thread, one report.
 */
final class WholeReport {
    /** So many groups are added up at once. */
    private static final int AT_ONCE = 10_000;

    private static final int PART = 50_000;
    private static final int MOST_PARTS = 512;
    private static final int CHUNK = 20_000;

    private final Connection connection;
    private final FactQuery query;
    private final Turn alone;

    /** {@code alone}: does what needs all of the memory, while nothing else is worked out. */
    WholeReport(Connection connection, FactQuery query, Turn alone) {
        this.connection = connection;
        this.query = query;
        this.alone = alone;
    }

    /** A part of the work. */
    interface Step {
        void run() throws SQLException;
    }

    /** When a step is done. */
    interface Turn {
        void take(Step step) throws SQLException;
    }

    /** Tells all groups, as the query sorts them; the sums of all. */
    FactTable.Sums tell(FactReports.Groups groups) throws SQLException, IOException {
        long count = query.by().isEmpty() ? 1 : count();
        FactTable.Adding totals = new FactTable.Adding();
        if (count <= AT_ONCE) {
            tell(FactReports.rows(connection, query, FactSql.all(query)), groups, totals);
            return totals.sums();
        }
        addUp((int) Math.min(MOST_PARTS, 1 + count / PART));
        connection.commit();
        fitting(() -> FactReports.execute(connection, FactSql.inOrder(query)));
        FactReports.execute(connection, FactSql.noSumsAnyMore());
        connection.commit(); // rows of a table that is not committed yet are not counted from 0
        boolean more = true;
        for (long from = 0; more; from += CHUNK) {
            List<FactTable.Row> rows = FactReports.rows(connection, query, FactSql.chunk(query, from, from + CHUNK));
            tell(rows, groups, totals);
            more = rows.size() == CHUNK;
        }
        return totals.sums();
    }

    private static void tell(List<FactTable.Row> rows, FactReports.Groups groups, FactTable.Adding totals)
            throws IOException {
        for (FactTable.Row row : rows) {
            totals.add(row);
            groups.group(row);
        }
    }

    /** As good as counted: within a few in a hundred. */
    private long count() throws SQLException {
        FactSql sql = FactSql.countGroups(query);
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout(FactReports.QUERY_SECONDS);
            sql.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    /** If it does not fit beside what others ask, when they are done. */
    private void fitting(Step step) throws SQLException {
        try {
            step.run();
        } catch (SQLException e) {
            if (!FactReports.isOutOfMemory(e)) {
                throw e;
            }
            connection.rollback();
            alone.take(step);
        }
    }

    /** If a part does not fit, from the beginning with smaller ones. */
    private void addUp(int parts) throws SQLException {
        try {
            FactReports.execute(connection, FactSql.noSums(query));
            for (int part = 0; part < parts; part++) {
                FactReports.execute(connection, FactSql.addUp(query, part, parts));
            }
        } catch (SQLException e) {
            if (!FactReports.isOutOfMemory(e) || parts == MOST_PARTS) {
                throw e;
            }
            connection.rollback();
            addUp(Math.min(MOST_PARTS, parts * 4));
        }
    }
}
