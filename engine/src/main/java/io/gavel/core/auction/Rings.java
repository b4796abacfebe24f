package io.gavel.core.auction;

import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.message.LegCause;
import io.gavel.message.Outcome;
import io.gavel.message.ReleaseCause;
import io.gavel.message.SaleState;

/**
 * Rings the buyers of held bids. A leg that rings has {@link SaleState#DELIVERING}, the one that has the call
 * {@link SaleState#ACCEPTED}, one that failed {@link SaleState#REFUSED}. Caps, concurrency and money are held from before the
 * INVITE until the leg has ended.
 */
final class Rings implements Handover {
    /** Of a leg that is answered but not joined with the caller yet, and of one that costs nothing. */
    static final long NEVER = Long.MAX_VALUE;

    private final Market market;
    private final Persons persons;
    private final Awards awards;
    private final CallAnswers answers;

    Rings(Market market, Memory memory, Awards awards, CallAnswers answers) {
        this.market = market;
        this.persons = memory.persons;
        this.awards = awards;
        this.answers = answers;
    }

    @Override
    public Outcome fit(Auction auction, Bid bid, long nowMicros) {
        Order order = market.order(bid.orderId);
        if (order == null) {
            return Outcome.REFUSED;
        }
        if (!auction.sameBuyer && persons.duplicate(auction, order, nowMicros)) {
            return Outcome.DUPLICATE;
        }
        return persons.suppressed(auction, bid.buyerId) ? Outcome.SUPPRESSED : Outcome.WON;
    }

    @Override
    public void start(Auction auction, Bid bid, long nowMicros) {
        bid.outcome = Outcome.WON;
        bid.sale = SaleState.DELIVERING;
        bid.attempt = ++auction.rung;
        answers.ring(auction, bid, billableSeconds(bid));
    }

    /** This buyer has the call; all others stop ringing. */
    void connect(Auction auction, Bid bid, long nowMicros) {
        bid.sale = SaleState.ACCEPTED;
        bid.answered = true;
        bid.dueMicros = NEVER;
        auction.connected = bid.orderId;
        auction.connectedMicros = nowMicros;
        auction.slots = 1;
        stop(auction, ReleaseCause.ELSEWHERE, LegCause.ELSEWHERE, nowMicros);
    }

    /** Stops every leg that rings. */
    void stop(Auction auction, ReleaseCause release, LegCause cause, long nowMicros) {
        for (int i = 0; i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (bid.sale == SaleState.DELIVERING) {
                bid.sale = SaleState.REFUSED;
                bid.outcome = Outcome.OUTBID;
                awards.release(auction, bid, release, nowMicros);
                answers.cancel(auction, bid, cause);
            }
        }
    }

    /** This leg failed, or its buyer hung up at once: it does not have the call. */
    void failed(Auction auction, Bid bid, long nowMicros) {
        if (auction.connected == bid.orderId) {
            auction.connected = 0;
            auction.connectedMicros = 0;
        }
        bid.sale = SaleState.REFUSED;
        bid.outcome = Outcome.REFUSED;
        awards.release(auction, bid, ReleaseCause.REFUSED, nowMicros);
    }

    /** Caller and buyer hear each other: from now on the bridge counts. */
    void join(Bid bid, long nowMicros) {
        if (!bid.free) {
            bid.dueMicros = earliestMicros(bid, nowMicros);
        }
    }

    /** When a leg that is joined now is billable. */
    long earliestMicros(Bid bid, long nowMicros) {
        return nowMicros + billableSeconds(bid) * 1_000_000L;
    }

    private int billableSeconds(Bid bid) {
        if (bid.billableSeconds >= 0) {
            return bid.billableSeconds;
        }
        Order order = market.orderKept(bid.orderId);
        return order == null ? 0 : order.billableSeconds();
    }
}
