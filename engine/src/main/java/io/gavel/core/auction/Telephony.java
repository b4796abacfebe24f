package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.usage.Usage;
import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.TranscriptState;
import io.gavel.message.UsageKind;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Books what a call's legs cost when they end: the caller's from its answer on, each buyer's from when its phone was picked up,
 * the recording while both were joined. A buyer that is rung directly, without a carrier, costs nothing.
 */
final class Telephony {
    private static final long MILLI = 1_000;

    private final Market market;
    private final Usage usage;

    Telephony(Market market, Usage usage) {
        this.market = market;
        this.usage = usage;
    }

    /** A buyer's phone was picked up so long ago. */
    void pickedUp(Bid bid, int agoMillis, long nowMicros) {
        bid.answeredMicros = nowMicros - Math.max(0, agoMillis) * MILLI;
    }

    /** A leg is over that does not have the call, or had it and lost it. */
    void legOver(Auction auction, Bid bid, long nowMicros) {
        if (bid.answeredMicros == 0) {
            return;
        }
        Order order = market.orderKept(bid.orderId);
        purpose(auction, bid);
        if (order != null && bid.destinationLength == 0) {
            usage.minutes(UsageKind.OUTBOUND, order.carrierId(), nowMicros - bid.answeredMicros);
        }
        bid.answeredMicros = 0;
        Campaign campaign = market.campaignKept(auction.campaignId);
        if (auction.connected == bid.orderId && campaign != null && campaign.recorded()) {
            usage.minutes(UsageKind.RECORDING, auction.carrierId, nowMicros - auction.connectedMicros);
        }
    }

    /** The call is over; {@code had} is who had it last. */
    void callOver(Auction auction, @Nullable Bid had, long nowMicros) {
        if (had != null) {
            legOver(auction, had, nowMicros);
        }
        if (auction.answeredMicros == 0) {
            return;
        }
        purpose(auction, had);
        usage.inbound(auction.carrierId, auction.numberId, auction.dialled, nowMicros - auction.answeredMicros);
        usage.platform(auction.carrierId);
        auction.answeredMicros = 0;
    }

    /** A recording was transcribed: its carrier asks for that by the minute. */
    void transcribed(CallTranscribedDecoder done, DirectBuffer message) {
        if (done.stateRaw() != TranscriptState.DONE.value()) {
            return;
        }
        Usage.Purpose of = usage.purpose();
        of.callId = done.callId();
        of.pingId = done.pingId();
        of.sellerId = done.sellerId();
        of.campaignId = done.campaignId();
        of.buyerId = done.buyerId();
        of.orderId = done.orderId();
        of.texts = message;
        of.sourceAt = done.limit() + CallTranscribedDecoder.sourceHeaderLength();
        of.sourceLength = done.sourceLength();
        usage.minutes(UsageKind.TRANSCRIPTION, done.carrierId(), Math.max(0, done.millis()) * 1_000L);
    }

    private void purpose(Auction auction, @Nullable Bid bid) {
        Usage.Purpose of = usage.purpose();
        of.callId = auction.leadId;
        of.pingId = auction.pingId;
        of.sellerId = auction.sellerId;
        of.campaignId = auction.campaignId;
        of.buyerId = bid == null ? 0 : bid.buyerId;
        of.orderId = bid == null ? 0 : bid.orderId;
        of.texts = auction.ping;
        of.sourceAt = auction.textsAt + 2;
        of.sourceLength = auction.sourceLength;
    }
}
