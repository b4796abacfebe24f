package io.gavel.core.market;

import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.VerticalPutDecoder;
import org.agrona.DirectBuffer;

/** Changes of the market document: what is put and deleted, and what follows from it for the orders. */
final class Puts {
    private final Book book;
    private final Voice voice;
    private final Standings standings;
    private final Schedules schedules;
    private final Places places;
    private final Tail tail = new Tail();

    Puts(Book book, Voice voice, Standings standings, Schedules schedules, Places places) {
        this.book = book;
        this.voice = voice;
        this.standings = standings;
        this.schedules = schedules;
        this.places = places;
    }

    void put(VerticalPutDecoder put, long sequence) {
        Vertical vertical = book.verticals.get(put.verticalId());
        if (vertical == null) {
            vertical = new Vertical(put.verticalId());
            book.verticals.add(vertical);
        }
        vertical.read(put);
        kept(EntityKind.VERTICAL, vertical, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
    }

    void put(SellerPutDecoder put, long sequence, long nowMicros) {
        Seller seller = book.sellers.get(put.sellerId());
        if (seller == null) {
            seller = new Seller(put.sellerId());
            book.sellers.add(seller);
        }
        Caps caps = seller.read(put);
        caps.begin(seller.caps, nowMicros, Zone.UTC, Zone.UTC);
        seller.caps = caps;
        kept(EntityKind.SELLER, seller, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
    }

    void put(DocumentPutDecoder put, long sequence) {
        document(put.kind(), put.entityId(), sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
    }

    void put(CampaignPutDecoder put, long sequence, long nowMicros) {
        Campaign campaign = book.campaigns.get(put.campaignId());
        boolean isNew = campaign == null;
        if (campaign == null) {
            campaign = new Campaign(put.campaignId());
            book.campaigns.add(campaign);
        }
        boolean waterfall = campaign.waterfall();
        campaign.read(put);
        kept(EntityKind.CAMPAIGN, campaign, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
        if (waterfall != campaign.waterfall()) {
            places.reindex(campaign);
        }
        if (isNew) {
            places.adopt(campaign, nowMicros);
        } else {
            places.refloor(campaign);
            settleAll(campaign.orders, nowMicros);
        }
    }

    void put(BuyerPutDecoder put, long sequence, long nowMicros) {
        Buyer buyer = book.buyers.get(put.buyerId());
        boolean isNew = buyer == null;
        if (buyer == null) {
            buyer = new Buyer(put.buyerId());
            book.buyers.add(buyer);
        }
        long oldCredit = buyer.creditMicros;
        Zone oldZone = buyer.zone;
        Caps caps = buyer.read(put);
        caps.begin(buyer.caps, nowMicros, oldZone, buyer.zone);
        buyer.caps = caps;
        kept(EntityKind.BUYER, buyer, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
        standings.afford(buyer, isNew ? buyer.creditMicros : moved(buyer, oldCredit), nowMicros);
        standings.look(buyer, nowMicros);
        if (isNew) {
            places.adopt(buyer, nowMicros);
        } else {
            if (!oldZone.equals(buyer.zone)) {
                places.rezone(buyer, oldZone, nowMicros);
            }
            settleAll(buyer.orders, nowMicros);
        }
    }

    void put(OrderPutDecoder put, long sequence, long nowMicros) {
        Order order = book.orders.get(put.orderId());
        boolean isNew = order == null;
        if (order == null) {
            order = new Order(put.orderId());
            book.orders.add(order);
        }
        Zone oldZone = order.zone();
        places.detach(order);
        Caps caps = order.read(put);
        kept(EntityKind.ORDER, order, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
        places.attach(order);
        caps.begin(order.caps, nowMicros, oldZone, order.zone());
        order.caps = caps;
        schedules.join(order, order.zone(), nowMicros);
        standings.settle(order, isNew, nowMicros);
        Standings.activate(order);
    }

    /** A pool: only its document is kept here. */
    void put(PoolPutDecoder put, long sequence) {
        put.skipNumbers();
        put.skipRetiring();
        document(EntityKind.POOL, put.poolId(), sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
    }

    /** A carrier: the same. */
    void put(CarrierPutDecoder put, long sequence) {
        int id = put.carrierId();
        document(EntityKind.CARRIER, id, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
    }

    /** A number: the same. */
    void put(NumberPutDecoder put, long sequence) {
        put.skipSource();
        int id = put.numberId();
        document(EntityKind.NUMBER, id, sequence, put.correlationId(), put.buffer(), put.offset(), put.limit());
    }

    private void document(
            EntityKind kind, int id, long sequence, long correlationId, DirectBuffer put, int body, int limit) {
        Entities<Kept> entities = book.kept(kind);
        if (entities == null || id < 0) {
            return;
        }
        Kept entity = entities.get(id);
        if (entity == null) {
            entity = new Kept(id);
            entities.add(entity);
        }
        kept(kind, entity, sequence, correlationId, put, body, limit);
    }

    void delete(EntityDeletedDecoder deletion, long sequence, long nowMicros) {
        int id = deletion.entityId();
        Entities<?> entities = book.of(deletion.kind());
        Entity entity = entities == null ? null : entities.get(id);
        long correlationId = deletion.correlationId();
        if (entity == null) {
            voice.deletedUnknown(deletion.kind(), id, sequence, correlationId, deletion.buffer(), deletion.limit());
            return;
        }
        entity.delete(sequence);
        voice.deleted(deletion.kind(), entity, correlationId, deletion.buffer(), deletion.limit());
        if (entity instanceof Order order) {
            schedules.leave(order);
            places.detach(order);
            standings.settle(order, false, nowMicros);
        } else if (entity instanceof Buyer buyer) {
            settleAll(buyer.orders, nowMicros);
        } else if (entity instanceof Campaign campaign) {
            settleAll(campaign.orders, nowMicros);
        }
    }

    private void settleAll(SortedOrders orders, long nowMicros) {
        for (int i = 0; i < orders.size(); i++) {
            standings.settle(orders.get(i), false, nowMicros);
        }
    }

    /** What the buyer could afford, moved by the change of its credit. Who knows what it owes tells it anew. */
    private static long moved(Buyer buyer, long oldCredit) {
        long room = buyer.credit.roomMicros;
        if (buyer.creditMicros == Long.MAX_VALUE || room == Long.MAX_VALUE) {
            return buyer.creditMicros;
        }
        return room + (buyer.creditMicros - oldCredit);
    }

    private void kept(
            EntityKind kind, Entity entity, long sequence, long correlationId, DirectBuffer put, int body, int limit) {
        tail.read(put, limit);
        entity.keep(sequence, put, body - MessageHeaderDecoder.ENCODED_LENGTH, tail.end, tail.keyAt, tail.documentAt);
        voice.changed(kind, entity, correlationId, put, tail);
    }
}
