package io.gavel.gateway.report;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.MethodName;
import io.gavel.message.Money;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.view.Attribute;
import io.gavel.view.LeadRecord;
import io.gavel.view.PingRecord;
import io.gavel.view.ScoreRecord;
import io.gavel.view.StandingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a ping ended as it did, for every order of its campaign. What was asked or ranked, the auction noted; of all others it
 * is worked out here from the market, the standings, the hours and the ping as they were at its receipt. One ping.
 */
final class Explanation {
    private final PingRecord ping;
    private final @Nullable LeadRecord lead;
    private final Past past;
    private final Obstacles obstacles;
    private final long leastWinningMicros;

    Explanation(PingRecord ping, @Nullable LeadRecord lead, Past past, StandingStore standings) {
        this(ping, lead, past, standings, new HashMap<>());
    }

    /** {@code details}: what was read of orders' documents of this market so far, for who explains many pings. */
    Explanation(
            PingRecord ping,
            @Nullable LeadRecord lead,
            Past past,
            StandingStore standings,
            Map<String, OrderDetail> details) {
        this.ping = ping;
        this.lead = lead;
        this.past = past;
        this.obstacles = new Obstacles(
                past, standings, ping.pingId(), ping.openedIndex(), ping.receivedMicros(), known(ping), details);
        long least = Long.MAX_VALUE;
        for (PingRecord.Bid bid : ping.bids()) {
            least = bid.outcome() == Outcome.WON ? Math.min(least, bid.bidMicros()) : least;
        }
        this.leastWinningMicros = least == Long.MAX_VALUE ? 0 : least;
    }

    /** What filters saw: the fields, and the score. */
    static List<Attribute> known(PingRecord ping) {
        ScoreRecord score = ping.score();
        if (score == null) {
            return ping.attributes();
        }
        List<Attribute> known = new ArrayList<>(ping.attributes());
        known.add(new Attribute(Field.SCORE.id(), score.micros(), ""));
        return known;
    }

    /**
     * The bids, best first, then all other orders by id; of a campaign with many orders in pages, for each order's document has
     * to be read.
     *
     * @param after only orders with higher ids; 0: from the beginning, the bids first
     * @param limit so many other orders at most
     */
    Verdicts verdicts(int after, int limit) {
        List<Verdict> verdicts = new ArrayList<>();
        Set<Integer> listed = new HashSet<>();
        for (PingRecord.Bid bid : ping.bids()) {
            listed.add(bid.orderId());
            if (after == 0) {
                verdicts.add(listed(bid));
            }
        }
        int last = after;
        int count = 0;
        for (OrderInfo order : past.orders()) {
            if (order.id() > after && !listed.contains(order.id())) {
                if (count++ == limit) {
                    return new Verdicts(verdicts, last);
                }
                verdicts.add(unlisted(order));
                last = order.id();
            }
        }
        return new Verdicts(verdicts, 0);
    }

    /** The verdict of one order alone. */
    Verdict verdict(OrderInfo order) {
        for (PingRecord.Bid bid : ping.bids()) {
            if (bid.orderId() == order.id()) {
                return listed(bid);
            }
        }
        return unlisted(order);
    }

    /** A page; {@code next} is where the next one begins, 0: there is none. */
    record Verdicts(List<Verdict> list, int next) {}

    private Verdict listed(PingRecord.Bid bid) {
        OrderInfo order = past.market().order(bid.orderId());
        String refused = refusal(bid.orderId());
        String outcome = refused == null ? word(bid.outcome()) : "refused";
        boolean isOutbid = bid.outcome() == Outcome.OUTBID && leastWinningMicros > 0 && bid.bidMicros() > 0;
        long shortBy = isOutbid ? Math.max(0, leastWinningMicros - bid.bidMicros()) : 0;
        String detail = refused == null ? detail(bid) : refused;
        return new Verdict(bid.orderId(), order, outcome, detail, shortBy, bid, List.of());
    }

    /** The buyer's words if it was handed the lead and did not take it, else null. */
    private @Nullable String refusal(int orderId) {
        if (lead == null) {
            return null;
        }
        for (LeadRecord.Sale sale : lead.sales()) {
            if (sale.orderId() == orderId
                    && (sale.state() == SaleState.REFUSED || sale.state() == SaleState.GIVEN_UP)) {
                String words = sale.state() == SaleState.REFUSED ? "refused the delivery" : "delivery was given up";
                for (LeadRecord.Delivery delivery : lead.deliveries()) {
                    boolean said =
                            delivery.orderId() == orderId && !delivery.reason().isEmpty();
                    words = said ? "refused the delivery: " + delivery.reason() : words;
                }
                return words;
            }
        }
        return null;
    }

    private static String detail(PingRecord.Bid bid) {
        return switch (bid.outcome()) {
            case WON -> "";
            case OUTBID ->
                bid.chanceMicros() != PingRecord.Bid.CERTAIN
                        ? "ranked by price times chance"
                        : bid.bidMicros() > 0 ? "" : "could not win any more when the auction closed";
            case BELOW_FLOOR -> bid.bidMicros() > 0 ? "its price is below the floor" : "could not reach the floor";
            case NO_BID -> "the buyer did not want it";
            case LATE -> "no answer in time";
            case ERROR -> "the bid endpoint failed or answered nonsense";
            case RESTING -> "not asked: its endpoint failed too often and rests";
            case CAPPED ->
                "a cap of the order, its buyer or the seller was full, or the order was switched off, when it would have won";
            case NO_CREDIT -> "the buyer's credit did not suffice when it would have won";
            case DUPLICATE -> "this order bought this person within its window";
            case SUPPRESSED -> "the buyer suppressed this person";
            case REFUSED -> "refused the delivery";
            case PENDING, NULL_VAL -> "";
        };
    }

    private Verdict unlisted(OrderInfo order) {
        List<Obstacle> found = obstacles.of(order);
        if (!found.isEmpty()) {
            return new Verdict(
                    order.id(), order, found.get(0).outcome(), found.get(0).detail(), 0, null, found);
        }
        String unauctioned = unauctioned(ping.reason());
        if (unauctioned != null) {
            return verdict(order, unauctioned, "the ping was rejected before any order was looked at");
        }
        if (ping.test() && order.bid() != null && !order.bid().test()) {
            return verdict(order, "not_asked", "a test, and the buyer is not asked for tests");
        }
        long most = order.bid() == null ? order.priceMicros() : order.bid().maxMicros();
        if (most < ping.floorMicros()) {
            return verdict(
                    order, "below_floor", "its price cannot reach the floor of " + Money.text(ping.floorMicros()));
        }
        CampaignInfo campaign = past.market().campaign(ping.campaignId());
        MethodName method = campaign == null ? MethodName.PING_POST : campaign.method();
        if (method == MethodName.WATERFALL) {
            return verdict(order, "outbid", "orders before it in the waterfall took the ping");
        }
        if (method == MethodName.WEIGHTED || method == MethodName.ROUND_ROBIN) {
            return verdict(order, "outbid", "it was another order's turn");
        }
        if (order.bid() != null) {
            return verdict(order, "not_asked", "no time was left, or more orders than one auction asks");
        }
        long shortBy = Math.max(0, leastWinningMicros - order.priceMicros());
        return new Verdict(order.id(), order, "outbid", "", shortBy, null, List.of());
    }

    private static Verdict verdict(OrderInfo order, String outcome, String detail) {
        return new Verdict(order.id(), order, outcome, detail, 0, null, List.of());
    }

    /** What a ping that was rejected at the door means for orders; null if there was an auction. */
    private @Nullable String unauctioned(Reason reason) {
        return switch (reason) {
            case SELLER_PAUSED, CAMPAIGN_PAUSED, NOT_ALLOWED, NOT_FOUND -> "disabled";
            case DUPLICATE, SUPPRESSED -> reason.word();
            case LOW_SCORE -> "filtered";
            case CAPS_REACHED -> ping.bids().isEmpty() ? "capped" : null;
            default -> null;
        };
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
