package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Fresh;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.view.LeadRecord;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.Views;
import java.io.IOException;
import java.time.InstantSource;

/** {@code GET /v1/pings} and {@code GET /v1/pings/{ping_id}/explain}. */
final class Pings {
    /** Orders beside those that bid, unless the call says otherwise. */
    private static final int EXPLAINED = 1_000;

    private final Views views;
    private final Directory directory;
    private final InstantSource clock;
    private final Desk desk;
    private final Fresh fresh;

    Pings(Views views, Directory directory, InstantSource clock, Desk desk, Fresh fresh) {
        this.views = views;
        this.directory = directory;
        this.clock = clock;
        this.desk = desk;
        this.fresh = fresh;
    }

    /** Newest first; a seller sees its own. */
    void list(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        boolean isSeller = call.principal().role() == Role.SELLER;
        PingQuery wanted = pingQuery(query, call);
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            Page<PingRecord> page = views.pings().list(wanted);
            PingWriter writer = new PingWriter(market, isSeller);
            return Desk.Answer.json(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("items");
                for (PingRecord ping : page.items()) {
                    writer.write(json, ping, views.leads().ofPing(ping.pingId()));
                }
                json.writeEndArray();
                next(json, page.next());
                json.writeEndObject();
            });
        });
    }

    static PingQuery pingQuery(Query query, Call call) {
        boolean isSeller = call.principal().role() == Role.SELLER;
        return new PingQuery(
                isSeller ? call.principal().ownerId() : query.id("seller", EntityKind.SELLER),
                query.id("campaign", EntityKind.CAMPAIGN),
                query.reason(),
                query.fromMicrosOrStart(),
                query.toMicrosOrEnd(),
                query.limit(),
                query.after());
    }

    static void next(JsonGenerator json, long next) throws IOException {
        if (next != 0) {
            json.writeStringField("next", Query.cursor(next));
        }
    }

    /** Every order of the campaign and what became of it; those that bid first, the others in pages. */
    void explain(Call call) {
        long pingId = Ids.parse(call.pathParameter("ping_id"));
        Query query = new Query(call, directory.now(), clock);
        int after = (int) Math.min(query.after(), Integer.MAX_VALUE);
        int limit = query.limit(EXPLAINED);
        if (query.isRefused()) {
            return;
        }
        fresh.find(
                call,
                () -> pingId < 0 ? null : views.pings().find(pingId),
                ping -> desk.answer(call, () -> explained(ping, after, limit)));
    }

    private Desk.Answer explained(PingRecord ping, int after, int limit) {
        Past past = Past.of(directory.now(), views.audit(), ping.campaignId(), ping.pingId());
        long leadId = views.leads().ofPing(ping.pingId());
        LeadRecord lead = leadId == 0 ? null : views.leads().find(leadId);
        Explanation.Verdicts verdicts = new Explanation(ping, lead, past, views.standings()).verdicts(after, limit);
        PingWriter writer = new PingWriter(past.market(), false);
        return Desk.Answer.json(json -> {
            json.writeStartObject();
            writer.members(json, ping, leadId);
            Json.money(json, "floor", ping.floorMicros());
            json.writeArrayFieldStart("orders");
            for (Verdict verdict : verdicts.list()) {
                write(json, verdict);
            }
            json.writeEndArray();
            next(json, verdicts.next());
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, Verdict verdict) throws IOException {
        OrderInfo order = verdict.order();
        PingRecord.Bid bid = verdict.bid();
        int buyerId = bid != null ? bid.buyerId() : order == null ? 0 : order.buyerId();
        Snapshot now = directory.now();
        json.writeStartObject();
        json.writeStringField(
                "order",
                order == null
                        ? now.name(EntityKind.ORDER, verdict.orderId())
                        : order.entity().name());
        json.writeStringField("buyer", now.name(EntityKind.BUYER, buyerId));
        json.writeStringField("outcome", verdict.outcome());
        Json.text(json, "detail", verdict.detail());
        if (bid != null) {
            PingWriter.money(json, bid);
        } else if (order != null && order.bid() == null) {
            Json.money(json, "bid", order.priceMicros());
        }
        if (verdict.shortByMicros() > 0) {
            Json.money(json, "short_by", verdict.shortByMicros());
        }
        if (!verdict.obstacles().isEmpty()) {
            obstacles(json, verdict);
        }
        json.writeEndObject();
    }

    private static void obstacles(JsonGenerator json, Verdict verdict) throws IOException {
        Obstacle first = verdict.obstacles().get(0);
        Json.text(json, "predicate", first.predicate());
        Json.text(json, "value", first.value());
        if (verdict.obstacles().size() == 1) {
            return;
        }
        json.writeArrayFieldStart("also");
        for (Obstacle obstacle :
                verdict.obstacles().subList(1, verdict.obstacles().size())) {
            json.writeStartObject();
            json.writeStringField("outcome", obstacle.outcome());
            json.writeStringField("detail", obstacle.detail());
            Json.text(json, "predicate", obstacle.predicate());
            Json.text(json, "value", obstacle.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
