package io.gavel.core.market;

import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.Attributes;
import io.gavel.message.BalanceState;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.Reason;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.ZoneVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The market's door: what the market document says, who takes part now, and which orders take a ping. Core thread only.
 * Money in micro-units, time in microseconds. Looking up, reserving, committing and releasing allocate nothing.
 *
 * <p>Outputs ({@code EntityChanged}, {@code OrderStanding}) are sent from within these calls: the caller has no open claim.
 */
public final class Market {
    private final Book book;
    private final Puts puts;
    private final Standings standings;
    private final Places places;
    private final Schedules schedules;

    public Market(Outlet outlet, Timers timers) {
        Voice voice = new Voice(outlet);
        book = new Book();
        schedules = new Schedules(timers);
        standings = new Standings(voice, timers);
        places = new Places(book, schedules, standings);
        puts = new Puts(book, voice, standings, schedules, places);
    }

    public void put(VerticalPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence);
    }

    public void put(SellerPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence, nowMicros);
    }

    public void put(CampaignPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence, nowMicros);
    }

    /** After it, tell what the buyer can {@link #afford}: its credit may have changed. */
    public void put(BuyerPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence, nowMicros);
    }

    /** A filter that makes no sense disables the order; what its caps have taken stays taken. */
    public void put(OrderPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence, nowMicros);
    }

    public void put(DocumentPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence);
    }

    /** Keeps the carrier's document; what follows from it is not the market's. */
    public void put(CarrierPutDecoder put, long sequence) {
        puts.put(put, sequence);
    }

    /** Keeps the number's document; what follows from it is not the market's. */
    public void put(NumberPutDecoder put, long sequence) {
        puts.put(put, sequence);
    }

    /** Keeps the pool's document; what follows from it is not the market's. */
    public void put(PoolPutDecoder put, long sequence, long nowMicros) {
        puts.put(put, sequence);
    }

    public void delete(EntityDeletedDecoder deletion, long sequence, long nowMicros) {
        puts.delete(deletion, sequence, nowMicros);
    }

    /** A timer of kind HOURS, ORDER_CAP or BUYER_CAP is due. */
    public void fire(int timerKind, long id, long nowMicros) {
        switch (timerKind) {
            case TimerKind.HOURS -> {
                Schedule changed = schedules.fire(id, nowMicros);
                if (changed != null) {
                    changed.orders.forEach(Standings::activate);
                }
            }
            case TimerKind.ORDER_CAP -> {
                Order order = book.orders.get((int) id);
                if (order != null) {
                    standings.fire(order, nowMicros);
                }
            }
            case TimerKind.BUYER_CAP -> {
                Buyer buyer = book.buyers.get((int) id);
                if (buyer != null) {
                    standings.fire(buyer, nowMicros);
                }
            }
            default -> throw new IllegalArgumentException("no timer of the market: " + timerKind);
        }
    }

    /** Null if unknown or deleted. */
    public @Nullable Campaign campaign(int id) {
        return book.campaigns.present(id);
    }

    /** Null if unknown or deleted. */
    public @Nullable Seller seller(int id) {
        return book.sellers.present(id);
    }

    /** Null if unknown or deleted. */
    public @Nullable Order order(int id) {
        return book.orders.present(id);
    }

    /** Null if unknown; deleted ones are kept for what was awarded to them. */
    public @Nullable Order orderKept(int id) {
        return book.orders.get(id);
    }

    /** Null if unknown; deleted ones are kept for what they sold. */
    public @Nullable Seller sellerKept(int id) {
        return book.sellers.get(id);
    }

    /** Null if unknown; deleted ones are kept for what was sold in them. */
    public @Nullable Campaign campaignKept(int id) {
        return book.campaigns.get(id);
    }

    /** The best orders with a fixed price that take this ping now. */
    public void eligibleFixed(Campaign campaign, Attributes attributes, int limit, OrderList out) {
        out.begin(book.orders);
        if (!campaign.fixed.isEmpty()) {
            campaign.fixed.best(attributes, false, limit, out);
        }
    }

    /** The orders that ask and take this ping now, those with the highest promise ({@code bid.max}) first. */
    public void eligibleAsked(Campaign campaign, Attributes attributes, int limit, OrderList out) {
        out.begin(book.orders);
        EligibilityIndex index = campaign.waterfall() ? campaign.fixed : campaign.asked;
        if (!index.isEmpty()) {
            index.best(attributes, true, limit, out);
        }
    }

    /** All orders that take this ping now, the best price (or promise) first. */
    public void eligible(Campaign campaign, Attributes attributes, OrderList out) {
        out.begin(book.orders);
        campaign.fixed.all(attributes, out);
        campaign.asked.all(attributes, out);
        out.sort();
    }

    /**
     * A waterfall's next tier: all orders that take this ping now and have the lowest priority above {@code abovePriority}
     * that anyone has, best price first. Start with {@link Long#MIN_VALUE}; go on with the priority of the tier that came.
     *
     * @return false if there is none
     */
    public boolean nextTier(Campaign campaign, Attributes attributes, long abovePriority, OrderList out) {
        out.begin(book.orders);
        boolean found = campaign.waterfall() && campaign.fixed.tier(attributes, abovePriority, out);
        out.sort();
        return found;
    }

    /**
     * Takes a unit of every cap of the order, its buyer and the seller.
     *
     * @return CAPS_REACHED if one of them has no room (or the order is gone): then nothing was taken; else NONE
     */
    public Reason reserve(int orderId, int sellerId, long priceMicros, long nowMicros) {
        Order order = book.orders.present(orderId);
        if (order == null || order.caps.full(priceMicros, nowMicros, order.zone()) >= 0) {
            return Reason.CAPS_REACHED;
        }
        Buyer buyer = order.buyer;
        if (buyer == null || buyer.caps.full(priceMicros, nowMicros, buyer.zone) >= 0) {
            return Reason.CAPS_REACHED;
        }
        Seller seller = book.sellers.get(sellerId);
        if (seller != null && seller.caps.full(priceMicros, nowMicros, Zone.UTC) >= 0) {
            return Reason.CAPS_REACHED;
        }
        order.caps.take(priceMicros, nowMicros, buyer.zone);
        buyer.caps.take(priceMicros, nowMicros, buyer.zone);
        if (seller != null) {
            seller.caps.take(priceMicros, nowMicros, Zone.UTC);
        }
        look(order, buyer, nowMicros);
        return Reason.NONE;
    }

    /** The award was redeemed: count and amount stay taken for their periods, concurrency is free again. */
    public void commit(int orderId, int sellerId, long priceMicros, long reservedMicros, long nowMicros) {
        Seller seller = book.sellers.get(sellerId);
        if (seller != null) {
            seller.caps.commit();
        }
        Order order = book.orders.get(orderId);
        if (order != null && order.buyer != null) {
            order.caps.commit();
            order.buyer.caps.commit();
            look(order, order.buyer, nowMicros);
        }
    }

    /** The award is gone: all is given back, as far as the period in which it was reserved still lasts. */
    public void release(int orderId, int sellerId, long priceMicros, long reservedMicros, long nowMicros) {
        release(orderId, sellerId, priceMicros, reservedMicros, false, nowMicros);
    }

    /** The same of a call that was answered: where answers are counted, it stays counted. */
    public void releaseAnswered(int orderId, int sellerId, long priceMicros, long reservedMicros, long nowMicros) {
        release(orderId, sellerId, priceMicros, reservedMicros, true, nowMicros);
    }

    /** A call that was held for review is not billed: what it counted for is given back where answers are not what is counted. */
    public void giveBack(int orderId, int sellerId, long priceMicros, long reservedMicros, long nowMicros) {
        Seller seller = book.sellers.get(sellerId);
        if (seller != null) {
            seller.caps.giveBack(priceMicros, reservedMicros, true, nowMicros, Zone.UTC);
        }
        Order order = book.orders.get(orderId);
        if (order != null && order.buyer != null) {
            order.caps.giveBack(priceMicros, reservedMicros, true, nowMicros, order.zone());
            order.buyer.caps.giveBack(priceMicros, reservedMicros, true, nowMicros, order.zone());
            look(order, order.buyer, nowMicros);
        }
    }

    private void release(
            int orderId, int sellerId, long priceMicros, long reservedMicros, boolean answered, long nowMicros) {
        Seller seller = book.sellers.get(sellerId);
        if (seller != null) {
            seller.caps.release(priceMicros, reservedMicros, answered, nowMicros, Zone.UTC);
        }
        Order order = book.orders.get(orderId);
        if (order != null && order.buyer != null) {
            order.caps.release(priceMicros, reservedMicros, answered, nowMicros, order.zone());
            order.buyer.caps.release(priceMicros, reservedMicros, answered, nowMicros, order.zone());
            look(order, order.buyer, nowMicros);
        }
    }

    /** Whether this order takes what has these attributes now: nothing stands in its way, its hours are open, its filter matches. */
    public boolean takes(Order order, Attributes attributes) {
        return order.attached && order.active() && order.filter.matches(attributes);
    }

    /** Whether the seller's caps have room for one more sale; how dear it may be shows when it is reserved. */
    public boolean isOpen(Seller seller, long nowMicros) {
        return seller.caps.full(0, nowMicros, Zone.UTC) < 0;
    }

    /** From now on this buyer can afford this much: its credit less what it owes and what is held. */
    public void afford(int buyerId, long availableMicros, long nowMicros) {
        Buyer buyer = book.buyers.get(buyerId);
        if (buyer != null) {
            standings.afford(buyer, availableMicros, nowMicros);
        }
    }

    /** The most that the buyer may owe; {@link Long#MAX_VALUE}: no limit; 0 if unknown. */
    public long creditMicros(int buyerId) {
        Buyer buyer = book.buyers.get(buyerId);
        return buyer == null ? 0 : buyer.creditMicros;
    }

    /** A buyer's balance, credit and all: how it stands now, if that is not as it stood; null if it is, or has no limit. */
    public @Nullable BalanceState balance(int buyerId, long availableMicros) {
        Buyer buyer = book.buyers.get(buyerId);
        return buyer == null ? null : buyer.balance(availableMicros);
    }

    /** Below this balance a buyer is told. */
    public long lowMicros(int buyerId) {
        Buyer buyer = book.buyers.get(buyerId);
        return buyer == null ? 0 : buyer.lowMicros;
    }

    /** The buyer bought one more. */
    public void bought(int buyerId, long nowMicros) {
        Buyer buyer = book.buyers.get(buyerId);
        if (buyer != null) {
            buyer.returns.bought(nowMicros, buyer.zone);
        }
    }

    /** Takes one of the returns that a buyer has; NONE, or why it may not give back what it bought then. */
    public Reason takeReturn(int buyerId, long boughtMicros, long nowMicros) {
        Buyer buyer = book.buyers.get(buyerId);
        return buyer == null ? Reason.NOT_FOUND : buyer.returns.take(boughtMicros, nowMicros, buyer.zone);
    }

    /** A return was refused: it does not count, if the period still lasts in which it was taken. */
    public void giveBackReturn(int buyerId, long nowMicros) {
        Buyer buyer = book.buyers.get(buyerId);
        if (buyer != null) {
            buyer.returns.giveBack(nowMicros, buyer.zone);
        }
    }

    /** Whether a buyer's returns wait for an operator. */
    public boolean returnsWait(int buyerId) {
        Buyer buyer = book.buyers.get(buyerId);
        return buyer != null && buyer.returns.wait;
    }

    /** The order was served by this input: it goes behind those of the same price. */
    public void served(int orderId, long sequence) {
        Order order = book.orders.get(orderId);
        if (order != null) {
            order.serve(sequence);
        }
    }

    /** Smooth weighted round robin: the order's current weight. */
    public long turn(int orderId) {
        Order order = book.orders.get(orderId);
        return order == null ? 0 : order.turn;
    }

    public void turn(int orderId, long value) {
        Order order = book.orders.get(orderId);
        if (order != null) {
            order.turn = value;
        }
    }

    /** Shows every entity, the deleted ones too. */
    public void documents(DocumentVisitor visitor) {
        book.documents(visitor);
    }

    /** Shows the time zones of all buyers. */
    public void zones(ZoneVisitor visitor) {
        for (Buyer buyer : book.buyers.sorted()) {
            buyer.zone.show(buyer.id(), visitor);
        }
    }

    public void writeState(StateWriter out) {
        schedules.writeState(out);
        book.writeState(out);
    }

    /** Into a market that is new. */
    public void readState(StateReader in) {
        schedules.readState(in);
        new Restore(book, schedules, places, in).run();
    }

    private void look(Order order, Buyer buyer, long nowMicros) {
        if (order.attached) {
            standings.look(order, nowMicros);
        }
        standings.look(buyer, nowMicros);
    }
}
