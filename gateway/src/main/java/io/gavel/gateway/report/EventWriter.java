package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.BalanceNotedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.DeliveryNotedDecoder;
import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Money;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OrderStandingDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReturnNotedDecoder;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.SaleState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Puts outputs into the words of events. Nothing personal is in outputs, so nothing is in events. One thread. */
final class EventWriter {
    private final Directory directory;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final DeliveryNotedDecoder noted = new DeliveryNotedDecoder();
    private final AwardReleasedDecoder released = new AwardReleasedDecoder();
    private final OrderStandingDecoder standing = new OrderStandingDecoder();
    private final EntityChangedDecoder entity = new EntityChangedDecoder();
    private final CallEvents calls = new CallEvents();
    private final AccountEvents accounts = new AccountEvents();

    EventWriter(Directory directory) {
        this.directory = directory;
    }

    Event.EventText write(Event event) {
        Snapshot market = directory.now();
        return switch (event.templateId) {
            case PingAnsweredDecoder.TEMPLATE_ID -> ping(event, market);
            case LeadAnsweredDecoder.TEMPLATE_ID -> lead(event, market);
            case MoneyMovedDecoder.TEMPLATE_ID -> money(event, market);
            case DeliveryNotedDecoder.TEMPLATE_ID -> noted(event, market);
            case AwardReleasedDecoder.TEMPLATE_ID -> released(event, market);
            case OrderStandingDecoder.TEMPLATE_ID -> standing(event, market);
            case EntityChangedDecoder.TEMPLATE_ID -> entity(event);
            case BalanceNotedDecoder.TEMPLATE_ID -> accounts.balance(event, market);
            case ReturnNotedDecoder.TEMPLATE_ID -> accounts.returned(event, market);
            case CallStartedDecoder.TEMPLATE_ID -> calls.started(event, market);
            case CallConnectedDecoder.TEMPLATE_ID -> calls.connected(event, market);
            case CallEndedDecoder.TEMPLATE_ID -> calls.ended(event, market);
            case ReviewNotedDecoder.TEMPLATE_ID -> calls.reviewed(event, market);
            default -> throw new IllegalArgumentException("no event: " + event.templateId);
        };
    }

    private Event.EventText ping(Event event, Snapshot market) {
        ping.wrapAndApplyHeader(event.message, 0, header);
        Reason reason = Reason.of(ping.reason());
        return text(event, "ping.answered", ping.campaignId(), json -> {
            Json.id(json, "ping_id", ping.pingId());
            parties(json, market, ping.campaignId(), ping.sellerId());
            json.writeStringField("status", reason == Reason.NONE ? "accepted" : "rejected");
            if (reason != Reason.NONE) {
                json.writeStringField("reason", reason.word());
            }
            flags(json, ping.flags().test(), ping.flags().repeated());
            int bids = 0;
            long best = 0;
            long payout = 0;
            String buyer = "";
            for (PingAnsweredDecoder.BidsDecoder bid : ping.bids()) {
                bids += bid.bidMicros() > 0 ? 1 : 0;
                if (bid.outcome() == Outcome.WON && best == 0) {
                    best = bid.priceMicros();
                    payout = bid.payoutMicros();
                    buyer = market.name(EntityKind.BUYER, bid.buyerId());
                }
            }
            json.writeNumberField("bids", bids);
            if (best > 0) {
                json.writeStringField("buyer", buyer);
                Json.money(json, "price", best);
                Json.money(json, "payout", payout);
            }
            json.writeFieldName("took_ms");
            json.writeNumber(Money.text((event.timeMicros - ping.receivedMicros()) * 1_000));
        });
    }

    private Event.EventText lead(Event event, Snapshot market) {
        lead.wrapAndApplyHeader(event.message, 0, header);
        return text(event, "lead." + leadWord(lead), lead.campaignId(), json -> {
            if (lead.leadId() != 0) {
                Json.id(json, "lead_id", lead.leadId());
            }
            Json.id(json, "ping_id", lead.pingId());
            parties(json, market, lead.campaignId(), lead.sellerId());
            Reason reason = Reason.of(lead.reason());
            if (reason != Reason.NONE) {
                json.writeStringField("reason", reason.word());
            }
            flags(json, lead.flags().test(), false);
            json.writeArrayFieldStart("sales");
            for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
                json.writeStartObject();
                json.writeStringField("order", market.name(EntityKind.ORDER, sale.orderId()));
                json.writeStringField("buyer", market.name(EntityKind.BUYER, sale.buyerId()));
                Json.money(json, "price", sale.priceMicros());
                Json.money(json, "payout", sale.payoutMicros());
                json.writeStringField("state", Explanation.word(sale.state()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** {@code sold, unsold, pending}; {@code changed} when some of it was sold before and came back. */
    private static String leadWord(LeadAnsweredDecoder lead) {
        boolean isReturned = false;
        int salesAt = lead.limit();
        for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
            isReturned |= sale.state() == SaleState.RETURNED;
        }
        lead.limit(salesAt);
        return isReturned ? "changed" : Explanation.word(lead.status());
    }

    private Event.EventText money(Event event, Snapshot market) {
        money.wrapAndApplyHeader(event.message, 0, header);
        return text(event, Event.moneyWord(money.kind()), money.campaignId(), json -> {
            if (money.leadId() != 0) {
                Json.id(json, "lead_id", money.leadId());
                Json.text(json, "campaign", market.name(EntityKind.CAMPAIGN, money.campaignId()));
                Json.text(json, "order", market.name(EntityKind.ORDER, money.orderId()));
                Json.money(json, "price", money.priceMicros());
                Json.money(json, "payout", money.payoutMicros());
            } else {
                Json.money(json, "amount", money.priceMicros());
            }
            Json.text(json, "seller", market.name(EntityKind.SELLER, money.sellerId()));
            Json.text(json, "buyer", market.name(EntityKind.BUYER, money.buyerId()));
        });
    }

    private Event.EventText noted(Event event, Snapshot market) {
        noted.wrapAndApplyHeader(event.message, 0, header);
        OrderInfo order = market.order(noted.orderId());
        return text(event, "delivery.answered", order == null ? 0 : order.campaignId(), json -> {
            Json.id(json, "lead_id", noted.leadId());
            Json.text(json, "order", market.name(EntityKind.ORDER, noted.orderId()));
            Json.text(json, "buyer", market.name(EntityKind.BUYER, noted.buyerId()));
            json.writeNumberField("attempt", noted.attempt());
            json.writeStringField("answer", Explanation.word(noted.answer()));
        });
    }

    private Event.EventText released(Event event, Snapshot market) {
        released.wrapAndApplyHeader(event.message, 0, header);
        OrderInfo order = market.order(released.orderId());
        return text(event, "award.released", order == null ? 0 : order.campaignId(), json -> {
            Json.id(json, "ping_id", released.pingId());
            Json.text(json, "order", market.name(EntityKind.ORDER, released.orderId()));
            Json.text(json, "buyer", market.name(EntityKind.BUYER, released.buyerId()));
            Json.money(json, "price", released.priceMicros());
            json.writeStringField("cause", Explanation.word(released.cause()));
        });
    }

    private Event.EventText standing(Event event, Snapshot market) {
        standing.wrapAndApplyHeader(event.message, 0, header);
        OrderInfo order = market.order(standing.orderId());
        return text(event, "order.standing", order == null ? 0 : order.campaignId(), json -> {
            Json.text(json, "order", market.name(EntityKind.ORDER, standing.orderId()));
            json.writeBooleanField("takes_part", standing.standing() == 0);
            json.writeArrayFieldStart("because");
            for (String word : Obstacles.words(standing.standing())) {
                json.writeString(word);
            }
            json.writeEndArray();
        });
    }

    private Event.EventText entity(Event event) {
        entity.wrapAndApplyHeader(event.message, 0, header);
        int campaignId = entity.kind() == EntityKind.CAMPAIGN ? entity.entityId() : 0;
        return text(event, "entity.changed", campaignId, json -> {
            json.writeStringField("kind", Explanation.word(entity.kind()));
            json.writeBooleanField("deleted", entity.deleted() != 0);
            json.writeStringField("version", Long.toString(entity.version()));
            json.writeStringField("name", entity.key());
            Json.text(json, "actor", entity.actor());
        });
    }

    static void parties(JsonGenerator json, Snapshot market, int campaignId, int sellerId) throws IOException {
        Json.text(json, "campaign", market.name(EntityKind.CAMPAIGN, campaignId));
        Json.text(json, "seller", market.name(EntityKind.SELLER, sellerId));
    }

    private static void flags(JsonGenerator json, boolean test, boolean repeated) throws IOException {
        if (test) {
            json.writeBooleanField("test", true);
        }
        if (repeated) {
            json.writeBooleanField("repeated", true);
        }
    }

    static Event.EventText text(Event event, String type, int campaignId, Json.Content members) {
        byte[] data = Json.bytes(json -> {
            json.writeStartObject();
            Json.time(json, "at", event.timeMicros);
            members.writeTo(json);
            json.writeEndObject();
        });
        return new Event.EventText(type, campaignId, new String(data, StandardCharsets.UTF_8));
    }
}
