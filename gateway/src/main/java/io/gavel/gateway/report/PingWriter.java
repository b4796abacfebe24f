package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.view.PingRecord;
import java.io.IOException;

/** Pings in lists and explanations. A seller sees its own money, operators the buyers' too. Any thread. */
final class PingWriter {
    private final Snapshot market;
    private final boolean isSeller;

    PingWriter(Snapshot market, boolean isSeller) {
        this.market = market;
        this.isSeller = isSeller;
    }

    void write(JsonGenerator json, PingRecord ping, long leadId) throws IOException {
        json.writeStartObject();
        members(json, ping, leadId);
        if (!isSeller) {
            json.writeArrayFieldStart("bids");
            for (PingRecord.Bid bid : ping.bids()) {
                bid(json, bid);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    void members(JsonGenerator json, PingRecord ping, long leadId) throws IOException {
        CampaignInfo campaign = market.campaign(ping.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        Json.id(json, "ping_id", ping.pingId());
        json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, ping.campaignId()));
        json.writeStringField("seller", market.name(EntityKind.SELLER, ping.sellerId()));
        Json.text(json, "source", ping.source());
        Json.text(json, "sub_id", ping.subId());
        Json.time(json, "received_at", ping.receivedMicros());
        Json.time(json, "answered_at", ping.answeredMicros());
        outcome(json, ping);
        if (ping.test()) {
            json.writeBooleanField("test", true);
        }
        if (leadId != 0) {
            Json.id(json, "lead_id", leadId);
        }
        FieldTexts.write(json, vertical, ping.attributes());
        if (!isSeller) {
            ScoreWriter.write(json, "score", ping.score(), vertical);
        }
    }

    private static void outcome(JsonGenerator json, PingRecord ping) throws IOException {
        boolean accepted = ping.reason() == Reason.NONE;
        json.writeStringField("status", accepted ? "accepted" : "rejected");
        if (!accepted) {
            json.writeStringField("reason", ping.reason().word());
            return;
        }
        long payoutMicros = 0;
        for (PingRecord.Bid bid : ping.bids()) {
            payoutMicros += bid.outcome() == Outcome.WON ? bid.payoutMicros() : 0;
        }
        Json.money(json, "price", payoutMicros);
        Json.time(json, "expires_at", ping.expiresMicros());
    }

    private void bid(JsonGenerator json, PingRecord.Bid bid) throws IOException {
        json.writeStartObject();
        json.writeStringField("order", market.name(EntityKind.ORDER, bid.orderId()));
        json.writeStringField("buyer", market.name(EntityKind.BUYER, bid.buyerId()));
        json.writeStringField("outcome", Explanation.word(bid.outcome()));
        money(json, bid);
        json.writeEndObject();
    }

    static void money(JsonGenerator json, PingRecord.Bid bid) throws IOException {
        if (bid.bidMicros() > 0) {
            Json.money(json, "bid", bid.bidMicros());
            Json.money(json, "price", bid.priceMicros());
            Json.money(json, "payout", bid.payoutMicros());
        }
        if (bid.chanceMicros() != PingRecord.Bid.CERTAIN) {
            Json.money(json, "chance", bid.chanceMicros());
        }
        if (bid.latencyMicros() >= 0) {
            json.writeFieldName("latency_ms");
            json.writeNumber(Money.text(bid.latencyMicros() * 1_000L));
        }
    }
}
