package io.gavel.bench.jmh;

import io.gavel.core.market.Market;
import io.gavel.core.timer.Timers;
import io.gavel.message.Attributes;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.BuyerPutEncoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CampaignPutEncoder;
import io.gavel.message.CapKind;
import io.gavel.message.Coding;
import io.gavel.message.FilterWriter;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MethodName;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.OrderPutEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.Period;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import java.util.Arrays;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;

/**
 * A campaign of orders with five predicates each, of which about one in twenty takes a random lead, and the same orders as a
 * plain array in descending order of price, to compare with. The same seed gives the same.
 *
 * <pre>
 * state in 25 of 50 (1/2) · age between (0.6) · credit in 2 of 3 (2/3) · insured is (1/2) · homeowner is (1/2)
 * </pre>
 */
final class RandomOrders implements Outlet {
    static final int CAMPAIGN = 1;
    static final int STATE = 0;
    static final int AGE = 1;
    static final int CREDIT = 2;
    static final int INSURED = 3;
    static final int HOMEOWNER = 4;

    private static final int STATES = 50;
    private static final long[] CREDITS = {Coding.hash("fair"), Coding.hash("good"), Coding.hash("excellent")};

    /** One order as plain fields, for the scan. */
    static final class Plain {
        int id;
        long priceMicros;
        boolean active = true;
        final long[] states = new long[STATES / 2];
        long fromAge;
        long toAge;
        final long[] credits = new long[2];
        long insured;
        long homeowner;

        boolean takes(Attributes lead) {
            return lead.value(INSURED) == insured
                    && lead.value(HOMEOWNER) == homeowner
                    && lead.value(AGE) >= fromAge
                    && lead.value(AGE) <= toAge
                    && (lead.value(CREDIT) == credits[0] || lead.value(CREDIT) == credits[1])
                    && Arrays.binarySearch(states, lead.value(STATE)) >= 0;
        }
    }

    final Timers timers = new Timers();
    final Market market = new Market(this, timers);
    final Plain[] byPrice;
    private final Random random;
    private final boolean agreeing;
    private final ExpandableArrayBuffer in = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decodedHeader = new MessageHeaderDecoder();
    private final OrderPutEncoder orderPut = new OrderPutEncoder();
    private final OrderPutDecoder orderDecoder = new OrderPutDecoder();
    private long sequence;

    /** @param agreeing every order wants insured and homeowner to be the same: leads where they differ match nobody */
    RandomOrders(int size, long seed, boolean agreeing) {
        this.random = new Random(seed);
        this.agreeing = agreeing;
        byPrice = new Plain[size];
        campaign();
        buyer();
        for (int i = 0; i < size; i++) {
            byPrice[i] = plain(i + 1);
            put(byPrice[i]);
        }
        Plain[] sorted = byPrice.clone();
        Arrays.sort(sorted, (a, b) -> Long.compare(b.priceMicros, a.priceMicros));
        System.arraycopy(sorted, 0, byPrice, 0, size);
    }

    Attributes lead() {
        return new Attributes()
                .set(STATE, state(random.nextInt(STATES)))
                .set(AGE, 48 + random.nextInt(16))
                .set(CREDIT, CREDITS[random.nextInt(3)])
                .set(INSURED, random.nextInt(2))
                .set(HOMEOWNER, random.nextInt(2));
    }

    void put(Plain order) {
        byte[] filter = new FilterWriter()
                .all(5)
                .in(STATE, order.states)
                .between(AGE, order.fromAge, order.toAge)
                .in(CREDIT, order.credits)
                .is(INSURED, order.insured)
                .is(HOMEOWNER, order.homeowner)
                .toBytes();
        orderPut.wrapAndApplyHeader(in, 0, header)
                .orderId(order.id)
                .buyerId(1)
                .campaignId(CAMPAIGN)
                .priceMicros(order.priceMicros)
                .weight(1);
        orderPut.flags().clear().enabled(true);
        orderPut.duplicateFieldsCount(0);
        orderPut.hoursCount(0);
        orderPut.capsCount(1).next().limit(1).kind(CapKind.CONCURRENT).period(Period.TOTAL);
        orderPut.putFilter(filter, 0, filter.length).key("o").actor("").putDocument(filter, 0, 0);
        market.put(orderDecoder.wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, sequence);
    }

    private Plain plain(int id) {
        Plain order = new Plain();
        order.id = id;
        order.priceMicros = (1L + random.nextInt(100_000)) * 1_000;
        int shift = random.nextInt(STATES);
        for (int i = 0; i < order.states.length; i++) {
            order.states[i] = state((shift + i) % STATES);
        }
        Arrays.sort(order.states);
        order.fromAge = 16L + random.nextInt(48);
        order.toAge = order.fromAge + 28;
        int credit = random.nextInt(3);
        order.credits[0] = CREDITS[credit];
        order.credits[1] = CREDITS[(credit + 1) % 3];
        order.insured = random.nextInt(2);
        order.homeowner = agreeing ? order.insured : random.nextInt(2);
        return order;
    }

    private static long state(int i) {
        return Coding.usState((char) ('A' + i / 2), (char) ('A' + i % 26));
    }

    private void campaign() {
        CampaignPutEncoder put = new CampaignPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .campaignId(CAMPAIGN)
                .verticalId(1)
                .maxSales(1)
                .product(Product.LEAD)
                .method(MethodName.PING_POST)
                .pricing(Pricing.FIRST_PRICE)
                .enabled((short) 1)
                .repeat(Repeat.REJECT);
        put.duplicateFieldsCount(0);
        put.sellersCount(0);
        put.key("c").actor("").putDocument(new byte[0], 0, 0);
        market.put(new CampaignPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, 0);
    }

    private void buyer() {
        BuyerPutEncoder put = new BuyerPutEncoder()
                .wrapAndApplyHeader(in, 0, header)
                .buyerId(1)
                .creditMicros(Long.MAX_VALUE)
                .enabled((short) 1);
        put.zoneCount(0);
        put.capsCount(0);
        put.key("b").actor("").putDocument(new byte[0], 0, 0);
        market.put(new BuyerPutDecoder().wrapAndApplyHeader(in, 0, decodedHeader), ++sequence, 0);
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return out;
    }

    @Override
    public void send(int length) {}
}
