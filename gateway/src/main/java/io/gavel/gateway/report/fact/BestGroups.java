package io.gavel.gateway.report.fact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the groups of a page out of very many by hashes of their keys: all groups are added up, but of each only its hash and what
 * it is sorted by; then the chosen ones are added up with their keys. Whoever is as good as the last of the page is chosen, too, so
 * the page is that of all groups. One report; the transaction's thread.
 */
final class BestGroups {
    /** Deeper pages are chosen by keys. */
    private static final long DEEPEST = 10_000;
    /** So many may be as good as the last of the page. */
    private static final int TIES = 4_096;
    /** So many hashes and sums are added up in 128 MiB. */
    private static final long AT_ONCE = 550_000;

    private static final int SMALLER = 4;

    private final Connection connection;
    private final FactQuery query;

    BestGroups(Connection connection, FactQuery query) {
        this.connection = connection;
        this.query = query;
    }

    /** A group's hash, and its place in the order: the best is the smallest, what has no value is the last. */
    private record Group(long hash, double rank) {}

    /** One row more than asked for, if there are more; null: they are to be chosen by their keys. */
    @Nullable
    List<FactTable.Row> rows() throws SQLException {
        long wanted = query.after() + query.limit() + 1;
        if (query.order() == null || wanted > DEEPEST) {
            return null;
        }
        int parts = (int) Math.max(1, (count() + AT_ONCE - 1) / AT_ONCE);
        for (int tries = 0; tries < 2; tries++) {
            try {
                List<Long> hashes = hashes((int) wanted, parts);
                return hashes == null
                        ? null
                        : hashes.isEmpty()
                                ? new ArrayList<>()
                                : FactReports.rows(connection, query, FactSql.hashed(query, hashes));
            } catch (SQLException e) {
                if (!FactReports.isOutOfMemory(e)) {
                    throw e;
                }
                connection.rollback();
                parts *= SMALLER;
            }
        }
        return null;
    }

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

    /** Null: more than can be looked at are as good as the last. */
    private @Nullable List<Long> hashes(int wanted, int parts) throws SQLException {
        List<Group> groups = new ArrayList<>();
        double firstCut = Double.POSITIVE_INFINITY;
        boolean isCut = false;
        for (int part = 0; part < parts; part++) {
            List<Group> best = best(part, parts, wanted + TIES);
            groups.addAll(best);
            if (best.size() == wanted + TIES) {
                isCut = true;
                firstCut = Math.min(firstCut, best.get(best.size() - 1).rank);
            }
        }
        groups.sort(Comparator.comparingDouble(Group::rank));
        double last = groups.size() < wanted ? Double.POSITIVE_INFINITY : groups.get(wanted - 1).rank;
        if (isCut && firstCut <= last) {
            return null;
        }
        List<Long> hashes = new ArrayList<>(wanted);
        for (Group group : groups) {
            if (group.rank <= last) {
                hashes.add(group.hash);
            }
        }
        return hashes;
    }

    private List<Group> best(int part, int parts, int most) throws SQLException {
        List<Group> best = new ArrayList<>();
        FactSql sql = FactSql.hashes(query, part, parts, most);
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout(FactReports.QUERY_SECONDS);
            sql.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    long hash = Long.parseUnsignedLong(found.getString(1));
                    double value = found.getDouble(2);
                    double rank = query.descending() ? -value : value;
                    best.add(new Group(hash, found.wasNull() ? Double.POSITIVE_INFINITY : rank));
                }
            }
        }
        return best;
    }
}
