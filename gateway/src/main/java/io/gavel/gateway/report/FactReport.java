package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.fact.FactQuery;
import io.gavel.gateway.report.fact.FactTable;
import io.gavel.gateway.report.fact.Facts;
import io.gavel.gateway.report.fact.Grouping;
import io.gavel.gateway.report.fact.Measure;
import io.gavel.message.EntityKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports over all that was ever projected: {@code GET /v1/reports/calls}, the P and L by what the cube does not have, and {@code GET
 * /v1/reports/export}.
 */
final class FactReport {
    private static final Logger LOG = LoggerFactory.getLogger(FactReport.class);
    private static final int LIMIT = 1_000;
    private static final long LARGEST_OFFSET = 10_000_000;
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final Problem OFF = new Problem(
            404, "analytics_off", "This exchange keeps no rows for such reports: analytics.enabled is false.");

    /** A filter by one of these is a text that has to be equal. */
    private static final List<Grouping> FILTERS = List.of(
            Grouping.SELLER,
            Grouping.BUYER,
            Grouping.CAMPAIGN,
            Grouping.SOURCE,
            Grouping.KEYWORD,
            Grouping.LANDING_PAGE,
            Grouping.NUMBER,
            Grouping.STATE);

    private final @Nullable Facts facts;
    private final Directory directory;
    private final InstantSource clock;
    private final Desk desk;
    /** Where whole reports are written, one after the other, so that short ones do not wait for them. */
    private final Desk wholes;

    /** {@code facts} null: there are none. */
    FactReport(@Nullable Facts facts, Directory directory, InstantSource clock, Desk desk, Desk wholes) {
        this.facts = facts;
        this.directory = directory;
        this.clock = clock;
        this.desk = desk;
        this.wholes = wholes;
    }

    /** Whether a P and L that is asked for so can only come from here. */
    static boolean isWanted(Call call) {
        for (String name :
                List.of("keyword", "landing_page", "number", "state", "score_band", "sort", "limit", "after")) {
            if (call.query(name) != null) {
                return true;
            }
        }
        String by = call.query("by");
        if (by == null) {
            return false;
        }
        for (String word : by.split(",", -1)) {
            if (Grouping.of(word) != null && !PnlTable.GROUPS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    void calls(Call call) {
        report(call, "calls", FactWriter.OF_CALLS, "call");
    }

    void pnl(Call call) {
        report(call, "pnl", FactWriter.OF_PNL, null);
    }

    private void report(Call call, String name, List<Measure> columns, @Nullable String product) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        String format = query.word("format", "json", "csv");
        FactQuery asked = query(call, query, product);
        if (query.isRefused()) {
            return;
        }
        Facts rows = facts;
        if (rows == null) {
            call.problem(OFF);
            return;
        }
        if (format.equals("csv") && call.query("limit") == null && call.query("after") == null) {
            whole(call, rows, name, columns, asked);
            return;
        }
        desk.answer(call, () -> {
            FactTable table;
            try {
                table = rows.table(asked);
            } catch (Facts.NotReady e) {
                return Desk.Answer.problem(notReady(e));
            }
            FactWriter writer = new FactWriter(table, columns, market.currency());
            return format.equals("csv") ? Desk.Answer.csv(name, writer.csv()) : Desk.Answer.json(writer::json);
        });
    }

    /** All groups, however many, by way of a file: whoever reads slowly keeps nothing but that. */
    private void whole(Call call, Facts rows, String name, List<Measure> columns, FactQuery asked) {
        wholes.work(call, () -> {
            Path file = null;
            try {
                file = rows.file(".csv");
                FactFile.write(file, rows, asked, columns);
                Path written = file;
                return () -> send(call, name + ".csv", "text/csv; charset=utf-8", written);
            } catch (Facts.NotReady e) {
                delete(file);
                Problem problem = notReady(e);
                return () -> call.problem(problem);
            } catch (SQLException | IOException | RuntimeException e) {
                delete(file);
                LOG.error("report={} problem=\"{}\"", name, e.toString());
                return () -> call.problem(Desk.FAILED);
            }
        });
    }

    private static void send(Call call, String name, String type, Path file) {
        call.with("content-disposition", "attachment; filename=\"" + name + "\"");
        call.file(type, file, () -> delete(file));
    }

    private static Problem notReady(Facts.NotReady e) {
        if (e instanceof Facts.TooLarge) {
            return new Problem(422, "report_too_large", String.valueOf(e.getMessage()));
        }
        return new Problem(503, "analytics_not_ready", e.getMessage() + " Try again.", List.of(), 2);
    }

    private FactQuery query(Call call, Query query, @Nullable String product) {
        ZoneId zone = query.zone();
        long from = query.fromMicros(zone);
        long to = query.toMicros(zone);
        List<Grouping> by = by(query);
        Map<Grouping, String> filters = new EnumMap<>(Grouping.class);
        query.id("seller", EntityKind.SELLER);
        query.id("buyer", EntityKind.BUYER);
        query.id("campaign", EntityKind.CAMPAIGN);
        for (Grouping grouping : FILTERS) {
            String value = call.query(grouping.word());
            if (value != null) {
                filters.put(grouping, value);
            }
        }
        String wanted = product == null ? query.word("product", "", "lead", "call") : product;
        if (!wanted.isEmpty()) {
            filters.put(Grouping.PRODUCT, wanted);
        }
        String sort = call.query("sort");
        boolean descending = sort != null && sort.startsWith("-");
        Measure order = sort == null ? null : FactWriter.column(descending ? sort.substring(1) : sort);
        if (sort != null && order == null) {
            query.error("sort", "must be a column like revenue, or -revenue for the largest first");
        }
        long after = query.after();
        if (after < 0 || after > LARGEST_OFFSET) {
            query.error("after", "must be what an earlier answer said as \"next\"");
        }
        int limit = query.limit(LIMIT);
        return new FactQuery(
                from, Math.max(from, to), zone, by, filters, band(call, query), order, descending, limit, after);
    }

    private static int band(Call call, Query query) {
        String text = call.query("score_band");
        if (text == null) {
            return -1;
        }
        if (!text.matches("0\\.[0-9]")) {
            query.error("score_band", "must be tenths like 0.3, which is from 0.3 to below 0.4");
            return -1;
        }
        return text.charAt(2) - '0';
    }

    private static List<Grouping> by(Query query) {
        List<Grouping> by = new ArrayList<>();
        for (String word : query.words("by")) {
            Grouping grouping = Grouping.of(word);
            if (grouping == null) {
                query.error("by", "may have " + String.join(", ", words()));
                return List.of();
            }
            if (by.contains(grouping) || (grouping.isTime() && by.stream().anyMatch(Grouping::isTime))) {
                query.error("by", "has each at most once, and either hour or day");
                return List.of();
            }
            by.add(grouping);
        }
        return by;
    }

    private static List<String> words() {
        return java.util.Arrays.stream(Grouping.values()).map(Grouping::word).toList();
    }

    /** The rows themselves, as a Parquet file. */
    void export(Call call) {
        Query query = new Query(call, directory.now(), clock);
        ZoneId zone = query.zone();
        long from = query.fromMicros(zone);
        long to = query.toMicros(zone);
        query.word("format", "parquet");
        if (query.isRefused()) {
            return;
        }
        Facts rows = facts;
        if (rows == null) {
            call.problem(OFF);
            return;
        }
        desk.work(call, () -> {
            Path file;
            try {
                file = rows.export(from, to);
            } catch (Facts.NotReady e) {
                Problem problem = notReady(e);
                return () -> call.problem(problem);
            } catch (SQLException e) {
                LOG.error("export problem=\"{}\"", e.toString());
                return () -> call.problem(Desk.FAILED);
            }
            return () -> send(call, "gavel-facts.parquet", PARQUET, file);
        });
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("export left=\"{}\" cause=\"{}\"", file, e.toString());
        }
    }
}
