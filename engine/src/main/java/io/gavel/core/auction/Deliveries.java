package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.Outcome;
import io.gavel.message.ReleaseCause;
import io.gavel.message.SaleState;

/**
 * Hands one held bid's lead to its buyer, and turns what comes back into a sale or a release. An outcome that is unknown stays
 * with the buyer: the same lead is sent again after 1, 2, 4 … seconds, at most every five minutes, for a day; an order that
 * opted out ({@code on_unknown: next}) gives it up at once.
 */
final class Deliveries implements Handover {
    private static final long SECOND = 1_000_000;
    private static final long LONGEST_PAUSE = 300 * SECOND;
    private static final long PATIENCE = 86_400 * SECOND;
    /** How much longer than the time-out an edge may stay silent before its attempt is taken as unknown. */
    private static final long GRACE = 5 * SECOND;

    private final Market market;
    private final Timers timers;
    private final Persons persons;
    private final Sales sales;
    private final Awards awards;
    private final Answers answers;
    private final LeadAnswers leadAnswers;
    private final Scoring scoring;

    Deliveries(
            Market market,
            Timers timers,
            Memory memory,
            Awards awards,
            Answers answers,
            LeadAnswers leadAnswers,
            Scoring scoring) {
        this.scoring = scoring;
        this.market = market;
        this.timers = timers;
        this.persons = memory.persons;
        this.sales = memory.sales;
        this.awards = awards;
        this.answers = answers;
        this.leadAnswers = leadAnswers;
    }

    /** It may not if it is gone, or does not want this person. */
    @Override
    public Outcome fit(Auction auction, Bid bid, long nowMicros) {
        Order order = market.order(bid.orderId);
        if (order == null) {
            return Outcome.REFUSED;
        }
        if (persons.duplicate(auction, order, nowMicros)) {
            return Outcome.DUPLICATE;
        }
        return persons.suppressed(auction, bid.buyerId) ? Outcome.SUPPRESSED : Outcome.WON;
    }

    @Override
    public void start(Auction auction, Bid bid, long nowMicros) {
        Order order = market.orderKept(bid.orderId);
        bid.outcome = Outcome.WON;
        bid.markedMicros = nowMicros;
        if (order != null) {
            persons.mark(auction, order, nowMicros);
        }
        if (order != null && order.delivers()) {
            send(auction, bid, nowMicros);
        } else {
            sold(auction, bid, nowMicros);
        }
    }

    /** Sends the lead once more, or the first time. */
    void send(Auction auction, Bid bid, long nowMicros) {
        Order order = market.orderKept(bid.orderId);
        int timeoutMillis = order == null ? 0 : order.deliverTimeoutMillis();
        bid.sale = SaleState.DELIVERING;
        bid.attempt++;
        due(auction, bid, nowMicros + timeoutMillis * 1_000L + GRACE);
        leadAnswers.deliver(auction, bid, timeoutMillis);
    }

    void sold(Auction auction, Bid bid, long nowMicros) {
        bid.sale = SaleState.ACCEPTED;
        awards.sell(auction, bid, nowMicros);
        sales.add(auction, bid, nowMicros);
        Order order = market.order(bid.orderId);
        if (order != null) {
            persons.mark(auction, order, nowMicros);
        }
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign != null) {
            persons.mark(auction, campaign, nowMicros);
        }
        answers.sold(auction, bid);
        awards.told(bid.buyerId);
        scoring.handed(auction, bid, true);
    }

    void refused(Auction auction, Bid bid, long nowMicros) {
        bid.sale = SaleState.REFUSED;
        bid.outcome = Outcome.REFUSED;
        drop(auction, bid, ReleaseCause.REFUSED, nowMicros);
        scoring.handed(auction, bid, false);
    }

    /** True if the bid is given up, false if the lead stays with this buyer. */
    boolean unknown(Auction auction, Bid bid, long nowMicros) {
        Order order = market.orderKept(bid.orderId);
        boolean next = order != null && order.unknownNext();
        if (next || nowMicros - auction.postedMicros >= PATIENCE) {
            bid.sale = SaleState.GIVEN_UP;
            drop(auction, bid, ReleaseCause.GIVEN_UP, nowMicros);
            return true;
        }
        bid.sale = SaleState.UNKNOWN;
        long pause = bid.attempt > 9 ? LONGEST_PAUSE : Math.min(LONGEST_PAUSE, SECOND << (bid.attempt - 1));
        due(auction, bid, nowMicros + pause);
        return false;
    }

    private void drop(Auction auction, Bid bid, ReleaseCause cause, long nowMicros) {
        awards.release(auction, bid, cause, nowMicros);
        persons.unmark(auction, Duplicates.order(bid.orderId), bid.markedMicros);
    }

    private void due(Auction auction, Bid bid, long micros) {
        bid.dueMicros = micros;
        timers.schedule(micros, TimerKind.DELIVERY, auction.leadId);
    }
}
