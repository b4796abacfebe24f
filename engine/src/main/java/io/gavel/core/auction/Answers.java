package io.gavel.core.auction;

import io.gavel.message.AwardReleasedEncoder;
import io.gavel.message.BidsWantedEncoder;
import io.gavel.message.CommandAnsweredEncoder;
import io.gavel.message.CountedOutlet;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MoneyMovedEncoder;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.ReturnNotedEncoder;
import io.gavel.message.ReturnState;
import io.gavel.message.TransferKind;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes what auctions say beside pings' answers ({@link PingAnswers}): requests for bids, releases, money. An output's
 * attributes have the same layout as the ping's, so they are copied as bytes.
 */
final class Answers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final CountedOutlet outlet;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BidsWantedEncoder bidsWanted = new BidsWantedEncoder();
    private final AwardReleasedEncoder awardReleased = new AwardReleasedEncoder();
    private final MoneyMovedEncoder moneyMoved = new MoneyMovedEncoder();
    private final ReturnNotedEncoder returnNoted = new ReturnNotedEncoder();
    private final CommandAnsweredEncoder commandAnswered = new CommandAnsweredEncoder();
    private final int flagsOfWanted = HEADER + BidsWantedEncoder.flagsEncodingOffset();

    Answers(CountedOutlet outlet) {
        this.outlet = outlet;
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
