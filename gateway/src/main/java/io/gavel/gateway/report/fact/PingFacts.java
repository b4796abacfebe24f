package io.gavel.gateway.report.fact;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** What pings' answers count for, and their bids, added up by all that those of a minute have in common. One thread. */
final class PingFacts {
    private static final long MINUTE = 60_000_000;

    private record Common(long minute, String product, String seller, String campaign, String source, Origin origin) {}

    private int[] bidders = new int[16];
    private long[] bids = new long[16];
    private boolean[] won = new boolean[16];
    private final Map<Common, Sums> sums = new LinkedHashMap<>();

    /** Of one {@link Common}: its pings, and bids by buyer. */
    private static final class Sums {
        int pings;
        int auctions;
        int accepted;
        final Int2ObjectHashMap<Bids> byBuyer = new Int2ObjectHashMap<>();
    }

    /** Of one buyer. */
    private static final class Bids {
        final String buyer;
        int count;
        long micros;
        int awards;

        Bids(String buyer) {
            this.buyer = buyer;
        }
    }

    /** Reads the message to its end; where the ping came from. {@code fact} has its parties; {@code known}: where a call came from. */
    Origin read(PingAnsweredDecoder message, Fact fact, Snapshot market, @Nullable Origin known) {
        Reason reason = Reason.of(message.reason());
        boolean call = message.flags().call();
        int offers = offers(message.bids());
        CampaignInfo campaign = market.campaign(message.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        Origin told = told(message, vertical);
        Origin origin = known == null ? told : known;
        fact.origin = origin;
        fact.source = message.source();
        fact.auctions = wasAuctioned(reason) ? 1 : 0;
        if (!call || offers > 0) {
            Sums sum = sums(fact);
            if (!call) {
                sum.pings++;
                sum.accepted += reason == Reason.NONE ? 1 : 0;
                sum.auctions += fact.auctions;
            }
            add(sum.byBuyer, offers, market);
        }
        return origin;
    }

    private Sums sums(Fact ping) {
        Common common =
                new Common(ping.atMicros / MINUTE, ping.product, ping.seller, ping.campaign, ping.source, ping.origin);
        Sums sum = sums.get(common);
        if (sum == null) {
            sum = new Sums();
            sums.put(common, sum);
        }
        return sum;
    }

    /** Keeps who bid or won; how many. */
    private int offers(PingAnsweredDecoder.BidsDecoder message) {
        int count = 0;
        while (message.hasNext()) {
            message.next();
            boolean hasWon = message.outcome() == Outcome.WON;
            if (message.bidMicros() <= 0 && !hasWon) {
                continue;
            }
            if (count == bids.length) {
                bidders = Arrays.copyOf(bidders, 2 * count);
                bids = Arrays.copyOf(bids, 2 * count);
                won = Arrays.copyOf(won, 2 * count);
            }
            bidders[count] = message.buyerId();
            bids[count] = message.bidMicros();
            won[count++] = hasWon;
        }
        return count;
    }

    private void add(Int2ObjectHashMap<Bids> byBuyer, int offers, Snapshot market) {
        for (int offer = 0; offer < offers; offer++) {
            Bids sum = byBuyer.get(bidders[offer]);
            if (sum == null) {
                sum = new Bids(market.name(EntityKind.BUYER, bidders[offer]));
                byBuyer.put(bidders[offer], sum);
            }
            sum.count += bids[offer] > 0 ? 1 : 0;
            sum.micros += Math.max(0, bids[offer]);
            sum.awards += won[offer] ? 1 : 0;
        }
    }

    /** Hands over what was added up; it is of the whole batch, and so behind all of it. */
    void sumsTo(List<Fact> facts, long place) {
        sums.forEach((common, sum) -> {
            if (sum.pings > 0) {
                Fact fact = fact(Fact.Kind.PINGS, place, common);
                fact.pings = sum.pings;
                fact.auctions = sum.auctions;
                fact.accepted = sum.accepted;
                facts.add(fact);
            }
            sum.byBuyer.values().forEach(bids -> {
                Fact fact = fact(Fact.Kind.BIDS, place, common);
                fact.buyer = bids.buyer;
                fact.bids = bids.count;
                fact.bidMicros = bids.micros;
                fact.awards = bids.awards;
                facts.add(fact);
            });
        });
        sums.clear();
    }

    private static Fact fact(Fact.Kind kind, long place, Common common) {
        Fact fact = new Fact(kind, place, common.minute * MINUTE, 0);
        fact.product = common.product;
        fact.seller = common.seller;
        fact.campaign = common.campaign;
        fact.source = common.source;
        fact.origin = common.origin;
        return fact;
    }

    /** As the P and L's cube has it. */
    private static boolean wasAuctioned(Reason reason) {
        return switch (reason) {
            case SELLER_PAUSED, CAMPAIGN_PAUSED, CAPS_REACHED, SUPPRESSED, DUPLICATE, NOT_ALLOWED, NOT_FOUND -> false;
            default -> true;
        };
    }

    private static Origin told(PingAnsweredDecoder message, @Nullable Vertical vertical) {
        String state = "";
        String keyword = "";
        String page = "";
        for (PingAnsweredDecoder.AttributesDecoder each = message.attributes(); each.hasNext(); ) {
            each.next();
            Field field = vertical == null ? null : vertical.field(each.fieldId());
            long value = each.value();
            if (field == null) {
                each.skipText();
            } else if (field.type() == FieldType.US_STATE) {
                state = state.isEmpty() ? "" + (char) (value >> 8) + (char) (value & 0xff) : state;
                each.skipText();
            } else if (field.name().equals("keyword")) {
                keyword = text(field, value, each.text());
            } else if (field.name().equals("landing_page")) {
                page = text(field, value, each.text());
            } else {
                each.skipText();
            }
        }
        return state.isEmpty() && keyword.isEmpty() && page.isEmpty()
                ? Origin.UNKNOWN
                : new Origin(state, keyword, page, "", Origin.NO_SCORE);
    }

    private static String text(Field field, long value, String text) {
        if (field.type() == FieldType.TEXT) {
            return text;
        }
        String word = field.type() == FieldType.ENUM ? field.value(value) : null;
        return word == null ? "" : word;
    }
}
