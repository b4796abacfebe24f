package io.gavel.core.auction;

import io.gavel.core.market.Market;
import io.gavel.core.market.OrderList;
import io.gavel.core.market.Seller;
import org.jspecify.annotations.Nullable;

/** What a bid is worth to the seller of an auction. */
final class Prices {
    /** No price is above this (a milliard): larger numbers are garbage, and sums of prices stay far from overflow. */
    static final long MAX_MICROS = 1_000_000_000_000_000L;

    private final Market market;
    /** The last one that was looked up: sellers are never forgotten, and change in place. */
    private @Nullable Seller seller;

    Prices(Market market) {
        this.market = market;
    }

    /** Sets the price that this bid's buyer would pay, and what the seller would be paid for it. */
    void set(Auction auction, Bid bid, long priceMicros) {
        bid.priceMicros = priceMicros;
        bid.payoutMicros = payoutMicros(auction, priceMicros);
    }

    /** What the seller would be paid for this price. */
    long payoutMicros(Auction auction, long priceMicros) {
        Seller paid = seller(auction);
        return paid == null ? 0 : paid.payoutMicros(priceMicros);
    }

    /** What the seller would be paid for each of these orders' prices. */
    void payouts(Auction auction, OrderList orders, long[] payouts) {
        Seller paid = seller(auction);
        for (int i = 0; i < orders.size(); i++) {
            payouts[i] = paid == null ? 0 : paid.payoutMicros(orders.rankMicros(i));
        }
    }

    private @Nullable Seller seller(Auction auction) {
        Seller paid = seller;
        if (paid == null || paid.id() != auction.sellerId) {
            paid = market.sellerKept(auction.sellerId);
            seller = paid;
        }
        return paid;
    }
}
