package io.gavel.core;

import io.gavel.message.CapKind;
import io.gavel.message.EntityKind;
import io.gavel.message.FilterWriter;
import io.gavel.message.MethodName;
import io.gavel.message.Period;
import io.gavel.message.Product;
import io.gavel.message.Repeat;
import io.gavel.message.SuppressionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** A random market that keeps changing. Tells the auditor what it promises. */
final class MarketWorld {
    static final int PERSONS = 40;
    private static final long UNIT = 1_000_000;
    private static final Period[] PERIODS = {Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.TOTAL};
    private static final MethodName[] METHODS = {
        MethodName.PING_POST, MethodName.WATERFALL, MethodName.WEIGHTED, MethodName.ROUND_ROBIN
    };

    final List<CampaignSpec> campaigns = new ArrayList<>();
    final List<OrderSpec> orders = new ArrayList<>();
    final int sellers;
    final int buyers;
    private final int[] offsets;
    private final SplittableRandom random;
    private final Auditor auditor;

    MarketWorld(SplittableRandom random, Auditor auditor) {
        this.random = random;
        this.auditor = auditor;
        sellers = 1 + random.nextInt(3);
        buyers = 1 + random.nextInt(4);
        offsets = new int[buyers + 1];
        for (int i = 1; i <= buyers; i++) {
            offsets[i] = (random.nextInt(27) - 13) * 3_600 + random.nextInt(2) * 1_800;
        }
        for (int i = 1; i <= 1 + random.nextInt(4); i++) {
            CampaignSpec spec = new CampaignSpec(i).method(METHODS[random.nextInt(4)]);
            spec.sellers = allSellers();
            if (random.nextInt(3) == 0) {
                spec.calls();
            }
            if (random.nextInt(3) == 0) {
                spec.byValue();
            }
            if (random.nextInt(3) == 0) {
                spec.gate(300_000, 0);
            }
            if (random.nextBoolean()) {
                spec.review(700_000, 1 + random.nextInt(3 * 86_400), random.nextBoolean());
            }
            campaigns.add(spec);
        }
        for (int i = 1; i <= 1 + random.nextInt(20); i++) {
            orders.add(
                    new OrderSpec(i).buyer(1 + random.nextInt(buyers)).campaign(1 + random.nextInt(campaigns.size())));
        }
    }

    /** The whole market, in an order in which nothing is missing. */
    List<UnsafeBuffer> all(long now) {
        List<UnsafeBuffer> messages = new ArrayList<>();
        messages.add(Inputs.vertical(1));
        for (int i = 1; i <= sellers; i++) {
            messages.add(seller(i, now));
        }
        for (int i = 1; i <= buyers; i++) {
            messages.add(buyer(i, now));
        }
        for (int i = 1; i <= 2; i++) {
            messages.add(carrier(i));
        }
        for (int i = 1; i <= 3; i++) {
            messages.add(number(i, now));
        }
        for (CampaignSpec campaign : campaigns) {
            messages.add(campaign(campaign));
        }
        for (OrderSpec order : orders) {
            messages.add(order(order, now));
        }
        return messages;
    }

    boolean sellsCalls(int campaign) {
        return campaigns.get(campaign - 1).product == Product.CALL;
    }

    /** One change of the market. */
    UnsafeBuffer change(long now) {
        return switch (random.nextInt(12)) {
            case 10 -> carrier(1 + random.nextInt(2));
            case 11 ->
                random.nextInt(3) == 0
                        ? Inputs.deleted(EntityKind.NUMBER, 1 + random.nextInt(3))
                        : number(1 + random.nextInt(3), now);
            case 0 -> seller(1 + random.nextInt(sellers), now);
            case 1 -> buyer(1 + random.nextInt(buyers), now);
            case 2 -> campaign(campaigns.get(random.nextInt(campaigns.size())));
            case 3 ->
                random.nextInt(4) == 0
                        ? Inputs.deleted(EntityKind.ORDER, 1 + random.nextInt(orders.size()))
                        : order(orders.get(random.nextInt(orders.size())), now);
            case 4 -> suppression();
            case 5 ->
                random.nextInt(20) == 0
                        ? Inputs.deleted(EntityKind.CAMPAIGN, 1 + random.nextInt(campaigns.size()))
                        : campaign(campaigns.get(random.nextInt(campaigns.size())));
            default -> order(orders.get(random.nextInt(orders.size())), now);
        };
    }

    private int[] allSellers() {
        int[] ids = new int[sellers];
        for (int i = 0; i < sellers; i++) {
            ids[i] = i + 1;
        }
        return ids;
    }

    private UnsafeBuffer carrier(int id) {
        int[][] roundings = {{6, 6}, {30, 6}, {60, 60}, {1, 1}};
        int[] rounding = roundings[random.nextInt(4)];
        return UsageInputs.carrier(
                id,
                random.nextLong(30_000),
                random.nextLong(30_000),
                random.nextInt(2) * random.nextLong(9_000),
                random.nextInt(2) * random.nextLong(20_000),
                random.nextLong(2 * UNIT),
                rounding[0],
                rounding[1]);
    }

    private UnsafeBuffer number(int id, long now) {
        int today = (int) (now / 86_400_000_000L);
        return UsageInputs.number(
                id,
                random.nextInt(3),
                random.nextInt(2),
                18_005_550_100L + id,
                random.nextInt(3) == 0 ? -1 : random.nextLong(3 * UNIT),
                random.nextInt(3) == 0 ? random.nextLong(30_000) : -1,
                random.nextInt(4) == 0 ? today + random.nextInt(3) : 0);
    }

    private UnsafeBuffer seller(int id, long now) {
        List<OrderSpec.Cap> caps = caps(8);
        auditor.seller(id).caps(caps, 0, now);
        return Inputs.seller(
                id,
                0.5 + random.nextInt(51) / 100.0,
                random.nextInt(4) == 0 ? random.nextLong(3 * UNIT) : 0,
                random.nextInt(10) > 0,
                caps.toArray(new OrderSpec.Cap[0]));
    }

    private UnsafeBuffer buyer(int id, long now) {
        List<OrderSpec.Cap> caps = caps(4);
        long credit = random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong(300 * UNIT);
        auditor.buyer(id).caps(caps, offsets[id], now);
        auditor.credit(id, credit, now);
        UnsafeBuffer put =
                Inputs.buyer(id, credit, random.nextInt(10) > 0, offsets[id], caps.toArray(new OrderSpec.Cap[0]));
        if (random.nextInt(3) == 0) {
            UsageInputs.terms(
                    put,
                    random.nextLong(200 * UNIT),
                    1 + random.nextLong(30 * 86_400),
                    random.nextInt(8) - 1,
                    random.nextInt(2) * random.nextInt(1_000_000) - 1,
                    random.nextBoolean());
        }
        return put;
    }

    private UnsafeBuffer campaign(CampaignSpec spec) {
        if (random.nextInt(3) == 0) {
            spec.secondPrice();
        }
        spec.floor(random.nextInt(2) * random.nextLong(8 * UNIT)).maxSales(1 + random.nextInt(3) * random.nextInt(2));
        spec.deadlineMillis = 50 + random.nextInt(450);
        spec.awardMillis = 1_000 + random.nextInt(60_000);
        spec.postMillis = 1_000 + random.nextInt(14_000);
        spec.duplicates(random.nextInt(2) * random.nextLong(7_200)).enabled(random.nextInt(12) > 0);
        spec.recorded = random.nextInt(3) == 0;
        spec.repeat(Repeat.get((short) random.nextInt(3)));
        return Inputs.campaign(spec);
    }

    private UnsafeBuffer order(OrderSpec spec, long now) {
        spec.asks = random.nextInt(3) == 0;
        spec.price = spec.asks ? 0 : (1 + random.nextInt(20)) * UNIT / (1 + random.nextInt(3));
        spec.max = random.nextInt(3) == 0 ? Long.MAX_VALUE : (1 + random.nextInt(30)) * UNIT;
        spec.bidTimeoutMillis = 20 + random.nextInt(400);
        spec.priority(random.nextInt(4)).weight(1 + random.nextInt(5));
        spec.duplicates(random.nextInt(4) == 0 ? random.nextLong(3_600) : 0);
        spec.enabled(random.nextInt(10) > 0).delivers(random.nextInt(4) > 0);
        spec.billableAfter(random.nextInt(3) * random.nextInt(90));
        spec.carrier = random.nextInt(3);
        spec.unknownNext = random.nextInt(5) == 0;
        spec.everUnknownNext |= spec.unknownNext;
        spec.test = random.nextBoolean();
        spec.filter = random.nextInt(3) > 0 ? new byte[0] : filter();
        if (spec.caps.isEmpty() || random.nextInt(4) == 0) {
            spec.caps.clear();
            spec.caps.addAll(caps(2));
        }
        auditor.order(spec.id).caps(spec.caps, offsets[spec.buyer], now);
        return Inputs.order(spec);
    }

    private byte[] filter() {
        int low = 16 + random.nextInt(50);
        return new FilterWriter()
                .between(Inputs.AGE, low, low + random.nextInt(50))
                .toBytes();
    }

    private List<OrderSpec.Cap> caps(int rare) {
        List<OrderSpec.Cap> caps = new ArrayList<>();
        if (random.nextInt(rare) > 0) {
            return caps;
        }
        if (random.nextBoolean()) {
            caps.add(new OrderSpec.Cap(CapKind.COUNT, PERIODS[random.nextInt(5)], random.nextInt(12)));
        }
        if (random.nextBoolean()) {
            caps.add(new OrderSpec.Cap(CapKind.AMOUNT, PERIODS[random.nextInt(5)], random.nextLong(100 * UNIT)));
        }
        if (random.nextInt(3) == 0) {
            caps.add(new OrderSpec.Cap(CapKind.ANSWERED, PERIODS[random.nextInt(5)], random.nextInt(12)));
        }
        if (random.nextInt(3) == 0) {
            caps.add(new OrderSpec.Cap(CapKind.CONCURRENT, Period.TOTAL, 1 + random.nextInt(4)));
        }
        return caps;
    }

    private UnsafeBuffer suppression() {
        EntityKind[] scopes = {EntityKind.SETTINGS, EntityKind.SELLER, EntityKind.CAMPAIGN, EntityKind.BUYER};
        SuppressionAction[] actions = {SuppressionAction.ADD, SuppressionAction.REMOVE, SuppressionAction.CLEAR};
        int scope = random.nextInt(4);
        return Inputs.suppress(
                scopes[scope],
                scope == 0 ? 0 : 1 + random.nextInt(3),
                actions[random.nextInt(3)],
                1 + random.nextInt(PERSONS));
    }
}
