package io.gavel.core.market;

import io.gavel.message.OrderFlagsDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** A buyer's standing order. To be read only; core thread. */
public final class Order extends Entity {
    /** A billion; no edge lets a higher one pass. */
    private static final long MOST_PRICE_MICROS = 1_000_000_000_000_000L;

    private int buyerId;
    private int campaignId;
    private long priceMicros;
    private long maxMicros;
    private int bidTimeoutMillis;
    private int deliverTimeoutMillis;
    private int priority;
    private int weight;
    private int billableSeconds;
    private int carrierId;
    private long duplicateSeconds;
    private boolean enabled;
    private boolean asks;
    private boolean delivers;
    private boolean unknownNext;
    private boolean test;
    private int[] duplicateFields = {};

    Hours hours = Hours.ALWAYS;
    Filter filter = Filter.EVERYTHING;
    /** The filter's bytes made no sense: the order is disabled. */
    boolean malformed;

    Caps caps = new Caps(0);

    @Nullable
    Buyer buyer;

    @Nullable
    Campaign campaign;

    @Nullable
    Schedule schedule;

    int scheduleAt;
    /** Is on the lists of its buyer and campaign, and in the campaign's index. */
    boolean attached;

    int standing;
    /** The least money that an award to it takes. */
    long needMicros;
    /** When the timer that looks at its full caps is due; 0: none is set. */
    long capTimerMicros;

    /** Where it is in the index, while it is in one. */
    Leaf leaf = Leaf.NOWHERE;

    int bit;
    /** How each constraint of the filter is indexed. */
    byte[] indexModes = {};
    /** The rows of the index do not say all that the filter says. */
    boolean verify;

    long lastServed;
    long turn;

    Order(int id) {
        super(id);
    }

    /** Reads all but key, actor and document; returns its caps, which do not count yet. */
    Caps read(OrderPutDecoder put) {
        buyerId = put.buyerId();
        campaignId = put.campaignId();
        priceMicros = put.priceMicros();
        maxMicros = put.maxMicros();
        bidTimeoutMillis = put.bidTimeoutMillis();
        deliverTimeoutMillis = put.deliverTimeoutMillis();
        priority = put.priority();
        weight = put.weight();
        billableSeconds = put.billableSeconds();
        carrierId = Math.max(0, put.carrierId());
        duplicateSeconds = put.duplicateSeconds();
        OrderFlagsDecoder flags = put.flags();
        enabled = flags.enabled();
        asks = flags.asks();
        delivers = flags.delivers();
        unknownNext = flags.unknownNext();
        test = flags.test();
        OrderPutDecoder.DuplicateFieldsDecoder fields = put.duplicateFields();
        duplicateFields = new int[fields.count()];
        for (int i = 0; fields.hasNext(); i++) {
            duplicateFields[i] = fields.next().fieldId();
        }
        hours = Hours.of(put.hours());
        Caps newCaps = Caps.of(put.caps());
        int filterAt = put.limit() + Integer.BYTES;
        Filter compiled = Filter.compile(put.buffer(), filterAt, put.skipFilter());
        malformed = compiled == null || !isPrice(priceMicros) || maxMicros < 0;
        filter = compiled == null ? Filter.EVERYTHING : compiled;
        return newCaps;
    }

    private static boolean isPrice(long micros) {
        return micros >= 0 && micros <= MOST_PRICE_MICROS;
    }

    public int buyerId() {
        return buyerId;
    }

    public int campaignId() {
        return campaignId;
    }

    /** The fixed price; 0 for an order that asks. */
    public long priceMicros() {
        return priceMicros;
    }

    /** The most that an order that asks will bid; {@link Long#MAX_VALUE} if the buyer gave no promise. */
    public long maxMicros() {
        return maxMicros;
    }

    /** By what orders are ranked: the fixed price, or the most that it will bid. */
    public long rankMicros() {
        return asks ? maxMicros : priceMicros;
    }

    public int bidTimeoutMillis() {
        return bidTimeoutMillis;
    }

    public int deliverTimeoutMillis() {
        return deliverTimeoutMillis;
    }

    /** Waterfall: lower first. */
    public int priority() {
        return priority;
    }

    /** Weighted: 1 or more. */
    public int weight() {
        return weight;
    }

    /** Through whom the buyer is rung, 0: directly. */
    public int carrierId() {
        return carrierId;
    }

    public int billableSeconds() {
        return billableSeconds;
    }

    /** How long a person that this order bought is a duplicate to it; 0: no check. */
    public long duplicateSeconds() {
        return duplicateSeconds;
    }

    /** How many fields make a duplicate, each by itself. */
    public int duplicateFields() {
        return duplicateFields.length;
    }

    public int duplicateField(int i) {
        return duplicateFields[i];
    }

    /** Has a bid endpoint: its price is asked. */
    public boolean asks() {
        return asks;
    }

    /** Has a delivery endpoint. */
    public boolean delivers() {
        return delivers;
    }

    /** A delivery whose outcome is unknown goes on to the next. */
    public boolean unknownNext() {
        return unknownNext;
    }

    /** The buyer opted in to be asked for test pings. */
    public boolean test() {
        return test;
    }

    /** Bits of {@link io.gavel.message.Standing}; 0: takes part, hours and filter permitting. */
    public int standing() {
        return standing;
    }

    /** The sequence of the input at which it was last served; 0: never. Least recently served wins ties. */
    public long lastServed() {
        return lastServed;
    }

    void serve(long sequence) {
        lastServed = sequence;
        if (attached && campaign != null) {
            leaf.cells[bit * OrderList.WIDTH + OrderList.SERVED] = sequence;
        }
    }

    boolean enabled() {
        return enabled && !malformed;
    }

    /** Whether a ping that the filter takes may have it now. */
    boolean active() {
        return standing == 0 && (schedule == null || schedule.open);
    }

    Zone zone() {
        return buyer == null ? Zone.UTC : buyer.zone;
    }

    @Override
    void writeState(StateWriter out, ExpandableArrayBuffer scratch) {
        super.writeState(out, scratch);
        caps.writeState(out);
        out.putInt(standing);
        out.putLong(capTimerMicros);
        out.putLong(lastServed);
        out.putLong(turn);
        out.putLong(schedule == null ? 0 : schedule.id);
    }

    /** Reads what the put does not say; returns the id of its schedule, 0 if it has none. */
    long readRest(StateReader in) {
        caps.readState(in);
        standing = in.getInt();
        capTimerMicros = in.getLong();
        lastServed = in.getLong();
        turn = in.getLong();
        return in.getLong();
    }
}
