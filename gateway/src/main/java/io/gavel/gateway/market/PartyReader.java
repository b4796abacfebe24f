package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.Period;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads sellers and buyers. Any thread. */
final class PartyReader {
    private static final int WHOLE_SHARE = 1_000_000;
    private static final int SHORTEST_KEY = 1;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final long LONGEST_WINDOW = 30L * 86_400;
    private static final int MOST_REASONS = 50;
    private static final String MANUAL = "manual";
    private static final List<Period> PERIODS = List.of(Period.DAY, Period.WEEK, Period.MONTH, Period.TOTAL);

    private PartyReader() {}

    static SellerInfo seller(Entity entity, Node node, String path, Problems problems) {
        Reading reading = new Reading(node, path, problems);
        if (reading.has("share") && reading.has("margin")) {
            reading.problem("margin", "stands beside share: one of them");
        }
        SellerInfo seller = new SellerInfo(
                entity,
                reading.text("name", entity.name()),
                reading.flag("enabled", true),
                share(reading),
                reading.money("margin", 0, 0),
                CapsReader.read(reading),
                rateLimit(reading));
        key(reading);
        reading.end();
        return seller;
    }

    static BuyerInfo buyer(Entity entity, Node node, String path, Problems problems) {
        Reading reading = new Reading(node, path, problems);
        BuyerInfo buyer = new BuyerInfo(
                entity,
                reading.text("name", entity.name()),
                reading.flag("enabled", true),
                zone(reading),
                reading.money("credit", Long.MAX_VALUE, 0),
                CapsReader.read(reading),
                reading.money("low_balance", 0, 0),
                returns(reading));
        if (reading.has("low_balance") && !reading.has("credit")) {
            reading.problem("low_balance", "goes with credit: without a limit no balance is low");
        }
        key(reading);
        reading.textOrNull("signing_secret");
        reading.end();
        return buyer;
    }

    /** {@code returns: {window: 7d, reasons: [wrong_number], approval: manual, count: 20, percent: 10, per: month}}. */
    private static ReturnTerms returns(Reading buyer) {
        Reading reading = buyer.map("returns");
        if (reading == null) {
            return ReturnTerms.DEFAULT;
        }
        String window = reading.text("window", "30d");
        long seconds = Durations.seconds(window);
        if (seconds == Durations.INVALID || seconds < 1 || seconds > LONGEST_WINDOW) {
            reading.problem("window", "expected a duration of at most 30d, like 7d or 48h");
        }
        List<String> reasons = reading.texts("reasons", MOST_REASONS);
        for (String reason : reasons) {
            if (!reason.matches("[a-z][a-z0-9_]{0,49}")) {
                reading.problem("reasons", "expected words like wrong_number, found \"" + reason + "\"");
            }
        }
        CampaignReader.oneOf(reading, "approval", "automatic", MANUAL);
        Node percent = reading.node("percent");
        long hundredths = percent == null ? -1 : Values.decimal(percent);
        if (percent != null && (hundredths < 0 || hundredths > 100L * WHOLE_SHARE)) {
            reading.problem("percent", "expected a number from 0 to 100, found " + percent.describe());
        }
        boolean limited = reading.has("count") || reading.has("percent");
        if (reading.has("per") && !limited) {
            reading.problem("per", "goes with count or percent");
        }
        ReturnTerms terms = new ReturnTerms(
                seconds,
                List.copyOf(reasons),
                reading.text("approval", "automatic").equals(MANUAL),
                reading.integer("count", -1, 0, Integer.MAX_VALUE),
                percent == null ? -1 : (int) (hundredths / 100),
                reading.word("per", Period.MONTH, PERIODS));
        reading.end();
        return terms;
    }

    /** What is kept of a key stands here already; a clear one was too short to be hashed, or no text. */
    private static void key(Reading reading) {
        String clear = reading.textOrNull(Kept.API_KEY);
        if (clear != null) {
            reading.problem(Kept.API_KEY, "expected " + SHORTEST_KEY + " to " + Keys.LONGEST + " characters");
        }
        String hash = reading.textOrNull(Kept.API_KEY_HASH);
        if (hash != null && !hash.matches("[0-9a-f]{64}")) {
            reading.problem(Kept.API_KEY_HASH, "expected 64 hex digits, a key's SHA-256");
        }
    }

    private static int share(Reading reading) {
        Node node = reading.node("share");
        if (node == null) {
            return WHOLE_SHARE;
        }
        long millionths = Values.decimal(node);
        if (millionths >= 0 && millionths <= WHOLE_SHARE) {
            return (int) millionths;
        }
        reading.problem("share", "expected a part of the price from 0 to 1, found " + node.describe());
        return WHOLE_SHARE;
    }

    private static @Nullable RateLimit rateLimit(Reading reading) {
        Node node = reading.node("rate_limit");
        if (node == null) {
            return null;
        }
        if (node.kind() == Node.Kind.NUMBER) {
            int perSecond = reading.integer("rate_limit", 1, 1, MOST_PER_SECOND);
            return new RateLimit(perSecond, perSecond);
        }
        Reading limit = new Reading(node, reading.path("rate_limit"), reading.problems());
        if (!limit.has("per_second")) {
            limit.problem("per_second", "is missing");
        }
        int perSecond = limit.integer("per_second", 1, 1, MOST_PER_SECOND);
        int burst = limit.integer("burst", perSecond, 1, MOST_PER_SECOND);
        limit.end();
        return new RateLimit(perSecond, burst);
    }

    private static ZoneId zone(Reading reading) {
        return zone(reading, reading.text("timezone", "UTC"));
    }

    /** The zone of a name; UTC, and a problem, if there is none. */
    static ZoneId zone(Reading reading, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            reading.problem("timezone", "there is no time zone " + name + ": expected one like America/New_York");
            return ZoneOffset.UTC;
        }
    }

    /** Whether a text can be an API key. */
    static boolean isKey(String text) {
        return text.length() >= SHORTEST_KEY && text.length() <= Keys.LONGEST && !text.isBlank();
    }
}
