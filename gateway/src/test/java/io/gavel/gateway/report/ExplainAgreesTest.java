package io.gavel.gateway.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.market.OrderList;
import io.gavel.core.timer.Timers;
import io.gavel.gateway.market.MarketMessages;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.Attributes;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CountedOutlet;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.Reason;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.view.Attribute;
import io.gavel.view.ViewConfig;
import io.gavel.view.Views;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lazy explanation of each order against the core's own market, over random markets that change all the time. */
class ExplainAgreesTest {
    private static final int SEEDS = Integer.getInteger("seeds", 3);
    private static final long START = 1_795_000_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void explainSaysEligibleOfExactlyThoseOrdersThatTheCoreFinds() {
        int eligible = 0;
        Set<String> words = new TreeSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Views views = Views.open(ViewConfig.in(folder.resolve("seed" + seed)))) {
                World world = new World(seed, views);
                world.run(120);
                for (Moment moment : world.moments) {
                    eligible += moment.eligible().size();
                    compare(seed, world, views, moment, words);
                }
            }
        }
        assertTrue(eligible > 50, eligible + " eligible");
        assertEquals(Set.of("capped", "closed", "disabled", "filtered", "no_credit"), words);
    }

    private static void compare(int seed, World world, Views views, Moment moment, Set<String> words) {
        Past past = Past.of(world.messages.directory().now(), views.audit(), moment.campaignId(), moment.sequence());
        Obstacles obstacles = new Obstacles(
                past, views.standings(), moment.sequence(), moment.index(), moment.timeMicros(), moment.attributes());
        Set<Integer> orders = new TreeSet<>();
        for (OrderInfo order : past.orders()) {
            orders.add(order.id());
            List<Obstacle> found = obstacles.of(order);
            found.forEach(obstacle -> words.add(obstacle.outcome()));
            assertEquals(
                    moment.eligible().contains(order.id()),
                    found.isEmpty(),
                    () -> "seed " + seed + " input " + moment.sequence() + " order "
                            + order.entity().name() + " " + order.entity().document() + " " + moment.attributes()
                            + " " + found);
        }
        assertEquals(moment.orders(), orders, "the campaign's orders, seed " + seed + " input " + moment.sequence());
    }

    /** A ping as the core saw it. */
    private record Moment(
            long sequence,
            int index,
            long timeMicros,
            int campaignId,
            List<Attribute> attributes,
            Set<Integer> orders,
            Set<Integer> eligible) {}

    /** The core's market alone, with views that hear it. */
    private static final class World implements Outlet {
        private final Random random;
        private final RandomDocument documents;
        private final Views views;
        private final MarketMessages messages = new MarketMessages();
        private final ExpandableArrayBuffer room = new ExpandableArrayBuffer();
        private final CountedOutlet outlet = new CountedOutlet(this);
        private final Timers timers = new Timers();
        private final Market market = new Market(outlet, timers);
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final OrderList list = new OrderList();
        private final Attributes attributes = new Attributes();
        private final List<Moment> moments = new ArrayList<>();
        private long sequence;
        private long now = START;

        World(long seed, Views views) {
            this.random = new Random(seed);
            this.documents = new RandomDocument(random);
            this.views = views;
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                if (i % 10 == 0) {
                    messages.replace(documents.json(), now / 1_000_000).forEach(this::put);
                }
                now += random.nextInt(3) == 0 ? random.nextInt(200_000) * 1_000_000L : random.nextInt(3_600_000) * 100L;
                ping();
            }
        }

        private void ping() {
            begin();
            List<Attribute> view = new ArrayList<>();
            documents.ping(attributes, view);
            int index = outlet.sent();
            int campaignId = 1 + random.nextInt(2);
            Campaign campaign = market.campaign(campaignId);
            if (campaign != null) {
                market.eligible(campaign, attributes, list);
                Set<Integer> eligible = new TreeSet<>();
                for (int i = 0; i < list.size(); i++) {
                    eligible.add(list.id(i));
                }
                moments.add(new Moment(sequence, index, now, campaignId, view, orders(campaignId), eligible));
            }
            award();
        }

        /** What the ping itself sets off must not be seen in its own explanation. */
        private void award() {
            for (int id = 1; id <= documents.orders; id++) {
                Order order = market.order(id);
                if (order != null && random.nextInt(4) == 0) {
                    long price = Math.max(1_000_000, order.priceMicros());
                    if (market.reserve(id, 1, price, now) == Reason.NONE && random.nextBoolean()) {
                        market.release(id, 1, price, now, now);
                    }
                }
            }
            market.afford(1 + random.nextInt(documents.buyers), random.nextInt(40) * 1_000_000L, now);
        }

        private Set<Integer> orders(int campaignId) {
            Set<Integer> ids = new TreeSet<>();
            for (int id = 1; id <= documents.orders; id++) {
                Order order = market.order(id);
                if (order != null && order.campaignId() == campaignId) {
                    ids.add(id);
                }
            }
            return ids;
        }

        private void begin() {
            sequence++;
            outlet.restart();
            while (timers.poll(now)) {
                market.fire(timers.kind(), timers.id(), now);
            }
        }

        private void put(UnsafeBuffer message) {
            begin();
            switch (header.wrap(message, 0).templateId()) {
                case VerticalPutDecoder.TEMPLATE_ID ->
                    market.put(new VerticalPutDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
                case SellerPutDecoder.TEMPLATE_ID ->
                    market.put(new SellerPutDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
                case CampaignPutDecoder.TEMPLATE_ID ->
                    market.put(new CampaignPutDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
                case BuyerPutDecoder.TEMPLATE_ID ->
                    market.put(new BuyerPutDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
                case OrderPutDecoder.TEMPLATE_ID ->
                    market.put(new OrderPutDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
                case DocumentPutDecoder.TEMPLATE_ID ->
                    market.put(new DocumentPutDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
                default ->
                    market.delete(new EntityDeletedDecoder().wrapAndApplyHeader(message, 0, header), sequence, now);
            }
        }

        @Override
        public ExpandableArrayBuffer claim() {
            return room;
        }

        @Override
        public void send(int length) {
            int index = outlet.sent() - 1;
            views.onOutput(sequence, index, now, room, 0, length, true);
            messages.feed().onOutput(sequence, index, now, room, 0, length, true);
        }
    }
}
