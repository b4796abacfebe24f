package io.gavel.core.auction;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.core.memory.History;
import io.gavel.message.AwardReleasedEncoder;
import io.gavel.message.BidsWantedEncoder;
import io.gavel.message.CommandAnsweredEncoder;
import io.gavel.message.CountedOutlet;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MoneyMovedEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredEncoder;
import io.gavel.message.PingAnsweredEncoder.BidsEncoder;
import io.gavel.message.PingFlagsEncoder;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.ReturnNotedEncoder;
import io.gavel.message.ReturnState;
import io.gavel.message.TransferKind;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes what auctions say: pings' answers, requests for bids, releases, money. An output's attributes and its texts (source
 * and sub_id) have the same layout as the ping's, so they are copied as bytes.
 */
final class Answers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ORDER_AND_BUYER = BidsEncoder.orderIdEncodingOffset();
    private static final int BID = BidsEncoder.bidMicrosEncodingOffset();
    private static final int PRICE = BidsEncoder.priceMicrosEncodingOffset();
    private static final int PAYOUT = BidsEncoder.payoutMicrosEncodingOffset();
    private static final int LATENCY_AND_OUTCOME = BidsEncoder.latencyMicrosEncodingOffset();
    private static final int BILLABLE = BidsEncoder.billableSecondsEncodingOffset();
    private static final int CHANCE = BidsEncoder.chanceMicrosEncodingOffset();

    private final CountedOutlet outlet;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PingAnsweredEncoder pingAnswered = new PingAnsweredEncoder();
    private final BidsWantedEncoder bidsWanted = new BidsWantedEncoder();
    private final AwardReleasedEncoder awardReleased = new AwardReleasedEncoder();
    private final MoneyMovedEncoder moneyMoved = new MoneyMovedEncoder();
    private final ReturnNotedEncoder returnNoted = new ReturnNotedEncoder();
    private final CommandAnsweredEncoder commandAnswered = new CommandAnsweredEncoder();
    private final int flagsOfPing = HEADER + PingAnsweredEncoder.flagsEncodingOffset();
    private final int flagsOfWanted = HEADER + BidsWantedEncoder.flagsEncodingOffset();

    Answers(CountedOutlet outlet) {
        this.outlet = outlet;
    }

    /** The auction as it was decided, to one of those who wait (0: for the views only). */
    void ping(Auction auction, long correlationId, boolean repeated) {
        ping(auction, correlationId, repeated, auction.won > 0 ? Reason.NONE : auction.reason);
    }

    /** The same with another reason: what a ping that is over is answered when it comes again. */
    void ping(Auction auction, long correlationId, boolean repeated, Reason reason) {
        if (outlet.skips()) {
            return;
        }
        MutableDirectBuffer out = outlet.claim();
        pingAnswered
                .wrapAndApplyHeader(out, 0, header)
                .correlationId(correlationId)
                .pingId(auction.pingId)
                .receivedMicros(auction.receivedMicros)
                .expiresMicros(reason == Reason.NONE ? auction.expiresMicros : 0)
                .floorMicros(auction.floorMicros)
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .reason(reason.code())
                .openedIndex(auction.openedIndex)
                .scoreMicros(auction.score.micros)
                .storyRef(auction.storyRef());
        boolean scored = auction.score.isGiven();
        ScoreAnswers.part(pingAnswered.part1(), scored ? auction.score.part1 : 0);
        ScoreAnswers.part(pingAnswered.part2(), scored ? auction.score.part2 : 0);
        ScoreAnswers.part(pingAnswered.part3(), scored ? auction.score.part3 : 0);
        out.putByte(flagsOfPing, repeated ? PingFlagsEncoder.repeated(auction.flags, true) : auction.flags);
        pingAnswered.bidsCount(auction.bids.size());
        int limit = put(auction.bids, out, pingAnswered.limit());
        limit += copy(auction.ping, auction.attributesAt, auction.attributesLength, out, limit);
        limit += copy(auction.ping, auction.textsAt, auction.textsLength, out, limit);
        outlet.send(limit);
    }

    /**
     * The entries of an answer's group of bids, which are most of it, by their plain offsets, eight bytes at a time: what an
     * entry's outcome writes too far is overwritten by what follows. Returns where they end.
     */
    private static int put(Bids bids, MutableDirectBuffer out, int offset) {
        int at = offset;
        for (int i = 0; i < bids.size(); i++) {
            Bid bid = bids.get(i);
            out.putLong(at + ORDER_AND_BUYER, History.pair(bid.buyerId, bid.orderId), LITTLE_ENDIAN);
            out.putLong(at + BID, bid.bidMicros, LITTLE_ENDIAN);
            out.putLong(at + PRICE, bid.priceMicros, LITTLE_ENDIAN);
            out.putLong(at + PAYOUT, bid.payoutMicros, LITTLE_ENDIAN);
            out.putLong(at + LATENCY_AND_OUTCOME, History.pair(bid.outcome.value(), bid.latencyMicros), LITTLE_ENDIAN);
            out.putInt(at + BILLABLE, bid.billableSeconds, LITTLE_ENDIAN);
            out.putInt(at + CHANCE, bid.chanceMicros, LITTLE_ENDIAN);
            at += BidsEncoder.sbeBlockLength();
        }
        return at;
    }

    /** Asks every bid of this auction that is out and was not asked yet; {@code fresh} is their number. */
    void askBids(Auction auction, int fresh) {
        MutableDirectBuffer out = outlet.claim();
        bidsWanted
                .wrapAndApplyHeader(out, 0, header)
                .pingId(auction.pingId)
                .correlationId(auction.waiting[0])
                .deadlineMicros(auction.deadlineMicros)
                .floorMicros(auction.floorMicros)
                .campaignId(auction.campaignId);
        out.putByte(flagsOfWanted, auction.flags);
        BidsWantedEncoder.OrdersEncoder group = bidsWanted.ordersCount(fresh);
        for (int i = auction.bids.ranked(); i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (bid.outcome == Outcome.PENDING && !bid.asked) {
                bid.asked = true;
                group.next().orderId(bid.orderId).timeoutMillis(bid.timeoutMillis);
            }
        }
        int limit = bidsWanted.limit();
        outlet.send(limit + copy(auction.ping, auction.attributesAt, auction.attributesLength, out, limit));
    }

    void released(long pingId, Bid bid, ReleaseCause cause) {
        if (outlet.skips()) {
            return;
        }
        awardReleased
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .pingId(pingId)
                .priceMicros(bid.priceMicros)
                .orderId(bid.orderId)
                .buyerId(bid.buyerId)
                .cause(cause);
        outlet.send(HEADER + awardReleased.encodedLength());
    }

    void sold(Auction auction, Bid bid) {
        if (outlet.skips()) {
            return;
        }
        MutableDirectBuffer out = outlet.claim();
        moneyMoved
                .wrapAndApplyHeader(out, 0, header)
                .leadId(auction.leadId)
                .pingId(auction.pingId)
                .priceMicros(bid.priceMicros)
                .payoutMicros(bid.payoutMicros)
                .buyerId(bid.buyerId)
                .orderId(bid.orderId)
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .kind(TransferKind.SALE)
                .putSource(auction.ping, auction.textsAt + 2, auction.sourceLength)
                .putNote(auction.ping, 0, 0);
        outlet.send(HEADER + moneyMoved.encodedLength());
    }

    /** The same of a call that was held for review. */
    void sold(Sales sales, long sale) {
        moved(sales, sale, TransferKind.SALE, sales.texts(), 0, 0);
    }

    /** The money of a sale goes back; {@code note} is the buyer's reason. */
    void returned(Sales sales, long sale, DirectBuffer note, int offset, int length) {
        moved(sales, sale, TransferKind.RETURN, note, offset, length);
    }

    private void moved(Sales sales, long sale, TransferKind kind, DirectBuffer note, int offset, int length) {
        int sign = kind == TransferKind.RETURN ? -1 : 1;
        moneyMoved
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .leadId(sales.leadId(sale))
                .pingId(sales.pingId(sale))
                .priceMicros(sign * sales.priceMicros(sale))
                .payoutMicros(sign * sales.payoutMicros(sale))
                .buyerId(sales.buyerId(sale))
                .orderId(sales.orderId(sale))
                .sellerId(sales.sellerId(sale))
                .campaignId(sales.campaignId(sale))
                .kind(kind)
                .putSource(sales.texts(), sales.textsAt(sale) + 2, sales.sourceLength(sale))
                .putNote(note, offset, length);
        outlet.send(HEADER + moneyMoved.encodedLength());
    }

    /** Where a return stands. */
    void returning(Sales sales, long sale, ReturnState state, DirectBuffer note, int offset, int length) {
        returnNoted
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .leadId(sales.leadId(sale))
                .pingId(sales.pingId(sale))
                .priceMicros(sales.priceMicros(sale))
                .payoutMicros(sales.payoutMicros(sale))
                .buyerId(sales.buyerId(sale))
                .orderId(sales.orderId(sale))
                .sellerId(sales.sellerId(sale))
                .campaignId(sales.campaignId(sale))
                .state(state)
                .putNote(note, offset, length);
        outlet.send(HEADER + returnNoted.encodedLength());
    }

    void paid(int buyerId, int sellerId, long amountMicros, DirectBuffer note, int offset, int length) {
        moneyMoved
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .leadId(0)
                .pingId(0)
                .priceMicros(amountMicros)
                .payoutMicros(0)
                .buyerId(buyerId)
                .orderId(0)
                .sellerId(sellerId)
                .campaignId(0)
                .kind(TransferKind.PAYMENT)
                .putSource(note, 0, 0)
                .putNote(note, offset, length);
        outlet.send(HEADER + moneyMoved.encodedLength());
    }

    void command(long correlationId, Reason reason, int count) {
        commandAnswered
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(correlationId)
                .reason(reason.code())
                .count(count);
        outlet.send(HEADER + commandAnswered.encodedLength());
    }

    /** Copies bytes and returns their number. */
    static int copy(DirectBuffer from, int offset, int length, MutableDirectBuffer out, int at) {
        out.putBytes(at, from, offset, length);
        return length;
    }
}
