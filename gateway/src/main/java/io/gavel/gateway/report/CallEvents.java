package io.gavel.gateway.report;

import io.gavel.gateway.market.Snapshot;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReviewNotedDecoder;

/** What calls say in {@code /v1/events}: {@code call.started, call.connected, call.ended}. The caller is in none of them. One thread. */
final class CallEvents {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CallStartedDecoder started = new CallStartedDecoder();
    private final CallConnectedDecoder connected = new CallConnectedDecoder();
    private final CallEndedDecoder ended = new CallEndedDecoder();
    private final ReviewNotedDecoder review = new ReviewNotedDecoder();

    Event.EventText started(Event event, Snapshot market) {
        started.wrapAndApplyHeader(event.message, 0, header);
        return EventWriter.text(event, "call.started", started.campaignId(), json -> {
            Json.id(json, "call_id", started.callId());
            EventWriter.parties(json, market, started.campaignId(), started.sellerId());
            Json.text(json, "carrier", market.name(EntityKind.CARRIER, started.carrierId()));
            Json.text(json, "number", market.name(EntityKind.NUMBER, started.numberId()));
        });
    }

    Event.EventText connected(Event event, Snapshot market) {
        connected.wrapAndApplyHeader(event.message, 0, header);
        return EventWriter.text(event, "call.connected", connected.campaignId(), json -> {
            Json.id(json, "call_id", connected.callId());
            EventWriter.parties(json, market, connected.campaignId(), connected.sellerId());
            Json.text(json, "order", market.name(EntityKind.ORDER, connected.orderId()));
            Json.text(json, "buyer", market.name(EntityKind.BUYER, connected.buyerId()));
            json.writeNumberField("attempt", connected.attempt());
        });
    }

    Event.EventText reviewed(Event event, Snapshot market) {
        review.wrapAndApplyHeader(event.message, 0, header);
        String state = Explanation.word(review.state());
        return EventWriter.text(event, "call." + state, review.campaignId(), json -> {
            Json.id(json, "call_id", review.callId());
            EventWriter.parties(json, market, review.campaignId(), review.sellerId());
            Json.text(json, "order", market.name(EntityKind.ORDER, review.orderId()));
            Json.text(json, "buyer", market.name(EntityKind.BUYER, review.buyerId()));
            json.writeBooleanField("timed_out", review.timedOut() == 1);
            Json.money(json, "price", review.priceMicros());
            Json.money(json, "payout", review.payoutMicros());
        });
    }

    Event.EventText ended(Event event, Snapshot market) {
        ended.wrapAndApplyHeader(event.message, 0, header);
        return EventWriter.text(event, "call.ended", ended.campaignId(), json -> {
            Json.id(json, "call_id", ended.callId());
            EventWriter.parties(json, market, ended.campaignId(), ended.sellerId());
            if (ended.orderId() != 0) {
                Json.text(json, "order", market.name(EntityKind.ORDER, ended.orderId()));
                Json.text(json, "buyer", market.name(EntityKind.BUYER, ended.buyerId()));
            }
            json.writeStringField("ended_by", Explanation.word(ended.party()));
            json.writeStringField("ended_because", Explanation.word(ended.cause()));
            if (ended.reason() != 0) {
                json.writeStringField("reason", Reason.of(ended.reason()).word());
            }
            boolean never = ended.connectedMicros() == 0;
            json.writeNumberField("seconds", never ? 0 : (ended.endedMicros() - ended.connectedMicros()) / 1_000_000);
            json.writeBooleanField("billable", ended.billable() != 0);
            Json.money(json, "price", ended.priceMicros());
            Json.money(json, "payout", ended.payoutMicros());
        });
    }
}
