package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import io.gavel.message.MethodName;
import io.gavel.message.Money;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code rank_by: value} and {@code score: {gate: 0.30, fallback: rest, review_below: 0.20, review_within: 48h, review_then:
 * bill}} of a campaign. Any thread.
 */
final class ScoreReader {
    private enum RankBy {
        PRICE,
        VALUE
    }

    /** What becomes of a held call that nobody decided. */
    private enum Then {
        BILL,
        RELEASE
    }

    private static final String WITHIN = "48h";
    /** Sales are remembered for thirty days. */
    private static final long LONGEST_SECONDS = 14L * 86_400;

    private ScoreReader() {}

    static ScoreTerms read(
            Reading campaign, int verticalId, Product product, MethodName method, Pricing pricing, Known known) {
        boolean byValue = campaign.word("rank_by", RankBy.PRICE, List.of(RankBy.PRICE, RankBy.VALUE)) == RankBy.VALUE;
        if (byValue && (method != MethodName.PING_POST || pricing != Pricing.FIRST_PRICE)) {
            campaign.problem("rank_by", "value goes with method: ping_post and pricing: first_price only");
        }
        Reading score = campaign.map("score");
        if (score == null) {
            return new ScoreTerms(byValue, 0, 0, 0, 0, false);
        }
        int gate = score(score, "gate");
        int review = score(score, "review_below");
        if (review > 0 && product != Product.CALL) {
            score.problem("review_below", "goes with product: call only");
        }
        long within = within(score);
        boolean releases = score.word("review_then", Then.BILL, List.of(Then.values())) == Then.RELEASE;
        if (review == 0 && (score.has("review_within") || score.has("review_then"))) {
            score.problem("review_below", "is missing");
        }
        int fallback = fallback(score, verticalId, product, known);
        if (fallback != 0 && gate == 0) {
            score.problem("fallback", "goes with gate only");
        }
        score.end();
        return new ScoreTerms(byValue, gate, fallback, review, (int) within, releases);
    }

    private static int fallback(Reading score, int verticalId, Product product, Known known) {
        String name = score.textOrNull("fallback");
        @Nullable CampaignInfo campaign = name == null ? null : known.campaign(name);
        if (name == null) {
            return 0;
        }
        if (campaign == null) {
            score.problem(
                    "fallback",
                    "there is no campaign " + name + known.near(EntityKind.CAMPAIGN, name)
                            + "; it has to stand above this one");
            return 0;
        }
        if (campaign.verticalId() != verticalId || campaign.product() != product) {
            score.problem("fallback", name + " is of another vertical or product");
        }
        return campaign.id();
    }

    private static long within(Reading score) {
        long seconds = Durations.seconds(score.text("review_within", WITHIN));
        if (seconds == Durations.INVALID || seconds > LONGEST_SECONDS) {
            score.problem("review_within", "expected a time like 48h, 14d at most");
            return 0;
        }
        return seconds;
    }

    private static int score(Reading reading, String key) {
        long micros = reading.money(key, 0, 0);
        if (micros > Money.UNIT) {
            reading.problem(key, "expected a score from 0 to 1");
            return 0;
        }
        return (int) micros;
    }
}
