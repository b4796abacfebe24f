package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.market.Seller;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.BidAnswer;
import io.gavel.message.MethodName;
import io.gavel.message.Outcome;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.Repeat;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.jspecify.annotations.Nullable;

/** Holds the auctions: opens one for a ping, hears bids, closes it at its decision or deadline, lets awards expire. */
final class House {
    private static final long MILLI = 1_000;

    private final Market market;
    private final Timers timers;
    private final Book book;
    private final Shelf shelf;
    private final Pings pings;
    private final Persons persons;
    private final Awards awards;
    private final Entry entry;
    private final PingAnswers answers;
    private final Leads leads;
    private final Calls calls;
    private final Methods methods;
    private final PingAttributes attributes;
    private final Repeats repeats;
    private final Scoring scoring;
    /** Grows with each award, so that "least recently served" has no ties but among those never served. */
    private long serves;

    private long strayBids;

    House(
            Market market,
            Timers timers,
            Memory memory,
            Awards awards,
            Entry entry,
            PingAnswers answers,
            Leads leads,
            Calls calls,
            Methods methods,
            PingAttributes attributes,
            Scoring scoring) {
        this.scoring = scoring;
        this.attributes = attributes;
        this.repeats = memory.repeats;
        this.market = market;
        this.timers = timers;
        this.book = memory.book;
        this.shelf = memory.shelf;
        this.pings = memory.pings;
        this.persons = memory.persons;
        this.awards = awards;
        this.entry = entry;
        this.answers = answers;
        this.leads = leads;
        this.calls = calls;
        this.methods = methods;
    }

    /** Opens an auction for a ping that is neither a repetition nor the same as one that is open. */
    void open(Auction auction, int deadlineMillis, long payoutFloorMicros, long nowMicros) {
        auction.remembered = pings.add(auction);
        Seller seller = market.seller(auction.sellerId);
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign == null || (seller == null && !ofHouse(auction, campaign))) {
            reject(auction, Reason.NOT_FOUND, nowMicros);
            return;
        }
        terms(auction, campaign, seller, deadlineMillis, payoutFloorMicros);
        Reason refusal = refusal(auction, campaign, seller, nowMicros);
        if (refusal != Reason.NONE) {
            reject(auction, refusal, nowMicros);
            return;
        }
        scoring.open(auction, campaign, nowMicros);
        if (auction.score.isGiven() && auction.score.micros < campaign.gateMicros()) {
            fallBack(auction, campaign, deadlineMillis, payoutFloorMicros, nowMicros);
            return;
        }
        if (!goesToTheSame(auction, campaign, nowMicros)) {
            begin(auction, nowMicros);
        }
    }

    /**
     * The score is below the campaign's gate: another campaign of the same fields and product takes it, or nobody. A ping for a call
     * stays with the campaign whose numbers it will be called at.
     */
    private void fallBack(Auction auction, Campaign gated, int deadlineMillis, long payoutFloorMicros, long nowMicros) {
        Campaign campaign = market.campaign(gated.fallbackId());
        if (campaign == null || !campaign.enabled() || !takes(auction, gated, campaign)) {
            reject(auction, Reason.LOW_SCORE, nowMicros);
            return;
        }
        auction.campaignId = campaign.id();
        terms(auction, campaign, market.seller(auction.sellerId), deadlineMillis, payoutFloorMicros);
        Reason refusal = persons.check(auction, campaign, nowMicros);
        if (refusal != Reason.NONE) {
            reject(auction, refusal, nowMicros);
        } else if (!goesToTheSame(auction, campaign, nowMicros)) {
            begin(auction, nowMicros);
        }
    }

    private static boolean takes(Auction auction, Campaign gated, Campaign fallback) {
        return fallback.verticalId() == gated.verticalId()
                && fallback.product() == gated.product()
                && (auction.call() || gated.product() == Product.LEAD);
    }

    /** The buyer who had the caller before did not take the call: now all others are looked at. */
    void reopen(Auction auction, long nowMicros) {
        auction.sameBuyer = false;
        auction.chosen = false;
        auction.won = 0;
        auction.waited = true;
        auction.bids.drop(auction.bids.get(0), Outcome.REFUSED);
        auction.state = Auction.RUNNING;
        auction.deadlineMicros += nowMicros - auction.receivedMicros;
        auction.receivedMicros = nowMicros;
        begin(auction, nowMicros);
    }

    private void begin(Auction auction, long nowMicros) {
        if (methods.of(auction).advance(auction, false, nowMicros)) {
            close(auction, false, nowMicros);
            return;
        }
        book.enter(auction);
        timers.schedule(auction.deadlineMicros, TimerKind.AUCTION, auction.pingId);
    }

    /**
     * A caller who comes again goes to the buyer who had it, where the campaign says so and the buyer's order still takes it; for
     * nothing if that was billed, else for the order's fixed price. An order that asks and has not paid competes with all.
     */
    private boolean goesToTheSame(Auction auction, Campaign campaign, long nowMicros) {
        if (!auction.call() || campaign.repeat() != Repeat.SAME_BUYER) {
            return false;
        }
        long record = repeats.find(auction, campaign, nowMicros);
        Order order = market.order(repeats.orderOf(record));
        boolean free = repeats.isBilled(record);
        if (order == null
                || order.campaignId() != auction.campaignId
                || (order.asks() && !free)
                || !market.takes(order, attributes.of(auction))
                || persons.suppressed(auction, order.buyerId())) {
            return false;
        }
        if (!entry.again(auction, order, free) || awards.hold(auction, auction.bids.get(0), nowMicros) != Outcome.WON) {
            auction.bids.clear();
            auction.belowFloor = false;
            return false;
        }
        auction.bids.get(0).outcome = Outcome.WON;
        auction.won = 1;
        auction.sameBuyer = true;
        auction.chosen = true;
        auction.state = Auction.AWARDED;
        market.served(order.id(), ++serves);
        answer(auction);
        calls.route(auction, nowMicros);
        return true;
    }

    /** One asked buyer answered. What comes after the close, twice, or from nobody asked is counted and ignored. */
    void answered(
            @Nullable Auction auction,
            @Nullable Bid bid,
            BidAnswer answer,
            long priceMicros,
            int latencyMicros,
            long nowMicros) {
        if (auction == null || bid == null || auction.state != Auction.RUNNING || bid.outcome != Outcome.PENDING) {
            strayBids++;
            return;
        }
        auction.outstanding--;
        bid.latencyMicros = latencyMicros;
        switch (answer) {
            case BID -> bid(auction, bid, priceMicros);
            case NO_BID -> bid.outcome = Outcome.NO_BID;
            case LATE -> bid.outcome = Outcome.LATE;
            case RESTING -> bid.outcome = Outcome.RESTING;
            case ERROR, NULL_VAL -> bid.outcome = Outcome.ERROR;
        }
        advance(auction, false, nowMicros);
    }

    /** The auction's deadline: nobody is waited for any more. */
    void deadline(@Nullable Auction auction, long nowMicros) {
        if (auction != null && auction.state == Auction.RUNNING) {
            advance(auction, true, nowMicros);
        }
    }

    /** The award's life ends without a post. */
    void expire(long pingId, long nowMicros) {
        int place = book.shelved(pingId);
        if (place < 0) {
            expire(book.ofPing(pingId), nowMicros);
        } else if (shelf.expiresMicros(place) <= nowMicros) {
            for (int i = 0; i < shelf.winners(place); i++) {
                awards.release(pingId, shelf.sellerId(place), shelf.winner(place, i), ReleaseCause.EXPIRED, nowMicros);
            }
            pings.over(shelf.remembered(place), Reason.AWARD_EXPIRED);
            book.leave(pingId, place);
        }
    }

    private void expire(@Nullable Auction auction, long nowMicros) {
        if (auction == null || auction.state != Auction.AWARDED || auction.expiresMicros > nowMicros) {
            return;
        }
        for (int i = 0; i < auction.won; i++) {
            awards.release(auction, auction.bids.get(i), ReleaseCause.EXPIRED, nowMicros);
        }
        pings.over(auction.remembered, Reason.AWARD_EXPIRED);
        book.leave(auction);
    }

    /** Bids that came after the close, twice, or from nobody asked. */
    long strayBids() {
        return strayBids;
    }

    void writeState(StateWriter out) {
        out.putLong(serves);
        out.putLong(strayBids);
    }

    void readState(StateReader in) {
        serves = in.getLong();
        strayBids = in.getLong();
    }

    private static void terms(
            Auction auction, Campaign campaign, @Nullable Seller seller, int deadlineMillis, long payoutFloorMicros) {
        auction.maxSales = Math.max(1, campaign.maxSales());
        auction.method = campaign.method();
        auction.secondPrice = campaign.pricing() == Pricing.SECOND_PRICE
                && campaign.method() == MethodName.PING_POST
                && !campaign.byValue();
        auction.awardMillis = campaign.awardMillis();
        auction.postMillis = campaign.postMillis();
        auction.payoutFloorMicros = Math.max(0, payoutFloorMicros);
        long sellerFloor = seller == null ? 0 : seller.priceMicros(payoutFloorMicros);
        auction.floorMicros = Math.max(campaign.floorMicros(), sellerFloor);
        int most = campaign.deadlineMillis();
        auction.deadlineMicros =
                auction.receivedMicros + (deadlineMillis > 0 ? Math.min(deadlineMillis, most) : most) * MILLI;
    }

    /** A call that nobody is paid for: it came to a number of the house, or is about to. */
    private static boolean ofHouse(Auction auction, Campaign campaign) {
        return auction.sellerId == 0 && (auction.call() || campaign.product() == Product.CALL);
    }

    private Reason refusal(Auction auction, Campaign campaign, @Nullable Seller seller, long nowMicros) {
        if (seller == null) {
            return campaign.enabled() ? persons.check(auction, campaign, nowMicros) : Reason.CAMPAIGN_PAUSED;
        }
        if (!campaign.allows(auction.sellerId)) {
            return Reason.NOT_ALLOWED;
        }
        if (!seller.enabled()) {
            return Reason.SELLER_PAUSED;
        }
        if (!campaign.enabled()) {
            return Reason.CAMPAIGN_PAUSED;
        }
        if (!market.isOpen(seller, nowMicros)) {
            return Reason.CAPS_REACHED;
        }
        return persons.check(auction, campaign, nowMicros);
    }

    private void bid(Auction auction, Bid bid, long priceMicros) {
        if (priceMicros == 0) {
            bid.outcome = Outcome.NO_BID;
        } else if (priceMicros < 0 || priceMicros > bid.maxMicros) {
            bid.outcome = Outcome.ERROR;
        } else {
            entry.price(auction, bid, priceMicros);
        }
    }

    private void advance(Auction auction, boolean last, long nowMicros) {
        if (methods.of(auction).advance(auction, last, nowMicros)) {
            close(auction, last, nowMicros);
        }
    }

    private void close(Auction auction, boolean deadline, long nowMicros) {
        entry.giveUp(auction, deadline);
        if (auction.won == 0) {
            reject(auction, why(auction), nowMicros);
            return;
        }
        auction.expiresMicros = nowMicros + auction.awardMillis * MILLI;
        auction.state = Auction.AWARDED;
        if (!auction.test()) {
            for (int i = 0; i < auction.won; i++) {
                market.served(auction.bids.get(i).orderId, ++serves);
            }
        }
        answer(auction);
        if (auction.call()) {
            calls.route(auction, nowMicros);
        } else if (auction.direct()) {
            if (methods.of(auction).forgets(auction)) {
                book.trim(auction);
            }
            leads.redeem(auction, nowMicros);
        } else if (auction.test()) {
            pings.over(auction.remembered, Reason.TEST);
            book.leave(auction);
        } else {
            timers.schedule(auction.expiresMicros, TimerKind.AWARD, auction.pingId);
            expect(auction);
            if (methods.of(auction).forgets(auction)) {
                book.enterWinners(auction);
            } else {
                book.enter(auction);
            }
        }
    }

    /** A call of the person of a call ping finds the award. */
    private void expect(Auction auction) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (auction.persons > 0 && campaign != null && campaign.product() == Product.CALL) {
            book.expect(auction, auction.personKeys[0]);
        }
    }

    private void reject(Auction auction, Reason reason, long nowMicros) {
        auction.reason = reason;
        pings.over(auction.remembered, reason);
        answer(auction);
        if (auction.call()) {
            calls.unrouted(auction, reason, nowMicros);
        } else if (auction.direct()) {
            leads.unsold(auction, reason);
        } else {
            book.leave(auction);
        }
    }

    /** Tells all who wait; of a direct lead or a call only the views hear this, who waits is told about that. */
    private void answer(Auction auction) {
        if (auction.direct() || auction.call()) {
            answers.tell(auction, 0, false);
            return;
        }
        for (int i = 0; i < auction.waiters; i++) {
            answers.tell(auction, auction.waiting[i], i > 0);
        }
        auction.waiters = 0;
    }

    /** Why nothing was won. */
    private static Reason why(Auction auction) {
        boolean capped = false;
        boolean poor = false;
        boolean late = false;
        boolean competed = false;
        for (int i = 0; i < auction.bids.size(); i++) {
            Outcome outcome = auction.bids.get(i).outcome;
            capped |= outcome == Outcome.CAPPED;
            poor |= outcome == Outcome.NO_CREDIT;
            late |= outcome == Outcome.LATE;
            competed |= outcome != Outcome.DUPLICATE && outcome != Outcome.SUPPRESSED;
        }
        if (capped || poor) {
            return capped ? Reason.CAPS_REACHED : Reason.CREDIT_EXHAUSTED;
        }
        if (auction.belowFloor) {
            return Reason.BELOW_FLOOR;
        }
        if (!competed) {
            return Reason.NO_ELIGIBLE_ORDER;
        }
        return late ? Reason.DEADLINE_PASSED : Reason.NO_BID;
    }
}
