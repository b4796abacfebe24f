package io.gavel.gateway.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.ReviewNotedDecoder;
import java.io.IOException;

/** What webhooks say of calls; the caller is in none of it. One thread. */
final class CallText {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CallStartedDecoder started = new CallStartedDecoder();
    private final CallConnectedDecoder connected = new CallConnectedDecoder();
    private final CallEndedDecoder ended = new CallEndedDecoder();
    private final ReviewNotedDecoder review = new ReviewNotedDecoder();

    void write(JsonGenerator json, Event event, Snapshot market) throws IOException {
        switch (event.type) {
            case Event.CALL_STARTED -> {
                started.wrapAndApplyHeader(event.message, 0, header);
                json.writeStringField("call_id", Ids.text(started.callId()));
                EventText.parties(json, market, started.campaignId(), started.sellerId());
            }
            case Event.CALL_CONNECTED -> {
                connected.wrapAndApplyHeader(event.message, 0, header);
                json.writeStringField("call_id", Ids.text(connected.callId()));
                EventText.parties(json, market, connected.campaignId(), connected.sellerId());
                who(json, market, connected.orderId(), connected.buyerId());
            }
            case Event.CALL_ENDED -> ended(json, event, market);
            default -> reviewed(json, event, market);
        }
    }

    private void ended(JsonGenerator json, Event event, Snapshot market) throws IOException {
        ended.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("call_id", Ids.text(ended.callId()));
        EventText.parties(json, market, ended.campaignId(), ended.sellerId());
        if (ended.orderId() != 0) {
            who(json, market, ended.orderId(), ended.buyerId());
        }
        json.writeStringField("ended_by", EventText.word(ended.party()));
        json.writeStringField("ended_because", EventText.word(ended.cause()));
        EventText.reason(json, ended.reason());
        long connectedMicros = ended.connectedMicros();
        json.writeNumberField(
                "seconds", connectedMicros == 0 ? 0 : (ended.endedMicros() - connectedMicros) / 1_000_000);
        json.writeBooleanField("billable", ended.billable() != 0);
        EventText.money(json, "price", ended.priceMicros());
        EventText.money(json, "payout", ended.payoutMicros());
    }

    /** Money says what is, or was, held; what was let go is billed to nobody. */
    private void reviewed(JsonGenerator json, Event event, Snapshot market) throws IOException {
        review.wrapAndApplyHeader(event.message, 0, header);
        json.writeStringField("call_id", Ids.text(review.callId()));
        EventText.parties(json, market, review.campaignId(), review.sellerId());
        who(json, market, review.orderId(), review.buyerId());
        json.writeStringField("state", EventText.word(review.state()));
        if (review.timedOut() == 1) {
            json.writeBooleanField("timed_out", true);
        }
        EventText.money(json, "price", review.priceMicros());
        EventText.money(json, "payout", review.payoutMicros());
    }

    private static void who(JsonGenerator json, Snapshot market, int orderId, int buyerId) throws IOException {
        json.writeStringField("order", market.name(EntityKind.ORDER, orderId));
        json.writeStringField("buyer", market.name(EntityKind.BUYER, buyerId));
    }
}
