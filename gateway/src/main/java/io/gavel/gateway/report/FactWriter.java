package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.report.fact.FactTable;
import io.gavel.gateway.report.fact.Grouping;
import io.gavel.gateway.report.fact.Measure;
import io.gavel.message.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A long report as JSON or CSV; both have the same columns in the same order. One thread. */
final class FactWriter {
    /** Of the P and L: its own columns, and what the cube cannot say. */
    static final List<Measure> OF_PNL = List.of(
            Measure.PINGS,
            Measure.AUCTIONS,
            Measure.ACCEPTED,
            Measure.BIDS,
            Measure.AWARDS,
            Measure.POSTS,
            Measure.SOLD,
            Measure.CALLS,
            Measure.ANSWERED,
            Measure.BILLABLE,
            Measure.SECONDS,
            Measure.RETURNED,
            Measure.REVENUE,
            Measure.COST,
            Measure.TELEPHONY,
            Measure.MARGIN,
            Measure.SPEND,
            Measure.HELD,
            Measure.DECIDED,
            Measure.COST_PER_LEAD,
            Measure.COST_PER_CALL,
            Measure.PING_RATIO,
            Measure.ACCEPTANCE,
            Measure.AVERAGE_BID,
            Measure.ANSWER_RATE,
            Measure.AVERAGE_SECONDS);

    static final List<Measure> OF_CALLS = List.of(
            Measure.CALLS,
            Measure.ANSWERED,
            Measure.ANSWER_RATE,
            Measure.BILLABLE,
            Measure.BILLABLE_RATE,
            Measure.SECONDS,
            Measure.AVERAGE_SECONDS,
            Measure.AUCTIONS,
            Measure.BIDS,
            Measure.AVERAGE_BID,
            Measure.RETURNED,
            Measure.REVENUE,
            Measure.COST,
            Measure.TELEPHONY,
            Measure.MARGIN,
            Measure.SPEND,
            Measure.HELD,
            Measure.DECIDED,
            Measure.COST_PER_CALL);

    private static final int MINUTE = 60;

    private final FactTable table;
    private final List<Measure> columns;
    private final String currency;

    FactWriter(FactTable table, List<Measure> columns, String currency) {
        this.table = table;
        this.columns = columns;
        this.currency = currency;
    }

    void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("currency", currency);
        json.writeArrayFieldStart("rows");
        for (FactTable.Row row : table.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.keys().size(); i++) {
                String key = row.keys().get(i);
                json.writeStringField(table.by().get(i).word(), key.isEmpty() ? null : key);
            }
            columns(json, row.sums());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("totals");
        columns(json, table.totals());
        json.writeEndObject();
        if (table.asOfMicros() > 0) {
            Json.time(json, "as_of", table.asOfMicros());
        }
        if (table.sinceMicros() > 0) {
            Json.time(json, "since", table.sinceMicros());
        }
        if (table.next() > 0) {
            json.writeStringField("next", Query.cursor(table.next()));
        }
        json.writeEndObject();
    }

    private void columns(JsonGenerator json, FactTable.Sums sums) throws IOException {
        for (Measure column : columns) {
            json.writeFieldName(name(column));
            String text = text(column, sums);
            if (text.isEmpty()) {
                json.writeNull();
            } else {
                json.writeNumber(text);
            }
        }
    }

    /** The rows, and the totals of all of them last, under the word {@code total} if there is a key to stand under. */
    String csv() {
        Csv csv = new Csv();
        head(csv, table.by(), columns);
        table.rows().forEach(row -> row(csv, table.by(), columns, row));
        totals(csv, table.by(), columns, table.totals());
        return csv.toString();
    }

    static void head(Csv csv, List<Grouping> by, List<Measure> columns) {
        by.forEach(grouping -> csv.plain(grouping.word()));
        columns.forEach(column -> csv.plain(name(column)));
        csv.end();
    }

    static void row(Csv csv, List<Grouping> by, List<Measure> columns, FactTable.Row row) {
        for (int i = 0; i < by.size(); i++) {
            String key = row.keys().get(i);
            boolean isPhone = by.get(i) == Grouping.NUMBER && key.matches("\\+[0-9]+");
            if (isPhone) {
                csv.plain(key);
            } else {
                csv.text(key);
            }
        }
        columns.forEach(column -> csv.plain(text(column, row.sums())));
        csv.end();
    }

    static void totals(Csv csv, List<Grouping> by, List<Measure> columns, FactTable.Sums totals) {
        for (int i = 0; i < by.size(); i++) {
            csv.plain(i == 0 ? "total" : "");
        }
        columns.forEach(column -> csv.plain(text(column, totals)));
        csv.end();
    }

    /** Minutes are what the P and L says. */
    private static String name(Measure column) {
        return column == Measure.SECONDS ? "minutes" : column.word();
    }

    /** The column of a name, or null. */
    static @Nullable Measure column(String name) {
        return name.equals(name(Measure.SECONDS)) ? Measure.SECONDS : Measure.of(name);
    }

    /** A number; empty: there is none. */
    private static String text(Measure column, FactTable.Sums sums) {
        if (column.over() != null) {
            BigDecimal ratio = sums.ratio(column);
            if (ratio == null) {
                return "";
            }
            return column.isMoney() ? Money.text(ratio.longValueExact()) : ratio.toPlainString();
        }
        long value = sums.of(column);
        if (column == Measure.SECONDS) {
            return Money.text(value * Money.UNIT / MINUTE);
        }
        return column.isMoney() ? Money.text(value) : Long.toString(value);
    }
}
