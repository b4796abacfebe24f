package io.gavel.core.market;

import io.gavel.core.timer.Timers;
import io.gavel.message.Attributes;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.BuyerPutEncoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CampaignPutEncoder;
import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.EntityDeletedEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MethodName;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.OrderPutEncoder;
import io.gavel.message.OrderStandingDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.SellerPutEncoder;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VerticalPutEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** A market that tests speak to in plain words: puts become messages, outputs become readable lines, time goes where told. */
final class TestMarket implements Outlet {
    static final int CAMPAIGN = 1;
    static final int BUYER = 1;
    static final int SELLER = 1;

    final Timers timers = new Timers();
    Market market = new Market(this, timers);
    /** What was said since it was last cleared. */
    final List<String> said = new ArrayList<>();

    final OrderList list = new OrderList();
    long now = micros("2026-01-05T12:00:00Z");
    private long sequence;

    private final ExpandableArrayBuffer in = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decodedHeader = new MessageHeaderDecoder();

    static long micros(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /** Time goes on: what is due fires, each at its own deadline or all at once. */
    void advance(long micros) {
        now = micros;
        while (timers.poll(now)) {
            market.fire(timers.kind(), timers.id(), now);
        }
    }

    /** A new, empty market at the same time, with the same timers. */
    Market restart() {
        market = new Market(this, timers);
        return market;
    }

    void vertical(FieldType... types) {
        VerticalPutEncoder put = new VerticalPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .correlationId(7)
                .verticalId(1);
        VerticalPutEncoder.FieldsEncoder fields = put.fieldsCount(types.length);
        for (int i = 0; i < types.length; i++) {
            fields.next().fieldId(i).fieldType(types[i]);
        }
        put.key("vertical").actor("test").putDocument(new byte[0], 0, 0);
        market.put(new VerticalPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, now);
    }

    void campaign(MethodName method, long floorMicros) {
        campaign(CAMPAIGN, method, floorMicros);
    }

    void campaign(int id, MethodName method, long floorMicros) {
        CampaignPutEncoder put = new CampaignPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .correlationId(7)
                .campaignId(id)
                .verticalId(1)
                .floorMicros(floorMicros)
                .maxSales(1)
                .product(Product.LEAD)
                .method(method)
                .pricing(Pricing.FIRST_PRICE)
                .enabled((short) 1)
                .repeat(Repeat.REJECT);
        put.duplicateFieldsCount(0);
        put.sellersCount(1).next().sellerId(SELLER);
        put.key("campaign-" + id).actor("test").putDocument(new byte[0], 0, 0);
        market.put(new CampaignPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, now);
    }

    void seller(int id, CapSpec... caps) {
        SellerPutEncoder put = new SellerPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .sellerId(id)
                .shareMicros(800_000)
                .enabled((short) 1);
        SellerPutEncoder.CapsEncoder group = put.capsCount(caps.length);
        for (CapSpec cap : caps) {
            group.next().limit(cap.limit()).kind(cap.kind()).period(cap.period());
        }
        put.key("seller-" + id).actor("test").putDocument(new byte[0], 0, 0);
        market.put(new SellerPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, now);
    }

    void buyer(int id, long creditMicros, boolean enabled, ZoneId zone, CapSpec... caps) {
        BuyerPutEncoder put = new BuyerPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .correlationId(7)
                .buyerId(id)
                .creditMicros(creditMicros)
                .enabled((short) (enabled ? 1 : 0));
        List<long[]> offsets = offsets(zone);
        BuyerPutEncoder.ZoneEncoder group = put.zoneCount(offsets.size());
        for (long[] offset : offsets) {
            group.next().fromSeconds(offset[0]).offsetSeconds((int) offset[1]);
        }
        BuyerPutEncoder.CapsEncoder capGroup = put.capsCount(caps.length);
        for (CapSpec cap : caps) {
            capGroup.next().limit(cap.limit()).kind(cap.kind()).period(cap.period());
        }
        put.key("buyer-" + id).actor("test").putDocument(new byte[0], 0, 0);
        market.put(new BuyerPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, now);
    }

    /** The offsets of a zone from 2025 to 2030, as the edge sends them. */
    static List<long[]> offsets(ZoneId zone) {
        List<long[]> offsets = new ArrayList<>();
        if (zone.equals(ZoneOffset.UTC)) {
            return offsets;
        }
        ZoneRules rules = zone.getRules();
        Instant from = Instant.parse("2025-01-01T00:00:00Z");
        offsets.add(new long[] {from.getEpochSecond(), rules.getOffset(from).getTotalSeconds()});
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(Instant.parse("2030-01-01T00:00:00Z"))) {
            offsets.add(new long[] {next.toEpochSecond(), next.getOffsetAfter().getTotalSeconds()});
            next = rules.nextTransition(next.getInstant());
        }
        return offsets;
    }

    void put(OrderSpec order) {
        OrderPutEncoder put = new OrderPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .correlationId(7)
                .orderId(order.id)
                .buyerId(order.buyerId)
                .campaignId(order.campaignId)
                .priceMicros(order.asks ? 0 : order.priceMicros)
                .maxMicros(order.priceMicros)
                .priority(order.priority)
                .weight(1);
        put.flags().clear().enabled(order.enabled).asks(order.asks);
        put.duplicateFieldsCount(0);
        OrderPutEncoder.HoursEncoder hours = put.hoursCount(order.hours.length / 2);
        for (int i = 0; i < order.hours.length; i += 2) {
            hours.next().fromMinute(order.hours[i]).toMinute(order.hours[i + 1]);
        }
        OrderPutEncoder.CapsEncoder caps = put.capsCount(order.caps.size());
        for (CapSpec cap : order.caps) {
            caps.next().limit(cap.limit()).kind(cap.kind()).period(cap.period());
        }
        put.putFilter(order.filter, 0, order.filter.length)
                .key("order-" + order.id)
                .actor("test")
                .putDocument(new byte[] {'{', '}'}, 0, 2);
        market.put(new OrderPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, now);
    }

    void delete(EntityKind kind, int id) {
        new EntityDeletedEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .correlationId(7)
                .entityId(id)
                .kind(kind)
                .actor("test");
        market.delete(new EntityDeletedDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, now);
    }

    Campaign campaign() {
        return java.util.Objects.requireNonNull(market.campaignKept(CAMPAIGN));
    }

    Order order(int id) {
        return java.util.Objects.requireNonNull(market.orderKept(id));
    }

    /** Ids of all orders that take this, in order. */
    List<Integer> eligible(Attributes attributes) {
        market.eligible(campaign(), attributes, list);
        return ids(list);
    }

    static List<Integer> ids(OrderList list) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            ids.add(list.id(i));
        }
        return ids;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return out;
    }

    @Override
    public void send(int length) {
        decodedHeader.wrap(out, 0);
        if (decodedHeader.templateId() == OrderStandingDecoder.TEMPLATE_ID) {
            OrderStandingDecoder message = new OrderStandingDecoder().wrapAndApplyHeader(out, 0, decodedHeader);
            said.add("order " + message.orderId() + " standing " + message.standing() + " cap " + message.capIndex());
        } else {
            EntityChangedDecoder message = new EntityChangedDecoder().wrapAndApplyHeader(out, 0, decodedHeader);
            said.add(message.kind() + " " + message.entityId() + (message.deleted() == 0 ? " put" : " deleted") + " as "
                    + message.key() + " for " + message.correlationId() + " version " + message.version());
        }
    }
}
