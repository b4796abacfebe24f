package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.message.Money;
import io.gavel.message.Timestamps;
import java.io.IOException;
import java.util.Map;

/** A statement as JSON and as CSV. One thread. */
final class PaperWriter {
    private final Paper paper;

    PaperWriter(Paper paper) {
        this.paper = paper;
    }

    void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(paper.party(), paper.name());
        json.writeStringField("currency", paper.currency());
        json.writeStringField("timezone", paper.zone().getId());
        Json.time(json, "from", paper.fromMicros());
        Json.time(json, "to", paper.toMicros());
        Json.money(json, "opening_balance", paper.openingMicros());
        if (paper.isCut()) {
            json.writeBooleanField("older_lines_dropped", true);
        }
        json.writeArrayFieldStart("lines");
        for (Paper.Line line : paper.lines()) {
            json.writeStartObject();
            Json.time(json, "at", line.atMicros());
            json.writeStringField("kind", line.kind());
            Json.text(json, line.isCall() ? "call_id" : "lead_id", line.reference());
            Json.text(json, "campaign", line.campaign());
            Json.text(json, "order", line.order());
            Json.text(json, "number", line.number());
            if (line.units() != 0) {
                json.writeNumberField(line.number().isEmpty() ? "seconds" : "days", line.units());
            }
            Json.text(json, "note", line.note());
            Json.money(json, "amount", line.amountMicros());
            Json.money(json, "balance", line.balanceMicros());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("totals");
        for (Map.Entry<String, Long> total : paper.totals().entrySet()) {
            Json.money(json, total.getKey(), total.getValue());
        }
        json.writeEndObject();
        Json.money(json, "closing_balance", paper.closingMicros());
        json.writeEndObject();
    }

    String csv() {
        boolean isCarrier = paper.party().equals(Statement.CARRIER);
        Csv csv = new Csv();
        csv.plain("at").plain("kind").plain(isCarrier ? "call_id" : "lead_id").plain("campaign");
        csv.plain("order");
        if (isCarrier) {
            csv.plain("number").plain("units");
        }
        csv.plain("note").plain("amount").plain("balance").end();
        edge(csv, paper.fromMicros(), "opening_balance", isCarrier, paper.openingMicros());
        for (Paper.Line line : paper.lines()) {
            csv.plain(Timestamps.text(line.atMicros())).plain(line.kind()).plain(line.reference());
            csv.text(line.campaign()).text(line.order());
            if (isCarrier) {
                // Our own word, E.164: no formula, though it begins with a plus.
                csv.plain(line.number()).plain(line.units() == 0 ? "" : Integer.toString(line.units()));
            }
            csv.text(line.note());
            csv.plain(Money.text(line.amountMicros()))
                    .plain(Money.text(line.balanceMicros()))
                    .end();
        }
        edge(csv, paper.toMicros(), "closing_balance", isCarrier, paper.closingMicros());
        return csv.toString();
    }

    private static void edge(Csv csv, long atMicros, String word, boolean isCarrier, long balance) {
        csv.plain(Timestamps.text(atMicros)).plain(word).plain("").plain("").plain("");
        if (isCarrier) {
            csv.plain("").plain("");
        }
        csv.plain("").plain("").plain(Money.text(balance)).end();
    }
}
