package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.gavel.view.Cost;
import io.gavel.view.Views;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** {@code GET /v1/costs}: what ads cost as it was told last, JSON or CSV; the CSV can be corrected and posted again. */
final class CostList {
    private final Views views;
    private final Directory directory;
    private final InstantSource clock;
    private final Desk desk;

    CostList(Views views, Directory directory, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.clock = clock;
        this.desk = desk;
    }

    void list(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        ZoneId zone = query.zone();
        long from = query.fromMicros(zone);
        long to = query.toMicros(zone);
        int campaign = query.id("campaign", EntityKind.CAMPAIGN);
        String source = call.query("source");
        boolean isCsv = query.word("format", "json", "csv").equals("csv");
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            List<Cost> costs = views.costs().costs(from, to).stream()
                    .filter(cost -> (campaign == 0 || campaign == cost.campaignId())
                            && (source == null || source.equals(cost.source())))
                    .toList();
            return isCsv
                    ? Desk.Answer.csv("costs", csv(costs, market))
                    : Desk.Answer.json(json -> json(json, costs, market));
        });
    }

    private static void json(JsonGenerator json, List<Cost> costs, Snapshot market) throws IOException {
        json.writeStartObject();
        json.writeStringField("currency", market.currency());
        json.writeArrayFieldStart("rows");
        long total = 0;
        for (Cost cost : costs) {
            total += cost.amountMicros();
            json.writeStartObject();
            json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, cost.campaignId()));
            json.writeStringField("source", cost.source());
            json.writeStringField("keyword", cost.keyword());
            json.writeStringField("day", day(cost));
            Json.money(json, "amount", cost.amountMicros());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("totals");
        Json.money(json, "amount", total);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String csv(List<Cost> costs, Snapshot market) {
        Csv csv = new Csv();
        csv.plain("campaign")
                .plain("source")
                .plain("keyword")
                .plain("day")
                .plain("amount")
                .end();
        for (Cost cost : costs) {
            csv.text(market.name(EntityKind.CAMPAIGN, cost.campaignId()))
                    .text(cost.source())
                    .text(cost.keyword())
                    .plain(day(cost))
                    .plain(Money.text(cost.amountMicros()))
                    .end();
        }
        return csv.toString();
    }

    private static String day(Cost cost) {
        return LocalDate.ofEpochDay(cost.day()).toString();
    }
}
