package io.gavel.bench.jmh;

import io.gavel.core.Exchange;
import io.gavel.journal.Journal;
import io.gavel.message.Attributes;
import io.gavel.message.BuyerPutEncoder;
import io.gavel.message.CampaignPutEncoder;
import io.gavel.message.CapKind;
import io.gavel.message.FieldType;
import io.gavel.message.FilterWriter;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MethodName;
import io.gavel.message.OrderPutEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.Period;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import io.gavel.message.SellerPutEncoder;
import io.gavel.message.TimeAdvancedEncoder;
import io.gavel.message.VerticalPutEncoder;
import java.io.IOException;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A campaign with many fixed-price orders, and pings for it. Each order has five predicates of which about one ping in twenty
 * takes all, a daily cap by count and one by amount, and a buyer with finite credit; so every award takes and gives back caps
 * and money. Awards expire, so in steady state one does with every ping.
 */
final class AuctionScene implements Outlet {
    private static final long START = 1_780_000_000_000_000L;
    private static final int STATE = 1;
    private static final int AGE = 2;
    private static final int INSURED = 3;
    private static final int CREDIT = 4;
    private static final int VEHICLES = 5;
    private static final int PINGS = 1024;
    private static final int BATCH = 16;
    private static final int AWARD_MILLIS = 10_000;
    private static final byte[] NOTHING = {};

    final Exchange exchange = new Exchange(this);
    final UnsafeBuffer[] pings = new UnsafeBuffer[PINGS];
    private final UnsafeBuffer tick = tick();
    private final ExpandableArrayBuffer room = new ExpandableArrayBuffer(1 << 16);
    private final SplittableRandom random = new SplittableRandom(7);
    private final int stepMicros;
    private long sequence;
    private long now = START;
    private int next;
    private int accepted;
    private long said;

    /**
     * A scene in which this many awards are open.
     *
     * @param orders how many orders the campaign has
     * @param open how many awards are open in steady state
     */
    AuctionScene(MethodName method, int orders, int open) {
        stepMicros = AWARD_MILLIS * 1_000 / open;
        vertical();
        seller();
        for (int buyer = 1; buyer <= 100; buyer++) {
            buyer(buyer);
        }
        campaign(method);
        for (int order = 1; order <= orders; order++) {
            order(order);
        }
        for (int i = 0; i < PINGS; i++) {
            pings[i] = ping();
        }
        for (int i = 0; i < 2 * open; i++) {
            ping(next());
        }
        accepted = 0;
        for (int i = 0; i < PINGS; i++) {
            ping(next());
        }
        if (accepted < PINGS / 2 || exchange.malformed() > 0) {
            throw new IllegalStateException(accepted + " of " + PINGS + " pings were accepted");
        }
    }

    UnsafeBuffer next() {
        return pings[next++ & (PINGS - 1)];
    }

    /** The same with the ping's write to the journal before it, committed in batches as the line does under load. */
    long ping(UnsafeBuffer message, Journal journal) throws IOException {
        journal.append(sequence + 1, now + stepMicros, message, 0, message.capacity());
        if ((sequence & (BATCH - 1)) == 0) {
            journal.commit();
        }
        return ping(message);
    }

    /** Lets all awards that are open expire at once. */
    long expire() {
        now += 2 * AWARD_MILLIS * 1_000L;
        exchange.apply(++sequence, now, tick, 0, tick.capacity());
        return said;
    }

    /** One ping, decided at once, and the expiry of an older award. */
    long ping(UnsafeBuffer message) {
        now += stepMicros;
        exchange.apply(++sequence, now, message, 0, message.capacity());
        return said;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return room;
    }

    @Override
    public void send(int length) {
        said += length;
        accepted += room.getByte(2) == 101 ? 1 : 0;
    }

    private void put(ExpandableArrayBuffer out, int encoded) {
        exchange.apply(++sequence, now, out, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoded);
    }

    private void vertical() {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VerticalPutEncoder message = new VerticalPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).verticalId(1);
        VerticalPutEncoder.FieldsEncoder fields = message.fieldsCount(5);
        fields.next().fieldId(STATE).fieldType(FieldType.US_STATE);
        fields.next().fieldId(AGE).fieldType(FieldType.INTEGER);
        fields.next().fieldId(INSURED).fieldType(FieldType.BOOLEAN);
        fields.next().fieldId(CREDIT).fieldType(FieldType.ENUM);
        fields.next().fieldId(VEHICLES).fieldType(FieldType.INTEGER);
        message.key("auto").actor("bench").putDocument(NOTHING, 0, 0);
        put(out, message.encodedLength());
    }

    private void seller() {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        SellerPutEncoder message = new SellerPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .sellerId(1)
                .shareMicros(800_000)
                .marginMicros(0)
                .enabled((short) 1);
        message.capsCount(0);
        message.key("s").actor("bench").putDocument(NOTHING, 0, 0);
        put(out, message.encodedLength());
    }

    private void buyer(int id) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        BuyerPutEncoder message = new BuyerPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .buyerId(id)
                .creditMicros(1_000_000_000_000L)
                .enabled((short) 1);
        message.zoneCount(1).next().fromSeconds(0).offsetSeconds(-18_000);
        message.capsCount(0);
        message.key("b" + id).actor("bench").putDocument(NOTHING, 0, 0);
        put(out, message.encodedLength());
    }

    private void campaign(MethodName method) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CampaignPutEncoder message = new CampaignPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .campaignId(1)
                .verticalId(1)
                .floorMicros(2_000_000)
                .deadlineMillis(500)
                .maxSales(1)
                .awardMillis(AWARD_MILLIS)
                .postMillis(15_000)
                .duplicateSeconds(2_592_000)
                .product(Product.LEAD)
                .method(method)
                .pricing(Pricing.FIRST_PRICE)
                .enabled((short) 1)
                .repeat(Repeat.REJECT);
        message.duplicateFieldsCount(1).next().fieldId(9);
        message.sellersCount(1).next().sellerId(1);
        message.key("c").actor("bench").putDocument(NOTHING, 0, 0);
        put(out, message.encodedLength());
    }

    private void order(int id) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        OrderPutEncoder message = new OrderPutEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .orderId(id)
                .buyerId(1 + random.nextInt(100))
                .campaignId(1)
                .priceMicros(3_000_000 + random.nextLong(30_000_000))
                .maxMicros(0)
                .bidTimeoutMillis(0)
                .deliverTimeoutMillis(5_000)
                .priority(random.nextInt(4))
                .weight(1 + random.nextInt(9))
                .billableSeconds(0)
                .duplicateSeconds(0);
        message.flags().clear().enabled(true).delivers(true);
        message.duplicateFieldsCount(0);
        message.hoursCount(0);
        OrderPutEncoder.CapsEncoder caps = message.capsCount(2);
        caps.next().limit(1_000_000_000).kind(CapKind.COUNT).period(Period.DAY);
        caps.next().limit(1_000_000_000_000_000L).kind(CapKind.AMOUNT).period(Period.DAY);
        byte[] filter = filter();
        message.putFilter(filter, 0, filter.length);
        message.key("o" + id).actor("bench").putDocument(NOTHING, 0, 0);
        put(out, message.encodedLength());
    }

    private byte[] filter() {
        int age = 16 + random.nextInt(40);
        return new FilterWriter()
                .all(5)
                .in(STATE, random.ints(25, 0, 50).asLongStream().toArray())
                .between(AGE, age, age + 40)
                .isNot(INSURED, random.nextInt(3))
                .in(CREDIT, random.nextInt(4), random.nextInt(4))
                .atLeast(VEHICLES, random.nextInt(3))
                .toBytes();
    }

    private static UnsafeBuffer tick() {
        UnsafeBuffer out = new UnsafeBuffer(new byte[64]);
        TimeAdvancedEncoder message = new TimeAdvancedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).restarted((short) 0);
        return new UnsafeBuffer(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    private UnsafeBuffer ping() {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PingReceivedEncoder message = new PingReceivedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .requestKey(0)
                .sameKey(0)
                .leadRef(0)
                .floorMicros(1_000_000)
                .sellerId(1)
                .campaignId(1)
                .deadlineMillis(0);
        message.flags().clear();
        new Attributes()
                .set(STATE, random.nextInt(50))
                .set(AGE, 16 + random.nextInt(60))
                .set(INSURED, random.nextInt(2))
                .set(CREDIT, random.nextInt(4))
                .set(VEHICLES, random.nextInt(4))
                .write(message);
        message.personsCount(1).next().fieldId(9).key(random.nextLong());
        message.source("fb-1").subId("x");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        byte[] bytes = new byte[length];
        out.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
