package io.gavel.gateway.report;

import io.gavel.gateway.market.Snapshot;
import io.gavel.message.BalanceNotedDecoder;
import io.gavel.message.BalanceState;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.ReturnNotedDecoder;

/**
 * What is said of accounts in {@code /v1/events}: {@code buyer.low_balance, buyer.balance_exhausted, buyer.balance_restored,
 * return.requested, return.approved, return.refused}. One thread.
 */
final class AccountEvents {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BalanceNotedDecoder balance = new BalanceNotedDecoder();
    private final ReturnNotedDecoder returned = new ReturnNotedDecoder();

    Event.EventText balance(Event event, Snapshot market) {
        balance.wrapAndApplyHeader(event.message, 0, header);
        return EventWriter.text(event, word(balance.state()), 0, json -> {
            Json.text(json, "buyer", market.name(EntityKind.BUYER, balance.buyerId()));
            Json.money(json, "available", balance.availableMicros());
            Json.money(json, "low_balance", balance.lowMicros());
        });
    }

    private static String word(BalanceState state) {
        return switch (state) {
            case LOW -> "buyer.low_balance";
            case EXHAUSTED -> "buyer.balance_exhausted";
            case GOOD, NULL_VAL -> "buyer.balance_restored";
        };
    }

    Event.EventText returned(Event event, Snapshot market) {
        returned.wrapAndApplyHeader(event.message, 0, header);
        String type = "return." + Explanation.word(returned.state());
        return EventWriter.text(event, type, returned.campaignId(), json -> {
            Json.id(json, "lead_id", returned.leadId());
            EventWriter.parties(json, market, returned.campaignId(), returned.sellerId());
            Json.text(json, "order", market.name(EntityKind.ORDER, returned.orderId()));
            Json.text(json, "buyer", market.name(EntityKind.BUYER, returned.buyerId()));
            Json.money(json, "price", returned.priceMicros());
            Json.money(json, "payout", returned.payoutMicros());
        });
    }
}
