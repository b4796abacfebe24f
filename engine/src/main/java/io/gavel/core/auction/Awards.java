package io.gavel.core.auction;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.message.ReleaseCause;
import io.gavel.message.Standing;

/**
 * Holds, sells and releases: the market's cap units and the ledger's money, always together. For a test nothing moves.
 */
final class Awards {
    /** Who was switched off while its bid was out does not get the award. */
    private static final int PAUSED = Standing.DISABLED | Standing.BUYER_DISABLED | Standing.DELETED;

    private final Market market;
    private final Ledger ledger;
    private final Answers answers;
    private final Balances balances;

    Awards(Market market, Ledger ledger, Answers answers, Balances balances) {
        this.market = market;
        this.ledger = ledger;
        this.answers = answers;
        this.balances = balances;
    }

    /** {@link Outcome#WON} if caps and credit are held now at the bid's price, else {@code NO_CREDIT} or {@code CAPPED}. */
    Outcome hold(Auction auction, Bid bid, long nowMicros) {
        long available = ledger.available(bid.buyerId, market.creditMicros(bid.buyerId));
        if (available < bid.priceMicros) {
            return Outcome.NO_CREDIT;
        }
        if (auction.test()) {
            return Outcome.WON;
        }
        if (auction.waited && paused(bid.orderId)) {
            return Outcome.CAPPED;
        }
        if (market.reserve(bid.orderId, auction.sellerId, bid.priceMicros, nowMicros) != Reason.NONE) {
            return Outcome.CAPPED;
        }
        ledger.hold(bid.buyerId, bid.priceMicros);
        bid.held = true;
        bid.heldMicros = nowMicros;
        market.afford(bid.buyerId, available == Long.MAX_VALUE ? available : available - bid.priceMicros, nowMicros);
        return Outcome.WON;
    }

    /** Gives back what is held, and says why; nothing if nothing is held. */
    void release(Auction auction, Bid bid, ReleaseCause cause, long nowMicros) {
        release(auction.pingId, auction.sellerId, bid, cause, nowMicros);
    }

    void release(long pingId, int sellerId, Bid bid, ReleaseCause cause, long nowMicros) {
        if (bid.held) {
            undo(sellerId, bid, nowMicros);
            answers.released(pingId, bid, cause);
        }
    }

    /** Takes a hold back before anybody heard of it. */
    void undo(Auction auction, Bid bid, long nowMicros) {
        if (bid.held) {
            undo(auction.sellerId, bid, nowMicros);
        }
    }

    private void undo(int sellerId, Bid bid, long nowMicros) {
        bid.held = false;
        if (bid.answered) {
            market.releaseAnswered(bid.orderId, sellerId, bid.priceMicros, bid.heldMicros, nowMicros);
        } else {
            market.release(bid.orderId, sellerId, bid.priceMicros, bid.heldMicros, nowMicros);
        }
        ledger.release(bid.buyerId, bid.priceMicros);
        afford(bid.buyerId, nowMicros);
    }

    /** Turns what is held into a sale. */
    void sell(Auction auction, Bid bid, long nowMicros) {
        bid.held = false;
        market.commit(bid.orderId, auction.sellerId, bid.priceMicros, bid.heldMicros, nowMicros);
        pay(auction, bid, nowMicros);
    }

    /** A call is billable: its money moves; its place among the buyer's calls stays taken until it ends. */
    void bill(Auction auction, Bid bid, long nowMicros) {
        pay(auction, bid, nowMicros);
    }

    private void pay(Auction auction, Bid bid, long nowMicros) {
        ledger.post(bid.buyerId, auction.sellerId, bid.priceMicros, bid.payoutMicros);
        market.bought(bid.buyerId, nowMicros);
    }

    /** A call that was held for review is billed. */
    void approve(Sales sales, long sale, long nowMicros) {
        int buyerId = sales.buyerId(sale);
        ledger.post(buyerId, sales.sellerId(sale), sales.priceMicros(sale), sales.payoutMicros(sale));
        market.bought(buyerId, nowMicros);
    }

    /** A call that was held for review is not billed: money and caps go back. */
    void reject(Sales sales, long sale, long nowMicros) {
        int buyerId = sales.buyerId(sale);
        long price = sales.priceMicros(sale);
        market.giveBack(sales.orderId(sale), sales.sellerId(sale), price, sales.reservedMicros(sale), nowMicros);
        ledger.release(buyerId, price);
        afford(buyerId, nowMicros);
    }

    /** After a sale, a return or a payment was told: how the buyer's balance stands. */
    void told(int buyerId) {
        balances.look(buyerId);
    }

    /** A billed call is over. */
    void finish(Auction auction, Bid bid, long nowMicros) {
        bid.held = false;
        market.commit(bid.orderId, auction.sellerId, bid.priceMicros, bid.heldMicros, nowMicros);
    }

    /** Tells the market what a buyer can pay now. */
    void afford(int buyerId, long nowMicros) {
        market.afford(buyerId, ledger.available(buyerId, market.creditMicros(buyerId)), nowMicros);
    }

    private boolean paused(int orderId) {
        Order order = market.order(orderId);
        return order == null || (order.standing() & PAUSED) != 0;
    }
}
