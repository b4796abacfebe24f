package io.gavel.gateway.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.BalanceNotedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Money;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.PingFlagsDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReturnNotedDecoder;
import io.gavel.message.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes events as webhooks carry them: {@code {"type","timestamp","data":{…}}}. Nothing personal. One thread. */
final class EventText {
    private static final JsonFactory JSON = new JsonFactory();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final ReturnNotedDecoder returned = new ReturnNotedDecoder();
    private final BalanceNotedDecoder balance = new BalanceNotedDecoder();
    private final CallText calls = new CallText();

    byte[] of(Event event, Snapshot market) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", event.type);
            json.writeStringField("timestamp", Timestamps.text(event.timeMicros));
            json.writeObjectFieldStart("data");
            switch (event.type) {
                case Event.PING -> writePing(json, event, market);
                case Event.CALL_STARTED,
                        Event.CALL_CONNECTED,
                        Event.CALL_ENDED,
                        Event.CALL_HELD,
                        Event.CALL_APPROVED,
                        Event.CALL_REJECTED -> calls.write(json, event, market);
                case Event.RETURNED -> writeReturn(json, event, market);
                case Event.RETURN_REQUESTED, Event.RETURN_REFUSED -> writeRequest(json, event, market);
                case Event.LOW_BALANCE, Event.EXHAUSTED, Event.RESTORED -> writeBalance(json, event, market);
                default -> writeLead(json, event, market);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private void writePing(JsonGenerator json, Event event, Snapshot market) throws IOException {
        ping.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("ping_id", Ids.text(ping.pingId()));
        parties(json, market, ping.campaignId(), ping.sellerId());
        json.writeStringField("status", ping.reason() == 0 ? "accepted" : "rejected");
        reason(json, ping.reason());
        flags(json, ping.flags());
        for (PingAnsweredDecoder.BidsDecoder bid : ping.bids()) {
            if (bid.outcome() == Outcome.WON) {
                json.writeStringField("buyer", market.name(EntityKind.BUYER, bid.buyerId()));
                money(json, "price", bid.priceMicros());
                money(json, "payout", bid.payoutMicros());
                return;
            }
        }
    }

    private void writeLead(JsonGenerator json, Event event, Snapshot market) throws IOException {
        lead.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("lead_id", Ids.text(lead.leadId()));
        json.writeStringField("ping_id", Ids.text(lead.pingId()));
        parties(json, market, lead.campaignId(), lead.sellerId());
        json.writeStringField("status", word(lead.status()));
        reason(json, lead.reason());
        flags(json, lead.flags());
        json.writeArrayFieldStart("sales");
        for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
            json.writeStartObject();
            json.writeStringField("order", market.name(EntityKind.ORDER, sale.orderId()));
            json.writeStringField("buyer", market.name(EntityKind.BUYER, sale.buyerId()));
            money(json, "price", sale.priceMicros());
            money(json, "payout", sale.payoutMicros());
            json.writeStringField("state", word(sale.state()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeReturn(JsonGenerator json, Event event, Snapshot market) throws IOException {
        money.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("lead_id", Ids.text(money.leadId()));
        json.writeStringField("ping_id", Ids.text(money.pingId()));
        parties(json, market, money.campaignId(), money.sellerId());
        json.writeStringField("order", market.name(EntityKind.ORDER, money.orderId()));
        json.writeStringField("buyer", market.name(EntityKind.BUYER, money.buyerId()));
        money(json, "price", money.priceMicros());
        money(json, "payout", money.payoutMicros());
    }

    private void writeRequest(JsonGenerator json, Event event, Snapshot market) throws IOException {
        returned.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("lead_id", Ids.text(returned.leadId()));
        json.writeStringField("ping_id", Ids.text(returned.pingId()));
        parties(json, market, returned.campaignId(), returned.sellerId());
        json.writeStringField("order", market.name(EntityKind.ORDER, returned.orderId()));
        json.writeStringField("buyer", market.name(EntityKind.BUYER, returned.buyerId()));
        money(json, "price", returned.priceMicros());
        money(json, "payout", returned.payoutMicros());
    }

    private void writeBalance(JsonGenerator json, Event event, Snapshot market) throws IOException {
        balance.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("buyer", market.name(EntityKind.BUYER, balance.buyerId()));
        money(json, "available", balance.availableMicros());
        money(json, "low_balance", balance.lowMicros());
    }

    static void parties(JsonGenerator json, Snapshot market, int campaignId, int sellerId) throws IOException {
        json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, campaignId));
        json.writeStringField("seller", market.name(EntityKind.SELLER, sellerId));
    }

    static void reason(JsonGenerator json, int code) throws IOException {
        if (code != 0) {
            json.writeStringField("reason", Reason.of(code).word());
        }
    }

    private static void flags(JsonGenerator json, PingFlagsDecoder flags) throws IOException {
        if (flags.test()) {
            json.writeBooleanField("test", true);
        }
    }

    static void money(JsonGenerator json, String name, long micros) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Money.text(micros));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
