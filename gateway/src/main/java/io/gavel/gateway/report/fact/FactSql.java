package io.gavel.gateway.report.fact;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A query as SQL: words of our own and question marks; what a user said is bound to these. Pure. */
final class FactSql {
    private static final long MINUTE = 60_000_000;
    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;

    /** Tenths of the score, which may be 1; null without a score, which {@code least} alone would pass over. */
    private static final String BAND = "(CASE WHEN score IS NOT NULL THEN least(score // 100, 9) END)";

    /** The sums, in the order in which they are selected. */
    static final List<Measure> SUMS = java.util.Arrays.stream(Measure.values())
            .filter(measure -> measure.over() == null)
            .toList();

    private final StringBuilder sql = new StringBuilder(1024);
    private final List<Object> values = new ArrayList<>();

    private FactSql() {}

    /** The groups, their sums behind them. */
    static FactSql rows(FactQuery query) {
        FactSql made = all(query);
        made.page(query);
        return made;
    }

    /** A table of this connection's own for the groups that are shown: k1, k2, … and t, what they are sorted by. */
    static FactSql noneChosen(FactQuery query) {
        FactSql made = new FactSql();
        made.sql.append("CREATE TEMP TABLE chosen AS ");
        made.groupsSorted(query);
        made.sql.append(" FROM fact");
        made.groupBy(query);
        made.sql.append(" LIMIT 0");
        return made;
    }

    /**
     * Chooses among the groups of one part of many those that may be shown: nothing of them is added up but what they are sorted by,
     * so many more of them fit into memory.
     *
     * @param part from 0
     * @param parts 1: all
     */
    static FactSql choose(FactQuery query, int part, int parts) {
        FactSql made = new FactSql();
        made.sql.append("INSERT INTO chosen ");
        made.groupsSorted(query);
        made.sql.append(" FROM fact");
        made.where(query);
        made.part(query, part, parts);
        made.groupBy(query);
        made.order(query);
        made.sql.append(" LIMIT ?");
        made.values.add(query.after() + query.limit() + 1);
        return made;
    }

    /** The sums of the best of the chosen groups: as {@link #rows} has them. */
    static FactSql chosen(FactQuery query) {
        FactSql made = new FactSql();
        int count = query.by().size();
        made.sql.append("SELECT ");
        made.keys("seen.", count);
        made.sql.append(", ");
        made.sums();
        made.sql.append(" FROM (SELECT *");
        for (int i = 1; i <= count; i++) {
            made.sql.append(", ");
            made.group(query.by().get(i - 1), query);
            made.sql.append(" AS k").append(i);
        }
        made.sql.append(" FROM fact");
        made.where(query);
        made.sql.append(") seen SEMI JOIN (SELECT ");
        made.keys("", count);
        made.sql.append(" FROM chosen");
        made.inOrderOfKept(query);
        made.page(query);
        made.sql.append(") best ON ");
        for (int i = 1; i <= count; i++) {
            made.sql.append(i == 1 ? "" : " AND ").append("seen.k").append(i);
            made.sql.append(" = best.k").append(i);
        }
        made.groupBy(query);
        made.order(query);
        return made;
    }

    /**
     * The best groups of a part, as hashes of what they are grouped by and what they are sorted by, best first: a million hashes and
     * sums fit where a million texts do not. {@code part}: from 0.
     */
    static FactSql hashes(FactQuery query, int part, int parts, long most) {
        FactSql made = new FactSql();
        made.sql.append("SELECT ");
        made.hash(query);
        made.sql.append(" AS h, CAST(").append(sortedBy(query)).append(" AS DOUBLE) AS t FROM fact");
        made.where(query);
        made.part(query, part, parts);
        made.sql.append(" GROUP BY 1 ORDER BY t").append(direction(query)).append(" LIMIT ?");
        made.values.add(most);
        return made;
    }

    /** The best of the groups that have these hashes: as {@link #rows} has them. */
    static FactSql hashed(FactQuery query, List<Long> hashes) {
        FactSql made = new FactSql();
        made.sql.append("SELECT ");
        made.groups(query);
        made.sums();
        made.sql.append(" FROM fact");
        made.where(query);
        made.sql.append(" AND ");
        made.hash(query);
        for (int i = 0; i < hashes.size(); i++) {
            made.sql.append(i == 0 ? " IN (" : ", ").append(Long.toUnsignedString(hashes.get(i)));
        }
        made.sql.append(")");
        made.groupBy(query);
        made.order(query);
        made.page(query);
        return made;
    }

    /** All groups at once, their sums behind them. */
    static FactSql all(FactQuery query) {
        FactSql made = new FactSql();
        made.sql.append("SELECT ");
        made.groups(query);
        made.sums();
        made.sql.append(" FROM fact");
        made.where(query);
        made.groupBy(query);
        made.order(query);
        return made;
    }

    /** About how many groups there are. */
    static FactSql countGroups(FactQuery query) {
        FactSql made = new FactSql();
        made.sql.append("SELECT approx_count_distinct(");
        made.hash(query);
        made.sql.append(") FROM fact");
        made.where(query);
        return made;
    }

    /** A table of this connection's own for sums: k1, k2, … and t, what they are sorted by, then s0, s1, …. */
    static FactSql noSums(FactQuery query) {
        FactSql made = new FactSql();
        made.sql.append("CREATE TEMP TABLE summed AS ");
        made.groupsSummed(query);
        made.groupBy(query);
        made.sql.append(" LIMIT 0");
        return made;
    }

    /** Adds up the groups of one part of many; {@code part}: from 0. */
    static FactSql addUp(FactQuery query, int part, int parts) {
        FactSql made = new FactSql();
        made.sql.append("INSERT INTO summed ");
        made.groupsSummed(query);
        made.where(query);
        made.part(query, part, parts);
        made.groupBy(query);
        return made;
    }

    /** The same table in the order in which it is told. */
    static FactSql inOrder(FactQuery query) {
        FactSql made = new FactSql();
        made.sql.append("CREATE TEMP TABLE told_in_order AS SELECT * FROM summed");
        made.inOrderOfKept(query);
        return made;
    }

    static FactSql noSumsAnyMore() {
        FactSql made = new FactSql();
        made.sql.append("DROP TABLE summed");
        return made;
    }

    /** Some of its rows, as {@link #rows} has them. */
    static FactSql chunk(FactQuery query, long from, long to) {
        FactSql made = new FactSql();
        made.sql.append("SELECT ");
        made.keys("", query.by().size());
        for (int i = 0; i < SUMS.size(); i++) {
            made.sql.append(", s").append(i);
        }
        made.sql.append(" FROM told_in_order WHERE rowid >= ? AND rowid < ? ORDER BY rowid");
        made.values.add(from);
        made.values.add(to);
        return made;
    }

    /** The sums of all groups. */
    static FactSql totals(FactQuery query) {
        FactSql made = new FactSql();
        made.sql.append("SELECT ");
        made.sums();
        made.sql.append(" FROM fact");
        made.where(query);
        return made;
    }

    /** The rows themselves, as they are exported. */
    static FactSql export(long fromMicros, long toMicros, String file) {
        FactSql made = new FactSql();
        made.sql.append("""
                COPY (SELECT make_timestamp(micros) AS at, product, seller, campaign, buyer, source, state, keyword,
                    landing_page, number, score, pings, auctions, accepted, bids, bid_micros, awards, posts, sold, calls,
                    answered, billable, seconds, returned, revenue AS revenue_micros, cost AS cost_micros, telephony AS telephony_micros, spend AS spend_micros,
                    held AS held_micros
                FROM fact WHERE micros >=\s""");
        made.sql.append(ceiling(fromMicros)).append(" AND micros < ").append(ceiling(toMicros));
        made.sql.append(" ORDER BY place) TO '").append(file.replace("'", "''")).append("'");
        made.sql.append(" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 30720)");
        return made;
    }

    String text() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private void sums() {
        for (int i = 0; i < SUMS.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append("CAST(").append(SUMS.get(i).sum());
            sql.append(" AS BIGINT) AS s").append(i);
        }
    }

    /** The groups, and what they are sorted by. */
    private void groupsSorted(FactQuery query) {
        sql.append("SELECT ");
        groups(query);
        sql.append(sortedBy(query)).append(" AS t");
    }

    /** Of a table of {@link #groupsSorted}. */
    private void inOrderOfKept(FactQuery query) {
        sql.append(" ORDER BY t").append(direction(query));
        for (int i = 1; i <= query.by().size(); i++) {
            sql.append(", k").append(i);
        }
    }

    private void groupsSummed(FactQuery query) {
        groupsSorted(query);
        sql.append(", ");
        sums();
        sql.append(" FROM fact");
    }

    /** Nothing if there is one part only. */
    private void part(FactQuery query, int part, int parts) {
        if (parts > 1) {
            sql.append(" AND ");
            hash(query);
            sql.append(" % ").append(parts).append(" = ").append(part);
        }
    }

    private void hash(FactQuery query) {
        sql.append("hash(");
        String comma = "";
        for (Grouping grouping : query.by()) {
            sql.append(comma);
            group(grouping, query);
            comma = ", ";
        }
        sql.append(")");
    }

    private void groupBy(FactQuery query) {
        for (int i = 1; i <= query.by().size(); i++) {
            sql.append(i == 1 ? " GROUP BY " : ", ").append(i);
        }
    }

    private void page(FactQuery query) {
        sql.append(" LIMIT ? OFFSET ?");
        values.add((long) query.limit() + 1);
        values.add(query.after());
    }

    private void keys(String table, int count) {
        for (int i = 1; i <= count; i++) {
            sql.append(i == 1 ? "" : ", ").append(table).append('k').append(i);
        }
    }

    /** Each group's expression, named k1, k2, …, and a comma. */
    private void groups(FactQuery query) {
        for (int i = 0; i < query.by().size(); i++) {
            group(query.by().get(i), query);
            sql.append(" AS k").append(i + 1).append(", ");
        }
    }

    private void group(Grouping grouping, FactQuery query) {
        switch (grouping) {
            case HOUR -> {
                String ahead = LocalTimeSql.ahead(query);
                sql.append("(micros + ").append(ahead).append(") // ").append(HOUR);
                sql.append(" * ").append(HOUR).append(" - ").append(ahead);
            }
            case DAY -> {
                sql.append("(micros + ").append(LocalTimeSql.ahead(query));
                sql.append(") // ").append(DAY);
            }
            case SCORE_BAND -> sql.append("coalesce(").append(BAND).append(", -1)");
            default -> sql.append(grouping.word());
        }
    }

    private void where(FactQuery query) {
        sql.append(" WHERE micros >= ? AND micros < ?");
        values.add(ceiling(query.fromMicros()));
        values.add(ceiling(query.toMicros()));
        for (Map.Entry<Grouping, String> filter : query.filters().entrySet()) {
            sql.append(" AND ").append(filter.getKey().word()).append(" = ?");
            values.add(filter.getValue());
        }
        if (query.scoreBand() >= 0) {
            sql.append(" AND ").append(BAND).append(" = ?");
            values.add(query.scoreBand());
        }
    }

    /** The P and L is kept by the minute: the first that begins then or later. */
    private static long ceiling(long micros) {
        return -Math.floorDiv(-micros, MINUTE) * MINUTE;
    }

    private void order(FactQuery query) {
        List<String> terms = new ArrayList<>();
        Measure first = query.order();
        if (first != null) {
            terms.add(term(first) + direction(query));
        }
        for (int i = 1; i <= query.by().size(); i++) {
            terms.add(i + " ASC");
        }
        if (!terms.isEmpty()) {
            sql.append(" ORDER BY ").append(String.join(", ", terms));
        }
    }

    private static String direction(FactQuery query) {
        return (query.descending() ? " DESC" : " ASC") + " NULLS LAST";
    }

    private static String sortedBy(FactQuery query) {
        Measure first = query.order();
        return first == null ? "0" : term(first);
    }

    private static String term(Measure measure) {
        Measure under = measure.under();
        if (under == null) {
            return measure.sum();
        }
        Measure over = Objects.requireNonNull(measure.over());
        return "(" + over.sum() + ") / nullif(" + under.sum() + ", 0)";
    }
}
