package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.Ids;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import io.gavel.message.Timestamps;
import io.gavel.view.PingRecord;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What a seller is answered to a ping: section 4 of the contract. The same from the line and from the store. One thread. */
final class PingAnswer {
    private static final byte[] PING_ID = ascii("{\"ping_id\":\"");
    private static final byte[] REJECTED = ascii("\",\"status\":\"rejected\",\"reason\":\"");
    private static final byte[] ACCEPTED = ascii("\",\"status\":\"accepted\",\"price\":");
    private static final byte[] CURRENCY = ascii(",\"currency\":\"");
    private static final byte[] EXPIRES = ascii("\",\"expires_at\":\"");
    private static final byte[] BIDS = ascii("\",\"bids\":[");
    private static final byte[] BID = ascii("{\"bid_id\":\"");
    private static final byte[] PRICE = ascii("\",\"price\":");
    private static final byte[] NUMBER = ascii(",\"number\":\"");
    private static final byte[] SIP_URI = ascii(",\"sip_uri\":\"sip:");
    private static final byte[] BILLABLE = ascii(",\"billable_after_s\":");
    private static final byte[] TEST = ascii(",\"test\":true");

    private final JsonBytes json = new JsonBytes();
    private final byte[] time = new byte[Timestamps.LENGTH];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder message = new PingAnsweredDecoder();

    /** Reads what the line answered; then {@link #pingId}, {@link #reason} and {@link #write} tell of it. */
    PingAnswer read(DirectBuffer buffer, int offset) {
        message.wrapAndApplyHeader(buffer, offset, header);
        return this;
    }

    long pingId() {
        return message.pingId();
    }

    int campaignId() {
        return message.campaignId();
    }

    int sellerId() {
        return message.sellerId();
    }

    /** What its seller told of its origin; 0: nothing. */
    long storyRef() {
        return Math.max(0, message.storyRef());
    }

    Reason reason() {
        return Reason.of(message.reason());
    }

    /** The answer as JSON. */
    Buffer write(Snapshot market, CallWays ways) {
        String currency = market.currency();
        long pingId = message.pingId();
        boolean all = message.flags().all();
        boolean test = message.flags().test();
        json.clear().raw(PING_ID).id(pingId);
        if (message.reason() != 0) {
            return rejected(reason(), test);
        }
        long expiresMicros = message.expiresMicros();
        PingAnsweredDecoder.BidsDecoder bids = message.bids();
        int count = bids.count();
        long payout = 0;
        long best = 0;
        int bestOrder = 0;
        int billableSeconds = -1;
        for (int i = 0; i < count; i++) {
            bids.next();
            if (bids.outcome() == Outcome.WON) {
                payout += bids.payoutMicros();
                if (bestOrder == 0) {
                    bestOrder = bids.orderId();
                    best = bids.payoutMicros();
                    billableSeconds = bids.billableSeconds();
                }
            }
        }
        CallWays.Way way = ways.of(market, message.campaignId(), message.sellerId(), bestOrder, billableSeconds);
        payout = way == null ? payout : best;
        accepted(payout, currency, expiresMicros);
        message.sbeRewind();
        bids = message.bids();
        boolean first = true;
        for (int i = 0; i < count; i++) {
            bids.next();
            if (isShown(bids.outcome(), all)) {
                bid(first, pingId, bids.orderId(), bids.payoutMicros());
                first = false;
            }
        }
        return finish(pingId, way, test);
    }

    /** The answer of a ping that is kept, as JSON. */
    Buffer write(PingRecord ping, Snapshot market, CallWays ways) {
        String currency = market.currency();
        json.clear().raw(PING_ID).id(ping.pingId());
        if (ping.reason() != Reason.NONE) {
            return rejected(ping.reason(), ping.test());
        }
        List<PingRecord.Bid> bids = ping.bids();
        List<PingRecord.Bid> won =
                bids.stream().filter(bid -> bid.outcome() == Outcome.WON).toList();
        CallWays.Way way = ways.of(
                market,
                ping.campaignId(),
                ping.sellerId(),
                won.isEmpty() ? 0 : won.get(0).orderId(),
                won.isEmpty() ? -1 : won.get(0).billableSeconds());
        long payout = won.stream()
                .limit(way == null ? won.size() : 1)
                .mapToLong(PingRecord.Bid::payoutMicros)
                .sum();
        accepted(payout, currency, ping.expiresMicros());
        boolean first = true;
        for (PingRecord.Bid bid : bids) {
            if (isShown(bid.outcome(), ping.all())) {
                bid(first, ping.pingId(), bid.orderId(), bid.payoutMicros());
                first = false;
            }
        }
        return finish(ping.pingId(), way, ping.test());
    }

    /** The public id of a bid. */
    static String bidId(long pingId, int orderId) {
        return Ids.text(pingId) + '-' + Integer.toString(orderId, Character.MAX_RADIX);
    }

    /** The order of a bid id, or -1 if it is not a bid's of this ping. */
    static int orderOf(String bidId, long pingId) {
        boolean isShaped = bidId.length() > Ids.LENGTH + 1
                && bidId.length() <= Ids.LENGTH + 8
                && bidId.charAt(Ids.LENGTH) == '-'
                && Ids.parse(bidId.substring(0, Ids.LENGTH)) == pingId;
        if (!isShaped) {
            return -1;
        }
        try {
            int order = Integer.parseInt(bidId, Ids.LENGTH + 1, bidId.length(), Character.MAX_RADIX);
            return Math.max(-1, order);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isShown(Outcome outcome, boolean all) {
        return outcome == Outcome.WON || (all && outcome == Outcome.OUTBID);
    }

    private Buffer rejected(Reason reason, boolean test) {
        json.raw(REJECTED).raw(ascii(reason.word())).raw('"');
        return end(test);
    }

    private void accepted(long payoutMicros, String currency, long expiresMicros) {
        json.raw(ACCEPTED)
                .money(payoutMicros)
                .raw(CURRENCY)
                .raw(ascii(currency))
                .raw(EXPIRES);
        Timestamps.write(expiresMicros, time, 0);
        json.raw(time).raw(BIDS);
    }

    private void bid(boolean first, long pingId, int orderId, long payoutMicros) {
        if (!first) {
            json.raw(',');
        }
        json.raw(BID).id(pingId).raw('-').raw(ascii(Integer.toString(orderId, Character.MAX_RADIX)));
        json.raw(PRICE).money(payoutMicros).raw('}');
    }

    private Buffer finish(long pingId, CallWays.@Nullable Way way, boolean test) {
        json.raw(']');
        if (way != null) {
            call(pingId, way);
        }
        return end(test);
    }

    private void call(long pingId, CallWays.Way way) {
        if (way.number() != null) {
            json.raw(NUMBER).raw(ascii(way.number())).raw('"');
        }
        if (way.sipHost() != null) {
            json.raw(SIP_URI).id(pingId).raw('@').raw(ascii(way.sipHost())).raw('"');
        }
        json.raw(BILLABLE).raw(ascii(Integer.toString(way.billableSeconds())));
    }

    private Buffer end(boolean test) {
        if (test) {
            json.raw(TEST);
        }
        return Buffer.buffer(json.raw('}').copy());
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
