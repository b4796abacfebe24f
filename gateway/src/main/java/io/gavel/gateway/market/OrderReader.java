package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import io.gavel.message.Product;
import org.jspecify.annotations.Nullable;

/** Reads orders. Any thread. */
final class OrderReader {
    private static final int UNCHANGEABLE = -1;

    private OrderReader() {}

    /** An order, whole. */
    record Order(OrderInfo info, OrderDetail detail) implements Listed {
        @Override
        public Entity entity() {
            return info.entity();
        }
    }

    static Order read(Entity entity, Node node, String path, Known known, Problems problems) {
        Reading reading = new Reading(node, path, problems);
        OrderInfo info = info(entity, reading, known);
        OrderDetail detail = detail(reading, known);
        reading.textOrNull("name");
        CampaignReader.oneOf(reading, "caller_id", "pass", "number");
        reading.end();
        return new Order(info, detail);
    }

    /** What the edges need of every order. */
    static OrderInfo info(Entity entity, Reading reading, Known known) {
        BuyerInfo buyer = buyer(reading, known);
        CampaignInfo campaign = campaign(reading, known);
        Product product = campaign == null ? null : campaign.product();
        Bid bid = bid(reading);
        long price = reading.money("price", 0, 1);
        if (reading.has("price") == reading.has("bid")) {
            String found = reading.has("bid") ? "both" : "neither";
            reading.problem("price", "expected either a price or a bid, found " + found);
        }
        return new OrderInfo(
                entity,
                buyer == null ? 0 : buyer.id(),
                campaign == null ? 0 : campaign.id(),
                reading.flag("enabled", true),
                price,
                bid,
                DeliverReader.read(reading, campaign, known),
                billable(reading, product),
                reading.text("caller_id", "pass").equals("number"));
    }

    /** The rest. */
    static OrderDetail detail(Reading reading, Known known) {
        String name = reading.textOrNull("campaign");
        CampaignInfo campaign = name == null ? null : known.campaign(name);
        Vertical vertical = campaign == null ? null : known.vertical(campaign.verticalId());
        long[] limits = priceLimits(reading);
        return new OrderDetail(
                reading.integer("priority", 1, -1_000_000, 1_000_000),
                reading.integer("weight", 1, 1, 1_000_000),
                filter(reading, vertical),
                HoursReader.read(reading),
                CapsReader.read(reading),
                CampaignReader.duplicates(reading, vertical, false),
                limits[0],
                limits[1]);
    }

    private static @Nullable BuyerInfo buyer(Reading reading, Known known) {
        String name = reading.textOrNull("buyer");
        if (name == null) {
            reading.problem("buyer", "is missing");
            return null;
        }
        BuyerInfo buyer = known.buyer(name);
        if (buyer == null) {
            reading.problem("buyer", "there is no buyer " + name + known.near(EntityKind.BUYER, name));
        }
        return buyer;
    }

    private static @Nullable CampaignInfo campaign(Reading reading, Known known) {
        String name = reading.textOrNull("campaign");
        if (name == null) {
            reading.problem("campaign", "is missing");
            return null;
        }
        CampaignInfo campaign = known.campaign(name);
        if (campaign == null) {
            reading.problem("campaign", "there is no campaign " + name + known.near(EntityKind.CAMPAIGN, name));
        }
        return campaign;
    }

    private static @Nullable Bid bid(Reading order) {
        Reading reading = order.map("bid");
        if (reading == null) {
            return null;
        }
        String url = reading.url("url");
        if (!reading.has("url")) {
            reading.problem("url", "is missing");
        }
        Bid bid = new Bid(
                url == null ? "" : url,
                reading.integer("timeout_ms", 1000, 1, 60_000),
                reading.money("max", Long.MAX_VALUE, 1),
                reading.flag("test", false));
        reading.end();
        return bid;
    }

    private static int billable(Reading reading, @Nullable Product product) {
        int seconds = reading.integer("billable_after_s", 0, 0, 86_400);
        if (reading.has("billable_after_s") && product == Product.LEAD) {
            reading.problem("billable_after_s", "goes with calls only");
        }
        return seconds;
    }

    private static @Nullable Filter filter(Reading reading, @Nullable Vertical vertical) {
        Node node = reading.node("filter");
        if (node == null || vertical == null) {
            return null;
        }
        return new FilterReader(vertical, reading.problems()).read(node, reading.path("filter"));
    }

    /** {@code price_limits: {min: 5.00, max: 30.00}}: what the buyer may set its price to. */
    private static long[] priceLimits(Reading order) {
        Reading reading = order.map("price_limits");
        if (reading == null) {
            return new long[] {UNCHANGEABLE, UNCHANGEABLE};
        }
        long least = reading.money("min", 1, 1);
        long most = reading.money("max", Reading.LARGEST_MICROS, 1);
        if (least > most) {
            reading.problem("min", "is above max");
        }
        reading.end();
        return new long[] {least, most};
    }
}
