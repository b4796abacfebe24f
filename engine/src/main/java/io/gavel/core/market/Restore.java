package io.gavel.core.market;

import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.VerticalPutDecoder;
import org.agrona.ExpandableArrayBuffer;

/** Makes a market again out of what {@link Book#writeState} wrote: each entity from its put, and what has happened to it since. */
final class Restore {
    private final Book book;
    private final Schedules schedules;
    private final Places places;
    private final StateReader in;
    private final ExpandableArrayBuffer put = new ExpandableArrayBuffer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    Restore(Book book, Schedules schedules, Places places, StateReader in) {
        this.book = book;
        this.schedules = schedules;
        this.places = places;
        this.in = in;
    }

    void run() {
        for (EntityKind kind : EntityKind.values()) {
            if (book.of(kind) != null) {
                for (int n = in.getInt(); n > 0; n--) {
                    entity(kind, in.getInt());
                }
            }
        }
    }

    private void entity(EntityKind kind, int id) {
        int length = in.getBytes(put);
        switch (kind) {
            case VERTICAL -> {
                Vertical vertical = new Vertical(id);
                vertical.readState(in, put, length);
                vertical.read(new VerticalPutDecoder().wrapAndApplyHeader(put, 0, header));
                book.verticals.add(vertical);
            }
            case SELLER -> {
                Seller seller = new Seller(id);
                seller.readState(in, put, length);
                seller.caps = seller.read(new SellerPutDecoder().wrapAndApplyHeader(put, 0, header));
                seller.caps.readState(in);
                book.sellers.add(seller);
            }
            case CAMPAIGN -> {
                Campaign campaign = new Campaign(id);
                campaign.readState(in, put, length);
                campaign.read(new CampaignPutDecoder().wrapAndApplyHeader(put, 0, header));
                campaign.clearIndexes();
                book.campaigns.add(campaign);
            }
            case BUYER -> {
                Buyer buyer = new Buyer(id);
                buyer.readState(in, put, length);
                buyer.caps = buyer.read(new BuyerPutDecoder().wrapAndApplyHeader(put, 0, header));
                buyer.readRest(in);
                book.buyers.add(buyer);
            }
            case ORDER -> order(new Order(id), length);
            default -> {
                Kept entity = new Kept(id);
                entity.readState(in, put, length);
                book.add(kind, entity);
            }
        }
    }

    private void order(Order order, int length) {
        order.readState(in, put, length);
        order.caps = order.read(new OrderPutDecoder().wrapAndApplyHeader(put, 0, header));
        long schedule = order.readRest(in);
        book.orders.add(order);
        places.attach(order);
        if (order.deleted()) {
            places.detach(order);
            return;
        }
        if (schedule != 0) {
            schedules.rejoin(order, schedule, order.zone());
        }
        Standings.activate(order);
    }
}
