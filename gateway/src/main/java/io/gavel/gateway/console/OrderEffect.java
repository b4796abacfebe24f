package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Interval;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.Readings;
import io.gavel.message.MethodName;
import io.gavel.message.Money;
import io.gavel.message.Outcome;
import io.gavel.message.Pricing;
import io.gavel.view.PingRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order would have had of the last day's pings: as it is and as it is to be, both reckoned in the same way from the bids
 * that were recorded. Switch, price, filter, hours and caps count; credit and other orders' answers to it do not.
 */
final class OrderEffect {
    private static final int DAY = 1_440;

    /** What of an order's document decides. {@code priceMicros} -1: it is asked. */
    private record Terms(
            boolean isOn, long priceMicros, long mostMicros, OrderDetail detail, ZoneId zone, CapRoom room) {
        static Terms of(Snapshot market, Node document) {
            OrderDetail detail = market.detail(NodeWriter.json(document));
            Node buyer = document.get("buyer");
            BuyerInfo owner = buyer == null ? null : market.buyer(buyer.text());
            Node price = document.get("price");
            Node bid = document.get("bid");
            Node most = bid == null ? null : bid.get("max");
            return new Terms(
                    !Effects.isOff(document),
                    price == null ? -1 : Money.parse(price.text()),
                    most == null ? Long.MAX_VALUE : Money.parse(most.text()),
                    detail,
                    owner == null ? ZoneOffset.UTC : owner.zone(),
                    new CapRoom(detail.caps(), owner == null ? ZoneOffset.UTC : owner.zone()));
        }

        /** Whether it takes part in the auction of a ping, its caps apart. */
        boolean wants(PingRecord ping) {
            return isOn
                    && isOpen(ping.receivedMicros())
                    && (detail.filter() == null || Readings.holds(detail.filter(), ping));
        }

        private boolean isOpen(long micros) {
            if (detail.hours().isEmpty()) {
                return true;
            }
            ZonedDateTime local = Instant.ofEpochSecond(micros / 1_000_000).atZone(zone);
            int minute = (local.getDayOfWeek().getValue() - 1) * DAY + local.getHour() * 60 + local.getMinute();
            for (Interval each : detail.hours()) {
                if (each.fromMinute() <= minute && minute < each.toMinute()) {
                    return true;
                }
            }
            return false;
        }

        /** What it bids for a ping; 0: it did not when it was asked, -1: it was not asked. */
        long bid(long recordedMicros) {
            return priceMicros >= 0 ? priceMicros : Math.min(recordedMicros, mostMicros);
        }
    }

    /** What came of it. {@code unknown}: it would have been asked, and nobody knows what it had said. */
    private record Had(long part, long unknown, long won, long spentMicros) {}

    private OrderEffect() {}

    /** In words; an empty document: the order is not there. {@code orderId} 0: it never was. */
    static List<String> of(Visit visit, int orderId, Node before, Node after) {
        Snapshot market = visit.sight().market();
        Node named = after.get("campaign") == null ? before.get("campaign") : after.get("campaign");
        CampaignInfo campaign = named == null ? null : market.campaign(named.text());
        if (campaign == null) {
            return List.of("There is no such campaign, so nothing is known.");
        }
        List<PingRecord> pings = Recent.pings(visit, campaign.id());
        Had then = had(pings, campaign, orderId, Terms.of(market, before));
        Had now = had(pings, campaign, orderId, Terms.of(market, after));
        List<String> words = new ArrayList<>();
        words.add(Recent.words(pings) + " came to " + campaign.name() + ". This order would have taken part in "
                + change(then.part(), now.part()) + ".");
        if (campaign.method() == MethodName.PING_POST) {
            String currency = market.currency();
            words.add("It would have won " + change(then.won(), now.won()) + ", for "
                    + Words.money(now.spentMicros(), currency) + " rather than "
                    + Words.money(then.spentMicros(), currency) + " ("
                    + (now.spentMicros() >= then.spentMicros() ? "+" : "")
                    + Words.money(now.spentMicros() - then.spentMicros(), currency) + ").");
        } else {
            words.add("Who wins of them is decided by " + Words.of(campaign.method())
                    + ", not by price: the replay tells what it comes to.");
        }
        if (now.unknown() > 0) {
            words.add(
                    "Of " + Words.count(now.unknown())
                            + " of them it was not asked then, and nobody knows what it would have bid: these are not counted as won.");
        }
        words.add("Both are reckoned from the bids that were recorded and the caps of these hours; credit and others'"
                + " answers to it are not in them.");
        return words;
    }

    private static String change(long then, long now) {
        return Words.count(now) + " rather than " + Words.count(then) + " (" + (now >= then ? "+" : "−")
                + Words.count(Math.abs(now - then)) + ")";
    }

    private static Had had(List<PingRecord> pings, CampaignInfo campaign, int orderId, Terms terms) {
        long part = 0;
        long unknown = 0;
        long won = 0;
        long spent = 0;
        for (int i = pings.size() - 1; i >= 0; i--) {
            PingRecord ping = pings.get(i);
            if (ping.test() || !terms.wants(ping) || !terms.room().hasRoom(ping.receivedMicros())) {
                continue;
            }
            part++;
            long bid = terms.bid(recorded(ping, orderId));
            unknown += bid < 0 ? 1 : 0;
            long price = bid <= 0 ? -1 : price(ping, orderId, bid, campaign);
            if (price >= 0) {
                won++;
                spent += price;
                terms.room().sold(price);
            }
        }
        return new Had(part, unknown, won, spent);
    }

    private static long recorded(PingRecord ping, int orderId) {
        for (PingRecord.Bid bid : ping.bids()) {
            if (bid.orderId() == orderId) {
                return bid.bidMicros();
            }
        }
        return -1;
    }

    /** What a bid would have paid; -1: it would have lost to others, or to the floor. */
    private static long price(PingRecord ping, int orderId, long bid, CampaignInfo campaign) {
        if (bid < ping.floorMicros()) {
            return -1;
        }
        int better = 0;
        long next = ping.floorMicros();
        for (PingRecord.Bid other : ping.bids()) {
            boolean isRival = other.orderId() != orderId && isIn(other.outcome());
            if (isRival && other.bidMicros() >= bid) {
                better++;
            } else if (isRival) {
                next = Math.max(next, other.bidMicros());
            }
        }
        boolean isSecond = campaign.pricing() == Pricing.SECOND_PRICE;
        return better >= campaign.maxSales() ? -1 : isSecond ? next : bid;
    }

    private static boolean isIn(@Nullable Outcome outcome) {
        return outcome == Outcome.WON || outcome == Outcome.OUTBID;
    }
}
