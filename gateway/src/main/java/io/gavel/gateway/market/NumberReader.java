package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import io.gavel.message.Product;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tracking numbers and the pools that they are in. Any thread. */
final class NumberReader {
    private static final int MOST = 100_000;
    private static final int DAY = 86_400;
    private static final int MOST_OF_AN_ADDRESS = 60;

    private final Known known;
    private final Problems problems;

    NumberReader(Known known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    /**
     * {@code {campaign, source, seller, carrier, monthly_fee, per_minute, since, quarantined_until, ported_out}}, named by the
     * number; without a campaign it is only in the inventory, or in a pool.
     */
    NumberInfo number(Entity entity, Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        if (!DeliverReader.isNumber(entity.name())) {
            reading.problem("a number is written like \"+18005550199\", with quotes");
        }
        int campaignId = reading.has("campaign") ? callCampaign(reading) : 0;
        String source = reading.textOrNull("source");
        boolean enabled = reading.flag("enabled", true);
        int sellerId = seller(reading);
        String carrier = reading.textOrNull("carrier");
        CarrierInfo rentedFrom = carrier == null ? null : known.carrier(carrier);
        if (carrier != null && rentedFrom == null) {
            reading.problem("carrier", "there is no carrier " + carrier + known.near(EntityKind.CARRIER, carrier));
        }
        long monthlyFee = reading.money("monthly_fee", -1, 0);
        long perMinute = reading.money("per_minute", -1, 0);
        LocalDate since = date(reading, "since");
        Instant quarantinedUntil = time(reading, "quarantined_until");
        boolean portedOut = reading.flag("ported_out", false);
        if (portedOut && reading.has("campaign")) {
            reading.problem("ported_out", "a number that is gone has no campaign");
        }
        reading.end();
        return new NumberInfo(
                entity,
                enabled && !portedOut,
                campaignId,
                source,
                sellerId,
                rentedFrom == null ? 0 : rentedFrom.id(),
                monthlyFee,
                perMinute,
                since,
                quarantinedUntil,
                portedOut);
    }

    /**
     * {@code {campaign, numbers, retiring, overflow, hold_s, quarantine_s, late_s, longest_s, per_address, origins, source,
     * seller}}.
     */
    PoolInfo pool(Entity entity, Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        int campaignId = callCampaign(reading);
        Set<String> seen = new HashSet<>();
        List<Long> numbers = numbers(reading, "numbers", seen);
        if (numbers.isEmpty()) {
            reading.problem("numbers", "expected a list of numbers");
        }
        List<Long> retiring = numbers(reading, "retiring", seen);
        String overflow = reading.textOrNull("overflow");
        boolean isNumber = overflow != null && poolNumber(reading, "overflow", overflow);
        if (overflow != null && seen.contains(overflow)) {
            reading.problem("overflow", overflow + " is one of the numbers too");
        }
        List<String> origins = reading.texts("origins", 1000);
        for (String origin : origins) {
            if (!origin.matches("https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")) {
                reading.problem("origins", "expected an origin like https://site.example, found \"" + origin + "\"");
            }
        }
        reading.textOrNull("name");
        PoolInfo pool = new PoolInfo(
                entity,
                reading.flag("enabled", true),
                campaignId,
                numbers,
                retiring,
                isNumber && overflow != null ? digits(overflow) : 0,
                reading.integer("hold_s", 1200, 1, 7 * DAY),
                reading.integer("quarantine_s", 0, 0, 30 * DAY),
                reading.integer("late_s", DAY, 0, 30 * DAY),
                reading.integer("longest_s", DAY / 2, 1, 30 * DAY),
                reading.integer("per_address", fairShare(numbers.size()), 0, MOST),
                List.copyOf(origins),
                reading.textOrNull("source"),
                seller(reading));
        reading.end();
        return pool;
    }

    /** What one address may hold unless the pool says: half of its numbers, so that nobody drains it alone. */
    private static int fairShare(int numbers) {
        return Math.min(MOST_OF_AN_ADDRESS, Math.max(1, numbers / 2));
    }

    private List<Long> numbers(Reading reading, String key, Set<String> seen) {
        List<Long> numbers = new ArrayList<>();
        for (String number : reading.texts(key, MOST)) {
            if (poolNumber(reading, key, number)) {
                numbers.add(digits(number));
            }
            if (!seen.add(number)) {
                reading.problem(key, "has " + number + " twice");
            }
        }
        return List.copyOf(numbers);
    }

    /** The digits of a number that is written like "+18005550100". */
    static long digits(String number) {
        return Long.parseLong(number.substring(1));
    }

    private boolean poolNumber(Reading reading, String key, String number) {
        if (!DeliverReader.isNumber(number)) {
            reading.problem(key, "expected a number like \"+18005550100\", found \"" + number + "\"");
            return false;
        }
        NumberInfo info = known.number(number);
        if (info != null && info.campaignId() != 0) {
            reading.problem(key, number + " is a static number too");
        } else if (info != null && info.portedOut()) {
            reading.problem(key, number + " is ported out");
        }
        return true;
    }

    private int callCampaign(Reading reading) {
        String name = reading.textOrNull("campaign");
        if (name == null) {
            reading.problem("campaign", "is missing");
            return 0;
        }
        CampaignInfo campaign = known.campaign(name);
        if (campaign == null) {
            reading.problem("campaign", "there is no campaign " + name + known.near(EntityKind.CAMPAIGN, name));
        } else if (campaign.product() != Product.CALL) {
            reading.problem("campaign", name + " sells leads, not calls");
        }
        return campaign == null ? 0 : campaign.id();
    }

    private int seller(Reading reading) {
        @Nullable String name = reading.textOrNull("seller");
        SellerInfo seller = name == null ? null : known.seller(name);
        if (name != null && seller == null) {
            reading.problem("seller", "there is no seller " + name + known.near(EntityKind.SELLER, name));
        }
        return seller == null ? 0 : seller.id();
    }

    private static @Nullable LocalDate date(Reading reading, String key) {
        String text = reading.textOrNull(key);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            reading.problem(key, "expected a date like 2026-11-22, found \"" + text + "\"");
            return null;
        }
    }

    private static @Nullable Instant time(Reading reading, String key) {
        String text = reading.textOrNull(key);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            reading.problem(key, "expected a time like 2026-11-22T08:00:00Z, found \"" + text + "\"");
            return null;
        }
    }
}
