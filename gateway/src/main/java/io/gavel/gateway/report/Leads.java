package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.story.Story;
import io.gavel.message.EntityKind;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.view.LeadRecord;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.Views;
import java.io.IOException;
import java.time.InstantSource;

/** {@code GET /v1/leads}: newest first; a seller sees its own and what it is paid, operators everything but personal data. */
final class Leads {
    private final Views views;
    private final Directory directory;
    private final Stories stories;
    private final InstantSource clock;
    private final Desk desk;

    Leads(Views views, Directory directory, Stories stories, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.stories = stories;
        this.clock = clock;
        this.desk = desk;
    }

    void list(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        boolean isSeller = call.principal().role() == Role.SELLER;
        PingQuery wanted = Pings.pingQuery(query, call);
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            Page<LeadRecord> page = views.leads().list(wanted);
            return Desk.Answer.json(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("items");
                for (LeadRecord lead : page.items()) {
                    write(json, market, lead, isSeller);
                }
                json.writeEndArray();
                Pings.next(json, page.next());
                json.writeEndObject();
            });
        });
    }

    private void write(JsonGenerator json, Snapshot market, LeadRecord lead, boolean isSeller) throws IOException {
        json.writeStartObject();
        Json.id(json, "lead_id", lead.leadId());
        Json.id(json, "ping_id", lead.pingId());
        json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, lead.campaignId()));
        json.writeStringField("seller", market.name(EntityKind.SELLER, lead.sellerId()));
        Json.text(json, "source", lead.source());
        Json.text(json, "sub_id", lead.subId());
        Story story = stories.told(lead);
        if (!story.isEmpty()) {
            json.writeObjectFieldStart("attribution");
            story.members(json);
            json.writeEndObject();
        }
        Json.time(json, "received_at", lead.receivedMicros());
        Json.time(json, "changed_at", lead.changedMicros());
        json.writeStringField("status", Explanation.word(lead.status()));
        if (lead.reason() != Reason.NONE) {
            json.writeStringField("reason", lead.reason().word());
        }
        if (lead.test()) {
            json.writeBooleanField("test", true);
        }
        Json.money(json, "price", payout(lead));
        json.writeArrayFieldStart("sales");
        for (LeadRecord.Sale sale : lead.sales()) {
            if (!isSeller || sale.state() == SaleState.ACCEPTED || sale.state() == SaleState.RETURNED) {
                write(json, market, sale, isSeller);
            }
        }
        json.writeEndArray();
        if (!isSeller) {
            deliveries(json, market, lead);
            ScoreWriter.write(json, "score", lead.score(), ScoreWriter.vertical(market, lead.campaignId()));
            ScoreWriter.outcomes(json, lead.outcomes(), market);
        }
        json.writeEndObject();
    }

    private static long payout(LeadRecord lead) {
        long sum = 0;
        for (LeadRecord.Sale sale : lead.sales()) {
            sum += sale.state() == SaleState.ACCEPTED ? sale.payoutMicros() : 0;
        }
        return sum;
    }

    private static void write(JsonGenerator json, Snapshot market, LeadRecord.Sale sale, boolean isSeller)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("buyer", market.name(EntityKind.BUYER, sale.buyerId()));
        json.writeStringField("state", Explanation.word(sale.state()));
        if (isSeller) {
            Json.money(json, "price", sale.payoutMicros());
        } else {
            json.writeStringField("order", market.name(EntityKind.ORDER, sale.orderId()));
            Json.money(json, "price", sale.priceMicros());
            Json.money(json, "payout", sale.payoutMicros());
        }
        json.writeEndObject();
    }

    private static void deliveries(JsonGenerator json, Snapshot market, LeadRecord lead) throws IOException {
        json.writeArrayFieldStart("deliveries");
        for (LeadRecord.Delivery delivery : lead.deliveries()) {
            json.writeStartObject();
            json.writeStringField("order", market.name(EntityKind.ORDER, delivery.orderId()));
            json.writeNumberField("attempt", delivery.attempt());
            Json.time(json, "at", delivery.atMicros());
            json.writeStringField("answer", Explanation.word(delivery.answer()));
            Json.text(json, "reason", delivery.reason());
            Json.text(json, "reference", delivery.reference());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
