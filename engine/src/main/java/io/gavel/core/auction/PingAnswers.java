package io.gavel.core.auction;

import static io.gavel.message.Bytes.putInt;
import static io.gavel.message.Bytes.putLong;
import static io.gavel.message.Bytes.putShort;
import static io.gavel.message.PingAnsweredEncoder.BLOCK_LENGTH;
import static io.gavel.message.PingAnsweredEncoder.SCHEMA_ID;
import static io.gavel.message.PingAnsweredEncoder.SCHEMA_VERSION;
import static io.gavel.message.PingAnsweredEncoder.TEMPLATE_ID;

import io.gavel.core.market.OrderList;
import io.gavel.core.memory.History;
import io.gavel.core.score.Scores;
import io.gavel.message.CountedOutlet;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredEncoder;
import io.gavel.message.PingAnsweredEncoder.BidsEncoder;
import io.gavel.message.PingFlagsEncoder;
import io.gavel.message.Reason;
import io.gavel.message.ScorePartEncoder;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes {@code PingAnswered}, what each auction says: some seven hundred bytes, most of them its bids. Makes room for all of it
 * once, and puts each number where the schema has it; {@code PingAnswersTest} holds that against the schema's own encoder.
 * Attributes and texts (source and sub_id) have the same layout as the ping's, so they are copied as bytes.
 */
final class PingAnswers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int BIDS = HEADER + BLOCK_LENGTH;
    private static final int GROUP_HEADER = BidsEncoder.sbeHeaderSize();
    private static final int BID = BidsEncoder.sbeBlockLength();
    /** What all offers say behind their prices. */
    private static final long NO_LATENCY_OUTBID = History.pair(Outcome.OUTBID.value(), -1);

    private static final long NOT_BILLABLE_CERTAIN = History.pair(Scores.ONE, -1);

    private final CountedOutlet outlet;

    PingAnswers(CountedOutlet outlet) {
        this.outlet = outlet;
    }

    /** The auction as it was decided, to one of those who wait (0: for the views only). */
    void tell(Auction auction, long correlationId, boolean repeated) {
        tell(auction, correlationId, repeated, auction.won > 0 ? Reason.NONE : auction.reason);
    }

    /** The same with another reason: what a ping that is over is answered when it comes again. */
    void tell(Auction auction, long correlationId, boolean repeated, Reason reason) {
        if (outlet.skips()) {
            return;
        }
        int length = BIDS + GROUP_HEADER + auction.bids.size() * BID + auction.attributesLength + auction.textsLength;
        ExpandableArrayBuffer room = outlet.claim();
        room.checkLimit(length);
        byte[] out = room.byteArray();
        putHead(out, auction, correlationId, repeated, reason);
        int at = putBids(out, auction.bids);
        byte[] ping = auction.ping.byteArray();
        System.arraycopy(ping, auction.attributesAt, out, at, auction.attributesLength);
        System.arraycopy(ping, auction.textsAt, out, at + auction.attributesLength, auction.textsLength);
        outlet.send(length);
    }

    private static void putHead(byte[] out, Auction auction, long correlationId, boolean repeated, Reason reason) {
        putShort(out, MessageHeaderEncoder.blockLengthEncodingOffset(), BLOCK_LENGTH);
        putShort(out, MessageHeaderEncoder.templateIdEncodingOffset(), TEMPLATE_ID);
        putShort(out, MessageHeaderEncoder.schemaIdEncodingOffset(), SCHEMA_ID);
        putShort(out, MessageHeaderEncoder.versionEncodingOffset(), SCHEMA_VERSION);
        putLong(out, HEADER + PingAnsweredEncoder.correlationIdEncodingOffset(), correlationId);
        putLong(out, HEADER + PingAnsweredEncoder.pingIdEncodingOffset(), auction.pingId);
        putLong(out, HEADER + PingAnsweredEncoder.receivedMicrosEncodingOffset(), auction.receivedMicros);
        long expires = reason == Reason.NONE ? auction.expiresMicros : 0;
        putLong(out, HEADER + PingAnsweredEncoder.expiresMicrosEncodingOffset(), expires);
        putLong(out, HEADER + PingAnsweredEncoder.floorMicrosEncodingOffset(), auction.floorMicros);
        putInt(out, HEADER + PingAnsweredEncoder.sellerIdEncodingOffset(), auction.sellerId);
        putInt(out, HEADER + PingAnsweredEncoder.campaignIdEncodingOffset(), auction.campaignId);
        out[HEADER + PingAnsweredEncoder.reasonEncodingOffset()] = reason.code();
        byte flags = repeated ? PingFlagsEncoder.repeated(auction.flags, true) : auction.flags;
        out[HEADER + PingAnsweredEncoder.flagsEncodingOffset()] = flags;
        putShort(out, HEADER + PingAnsweredEncoder.openedIndexEncodingOffset(), auction.openedIndex);
        putInt(out, HEADER + PingAnsweredEncoder.scoreMicrosEncodingOffset(), auction.score.micros);
        boolean scored = auction.score.isGiven();
        putPart(out, HEADER + PingAnsweredEncoder.part1EncodingOffset(), scored ? auction.score.part1 : 0);
        putPart(out, HEADER + PingAnsweredEncoder.part2EncodingOffset(), scored ? auction.score.part2 : 0);
        putPart(out, HEADER + PingAnsweredEncoder.part3EncodingOffset(), scored ? auction.score.part3 : 0);
        putLong(out, HEADER + PingAnsweredEncoder.storyRefEncodingOffset(), auction.storyRef());
    }

    /** One reason of the score; none is zeros. */
    private static void putPart(byte[] out, int at, long part) {
        putInt(out, at + ScorePartEncoder.weightMicrosEncodingOffset(), part == 0 ? 0 : Scores.weightOf(part));
        out[at + ScorePartEncoder.kindEncodingOffset()] = (byte) (part == 0 ? 0 : Scores.kindOf(part));
        out[at + ScorePartEncoder.fieldIdEncodingOffset()] = (byte) (part == 0 ? 0 : Scores.fieldOf(part));
    }

    /** The group of bids; returns where it ends. What a bid's outcome writes too far is overwritten by what follows it. */
    private static int putBids(byte[] out, Bids bids) {
        putShort(out, BIDS, BID);
        putShort(out, BIDS + Short.BYTES, bids.size());
        int at = BIDS + GROUP_HEADER;
        int made = bids.made();
        for (int i = 0; i < made; i++) {
            Bid bid = bids.get(i);
            putLong(out, at + BidsEncoder.orderIdEncodingOffset(), History.pair(bid.buyerId, bid.orderId));
            putLong(out, at + BidsEncoder.bidMicrosEncodingOffset(), bid.bidMicros);
            putLong(out, at + BidsEncoder.priceMicrosEncodingOffset(), bid.priceMicros);
            putLong(out, at + BidsEncoder.payoutMicrosEncodingOffset(), bid.payoutMicros);
            long latencyAndOutcome = History.pair(bid.outcome.value(), bid.latencyMicros);
            putLong(out, at + BidsEncoder.latencyMicrosEncodingOffset(), latencyAndOutcome);
            putInt(out, at + BidsEncoder.billableSecondsEncodingOffset(), bid.billableSeconds);
            putInt(out, at + BidsEncoder.chanceMicrosEncodingOffset(), bid.chanceMicros);
            at += BID;
        }
        OrderList offers = bids.offers();
        int end = bids.offerAt(bids.size());
        for (int i = bids.offerAt(made); i < end; i++) {
            long price = offers.rankMicros(i);
            putLong(out, at + BidsEncoder.orderIdEncodingOffset(), offers.buyerAndOrder(i));
            putLong(out, at + BidsEncoder.bidMicrosEncodingOffset(), price);
            putLong(out, at + BidsEncoder.priceMicrosEncodingOffset(), price);
            putLong(out, at + BidsEncoder.payoutMicrosEncodingOffset(), bids.payoutMicros(i));
            putLong(out, at + BidsEncoder.latencyMicrosEncodingOffset(), NO_LATENCY_OUTBID);
            putLong(out, at + BidsEncoder.billableSecondsEncodingOffset(), NOT_BILLABLE_CERTAIN);
            at += BID;
        }
        return at;
    }
}
