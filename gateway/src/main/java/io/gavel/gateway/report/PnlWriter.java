package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.message.Money;
import io.gavel.view.PnlColumn;
import java.io.IOException;

/** A P and L as JSON or CSV; both have the same columns in the same order. One thread. */
final class PnlWriter {
    private static final PnlColumn[] COUNTS = {
        PnlColumn.PINGS,
        PnlColumn.AUCTIONS,
        PnlColumn.BIDS,
        PnlColumn.AWARDS,
        PnlColumn.POSTS,
        PnlColumn.SOLD,
        PnlColumn.CALLS,
        PnlColumn.ANSWERED,
        PnlColumn.BILLABLE
    };
    private static final PnlColumn[] MONEY = {PnlColumn.REVENUE, PnlColumn.COST, PnlColumn.TELEPHONY};

    private final PnlTable table;
    private final String currency;

    PnlWriter(PnlTable table, String currency) {
        this.table = table;
        this.currency = currency;
    }

    void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("currency", currency);
        json.writeArrayFieldStart("rows");
        for (PnlTable.Row row : table.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.keys().size(); i++) {
                String key = row.keys().get(i);
                json.writeStringField(table.by().get(i), key.isEmpty() ? null : key);
            }
            columns(json, row.sums());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("totals");
        columns(json, table.totals());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void columns(JsonGenerator json, PnlTable.Sums sums) throws IOException {
        for (PnlColumn column : COUNTS) {
            json.writeNumberField(Explanation.word(column), sums.of(column));
        }
        json.writeFieldName("minutes");
        json.writeNumber(minutes(sums));
        json.writeNumberField("returned", sums.of(PnlColumn.RETURNED));
        for (PnlColumn column : MONEY) {
            Json.money(json, Explanation.word(column), sums.of(column));
        }
        Json.money(json, "margin", sums.margin());
        Json.money(json, "spend", sums.of(PnlColumn.SPEND));
        Json.money(json, "held", held(sums));
        Json.money(json, "decided", sums.of(PnlColumn.DECIDED));
        each(json, "cost_per_lead", sums.of(PnlColumn.COST), sums.of(PnlColumn.POSTS));
        each(json, "cost_per_call", sums.of(PnlColumn.COST), sums.of(PnlColumn.BILLABLE));
    }

    private static void each(JsonGenerator json, String name, long micros, long count) throws IOException {
        json.writeFieldName(name);
        if (count == 0) {
            json.writeNull();
        } else {
            json.writeNumber(Money.text(each(micros, count)));
        }
    }

    /** To the nearest micro-unit, halves up. */
    private static long each(long micros, long count) {
        return Math.floorDiv(Math.addExact(Math.multiplyExact(micros, 2), count), 2 * count);
    }

    /** The rows, and the totals last, under the word {@code total} if there is a key to stand under. */
    String csv() {
        Csv csv = new Csv();
        table.by().forEach(csv::plain);
        for (PnlColumn column : COUNTS) {
            csv.plain(Explanation.word(column));
        }
        csv.plain("minutes").plain("returned");
        for (PnlColumn column : MONEY) {
            csv.plain(Explanation.word(column));
        }
        csv.plain("margin")
                .plain("spend")
                .plain("cost_per_lead")
                .plain("cost_per_call")
                .plain("held")
                .plain("decided")
                .end();
        for (PnlTable.Row row : table.rows()) {
            row.keys().forEach(csv::text);
            columns(csv, row.sums());
        }
        for (int i = 0; i < table.by().size(); i++) {
            csv.plain(i == 0 ? "total" : "");
        }
        columns(csv, table.totals());
        return csv.toString();
    }

    private static void columns(Csv csv, PnlTable.Sums sums) {
        for (PnlColumn column : COUNTS) {
            csv.plain(Long.toString(sums.of(column)));
        }
        csv.plain(minutes(sums)).plain(Long.toString(sums.of(PnlColumn.RETURNED)));
        for (PnlColumn column : MONEY) {
            csv.plain(Money.text(sums.of(column)));
        }
        csv.plain(Money.text(sums.margin())).plain(Money.text(sums.of(PnlColumn.SPEND)));
        long cost = sums.of(PnlColumn.COST);
        for (long count : new long[] {sums.of(PnlColumn.POSTS), sums.of(PnlColumn.BILLABLE)}) {
            csv.plain(count == 0 ? "" : Money.text(each(cost, count)));
        }
        csv.plain(Money.text(held(sums)))
                .plain(Money.text(sums.of(PnlColumn.DECIDED)))
                .end();
    }

    /** What was put on hold in this time, also if it was decided since. */
    private static long held(PnlTable.Sums sums) {
        return sums.of(PnlColumn.HELD) + sums.of(PnlColumn.DECIDED);
    }

    private static String minutes(PnlTable.Sums sums) {
        return Money.text(sums.of(PnlColumn.SECONDS) * Money.UNIT / 60);
    }
}
