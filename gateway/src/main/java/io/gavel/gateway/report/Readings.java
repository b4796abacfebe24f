package io.gavel.gateway.report;

import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Filter;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.view.Attribute;
import io.gavel.view.Cost;
import io.gavel.view.LeadRecord;
import io.gavel.view.PingRecord;
import io.gavel.view.Views;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reports say, for who draws it instead of sending JSON. May take long: on no event loop. Any other thread. */
public final class Readings {
    private final Views views;
    private final Directory directory;
    private final HourlySums sums;

    Readings(Views views, Directory directory) {
        this.views = views;
        this.directory = directory;
        this.sums = new HourlySums(views.pnl());
    }

    /**
     * Why a ping ended as it did: the orders that bid, best first, then others.
     *
     * @param others so many of the orders that did not bid, at most
     */
    public List<Verdict> explain(PingRecord ping, int others) {
        Past past = Past.of(directory.now(), views.audit(), ping.campaignId(), ping.pingId());
        long leadId = views.leads().ofPing(ping.pingId());
        LeadRecord lead = leadId == 0 ? null : views.leads().find(leadId);
        return new Explanation(ping, lead, past, views.standings())
                .verdicts(0, others)
                .list();
    }

    /**
     * What became of the newest pings of some orders' campaigns, for each of these orders; of others nothing is told.
     *
     * @param fromMicros not older than this
     * @param most so many of each campaign, at most
     */
    public List<Misses> misses(List<OrderInfo> orders, long fromMicros, int most) {
        return new MissesReading(views, directory.now()).of(orders, fromMicros, most);
    }

    /** The P and L of a stretch of time, grouped; {@code by} of {@link PnlTable#GROUPS}. */
    public PnlTable pnl(long fromMicros, long toMicros, List<String> by, ZoneId zone, PnlFilter filter) {
        Snapshot market = directory.now();
        PnlTable table = new PnlTable(market, by, zone);
        sums.read(fromMicros, toMicros, by, zone, filter, table::add);
        for (Cost cost : views.costs().costs(fromMicros, toMicros)) {
            if (filter.wants(0, cost.campaignId(), 0, cost.source())) {
                table.add(cost);
            }
        }
        return table;
    }

    /** The rows of the P and L as they are kept, minute by minute. */
    public void minutes(long fromMicros, long toMicros, MinuteVisitor visitor) {
        views.pnl()
                .read(
                        fromMicros,
                        toMicros,
                        (minute, seller, campaign, buyer, source, values) -> visitor.row(minute, values));
    }

    /** Who takes them; {@code values} by {@link io.gavel.view.PnlColumn#place}. */
    public interface MinuteVisitor {
        void row(long minute, long[] values);
    }

    /** A P and L as a spreadsheet. */
    public String csv(PnlTable table) {
        return new PnlWriter(table, directory.now().currency()).csv();
    }

    /** A filter in the document's words. */
    public static String words(Filter filter) {
        return FilterTrace.describe(filter);
    }

    /** How many pings a filter would have let through, and what stood in the way of the others. */
    public static Matches matches(Filter filter, Iterable<PingRecord> pings) {
        return Matches.of(filter, pings);
    }

    /** Whether a filter lets a ping through. */
    public static boolean holds(Filter filter, PingRecord ping) {
        return new FilterTrace(Explanation.known(ping)).holds(filter);
    }

    /** The fields of a ping, in the words of its vertical. */
    public static List<NamedValue> fields(@Nullable Vertical vertical, List<Attribute> attributes) {
        List<NamedValue> fields = new ArrayList<>();
        for (Attribute attribute : attributes) {
            var field = vertical == null ? null : vertical.field(attribute.fieldId());
            if (field != null) {
                fields.add(new NamedValue(field.name(), FieldTexts.text(field, attribute.value(), attribute.text())));
            }
        }
        return fields;
    }

    /** One field. */
    public record NamedValue(String name, String value) {}

    /** Which rows are added up; 0 and null: all. */
    public record PnlFilter(
            int seller, int campaign, int buyer, @Nullable String source) {
        /** Everything. */
        public static final PnlFilter ALL = new PnlFilter(0, 0, 0, null);

        boolean wants(int sellerId, int campaignId, int buyerId, String ofSource) {
            return (seller == 0 || seller == sellerId)
                    && (campaign == 0 || campaign == campaignId)
                    && (buyer == 0 || buyer == buyerId)
                    && (source == null || source.equals(ofSource));
        }
    }
}
