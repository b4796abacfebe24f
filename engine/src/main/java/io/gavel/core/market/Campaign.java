package io.gavel.core.market;

import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.MethodName;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import java.util.Arrays;

/** What is sold and how, as the market document says. To be read only; core thread. */
public final class Campaign extends Entity {
    private int verticalId;
    private long floorMicros;
    private int deadlineMillis;
    private int maxSales;
    private int awardMillis;
    private int postMillis;
    private long duplicateSeconds;
    private Product product = Product.LEAD;
    private MethodName method = MethodName.PING_POST;
    private Pricing pricing = Pricing.FIRST_PRICE;
    private Repeat repeat = Repeat.REJECT;
    private boolean enabled;
    private boolean recorded;
    private boolean byValue;
    private int gateMicros;
    private int fallbackId;
    private int reviewMicros;
    private int reviewSeconds;
    private boolean reviewReleases;
    private int[] duplicateFields = {};
    private int[] sellers = {};

    final SortedOrders orders = new SortedOrders(SortedOrders.BY_ID);
    /** A waterfall has all its orders in the first, tier by tier; the others keep those that ask apart. */
    EligibilityIndex fixed = new EligibilityIndex(false);

    EligibilityIndex asked = new EligibilityIndex(false);

    Campaign(int id) {
        super(id);
    }

    void read(CampaignPutDecoder put) {
        verticalId = put.verticalId();
        floorMicros = put.floorMicros();
        deadlineMillis = put.deadlineMillis();
        maxSales = put.maxSales();
        awardMillis = put.awardMillis();
        postMillis = put.postMillis();
        duplicateSeconds = put.duplicateSeconds();
        product = put.product();
        method = put.method();
        pricing = put.pricing();
        int known = put.repeatRaw();
        repeat = known <= Repeat.NORMAL.value() ? Repeat.get((short) known) : Repeat.REJECT;
        enabled = put.enabled() != 0;
        recorded = put.recorded() == 1;
        byValue = put.byValue() == 1;
        gateMicros = Math.max(0, put.gateMicros());
        fallbackId = Math.max(0, put.fallbackId());
        reviewMicros = Math.max(0, put.reviewMicros());
        reviewSeconds = Math.max(0, put.reviewSeconds());
        reviewReleases = put.reviewReleases() == 1;
        CampaignPutDecoder.DuplicateFieldsDecoder fields = put.duplicateFields();
        duplicateFields = new int[fields.count()];
        for (int i = 0; fields.hasNext(); i++) {
            duplicateFields[i] = fields.next().fieldId();
        }
        CampaignPutDecoder.SellersDecoder group = put.sellers();
        sellers = new int[group.count()];
        for (int i = 0; group.hasNext(); i++) {
            sellers[i] = group.next().sellerId();
        }
        Arrays.sort(sellers);
    }

    /** Whether its calls are recorded. */
    public boolean recorded() {
        return recorded;
    }

    public int verticalId() {
        return verticalId;
    }

    /** In buyer's money. */
    public long floorMicros() {
        return floorMicros;
    }

    public int deadlineMillis() {
        return deadlineMillis;
    }

    /** To how many buyers a lead may be sold, 1 or more. */
    public int maxSales() {
        return maxSales;
    }

    /** How long an award is held. */
    public int awardMillis() {
        return awardMillis;
    }

    /** How long a post may look for a buyer that accepts. */
    public int postMillis() {
        return postMillis;
    }

    /** How long a person that was sold is a duplicate; 0: no check. */
    public long duplicateSeconds() {
        return duplicateSeconds;
    }

    /** What becomes of a person who is a duplicate. */
    public Repeat repeat() {
        return repeat;
    }

    public Product product() {
        return product;
    }

    public MethodName method() {
        return method;
    }

    public Pricing pricing() {
        return pricing;
    }

    /** Bids are ranked by price times the chance that the sale stands. */
    public boolean byValue() {
        return byValue;
    }

    /** What scores less goes to the fallback; 0: nothing does. */
    public int gateMicros() {
        return gateMicros;
    }

    /** The campaign for what scores less than the gate; 0: there is none. */
    public int fallbackId() {
        return fallbackId;
    }

    /** Calls that score less at their billable second are held for review; 0: none are. */
    public int reviewMicros() {
        return reviewMicros;
    }

    /** How long a call's bill is held back at most; 0: it is marked and billed. */
    public int reviewSeconds() {
        return reviewSeconds;
    }

    /** Whether calls of too low a score are marked and billed, for a version that could not hold them back put it. */
    public boolean onlyMarks() {
        return reviewMicros > 0 && reviewSeconds == 0;
    }

    /** What nobody decided in time goes back to the buyer; else it is billed. */
    public boolean reviewReleases() {
        return reviewReleases;
    }

    public boolean enabled() {
        return enabled;
    }

    /** How many fields make a duplicate, each by itself. */
    public int duplicateFields() {
        return duplicateFields.length;
    }

    public int duplicateField(int i) {
        return duplicateFields[i];
    }

    /** Whether this seller may sell here. */
    public boolean allows(int sellerId) {
        return Arrays.binarySearch(sellers, sellerId) >= 0;
    }

    boolean waterfall() {
        return method == MethodName.WATERFALL;
    }

    /** Empty indexes for the method of now. */
    void clearIndexes() {
        fixed = new EligibilityIndex(waterfall());
        asked = new EligibilityIndex(false);
    }

    EligibilityIndex indexOf(Order order) {
        return order.asks() && !waterfall() ? asked : fixed;
    }
}
