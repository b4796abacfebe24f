package io.gavel.gateway.console;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Conversion;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.story.Story;
import io.gavel.message.AttributionMethod;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.gavel.message.ScoreKind;
import io.gavel.view.CallRecord;
import io.gavel.view.OutcomeRecord;
import io.gavel.view.ScoreRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call from the click to the money, one moment after the other, and what was thought of it. */
final class CallStory {
    private final CallRecord call;
    private final Snapshot market;
    private final boolean isAll;
    private final List<Block.Moment> moments = new ArrayList<>();

    /** {@code isAll}: whoever looks may see where it came from and both sides' money. */
    CallStory(CallRecord call, Snapshot market, boolean isAll) {
        this.call = call;
        this.market = market;
        this.isAll = isAll;
    }

    Block.Timeline timeline(Story story) {
        shown(story);
        arrived();
        attempts();
        ended();
        return new Block.Timeline(isAll ? "From the click to the money" : "What happened", List.copyOf(moments));
    }

    private void shown(Story story) {
        CallRecord.Origin origin = call.origin();
        if (!isAll || (origin == null && story.isEmpty())) {
            return;
        }
        if (!story.isEmpty()) {
            moments.add(click(story));
        }
        if (origin != null && origin.method() == AttributionMethod.PING) {
            moment("before", "plain", "A ping told it", "its seller's word");
        } else if (origin != null) {
            String pool = market.name(EntityKind.POOL, origin.poolId());
            moment(
                    "before",
                    "plain",
                    "Shown +" + origin.number() + " of pool " + pool,
                    Words.of(origin.method()) + ", " + origin.confidenceMillis() / 10 + " % sure"
                            + (origin.candidates() > 1 ? ", " + origin.candidates() + " visits possible" : "")
                            + (origin.confidenceMillis()
                                            < Conversion.of(market, call.campaignId())
                                                    .leastMillis()
                                    ? ", not told to advertising platforms"
                                    : "")
                            + (origin.callsBefore() > 0 ? ", called " + origin.callsBefore() + " times before" : ""));
        }
    }

    /** What somebody came by. */
    static Block.Moment click(Story story) {
        Set<String> details = new LinkedHashSet<>();
        story.tell((name, value) -> {
            if (!name.equals("source") && !name.equals(Story.REFERRER)) {
                details.add(name.replace('_', ' ') + " " + value);
            }
        });
        String source = story.source();
        return new Block.Moment(
                "before",
                "plain",
                Cell.of(source == null ? "Came on their own" : "A click from " + source),
                String.join(", ", details));
    }

    private void arrived() {
        String number = market.name(EntityKind.NUMBER, call.numberId());
        String carrier = call.carrierId() == 0 ? "" : " by " + market.name(EntityKind.CARRIER, call.carrierId());
        moment(
                Words.exact(call.arrivedMicros()),
                "plain",
                "The call arrived" + (number.isEmpty() ? "" : " at " + number) + carrier,
                call.source().isEmpty() ? "" : "source " + call.source());
    }

    private void attempts() {
        for (CallRecord.Attempt attempt : call.attempts()) {
            String what = Words.of(attempt.event());
            String cause = Words.of(attempt.cause());
            moment(
                    Words.exact(attempt.atMicros()),
                    what.equals("answered") ? "good" : "bad",
                    market.name(EntityKind.ORDER, attempt.orderId()) + ": " + what
                            + (cause.equals("none") ? "" : ", " + cause),
                    (attempt.destination().isEmpty() ? "" : attempt.destination() + ", ") + "after "
                            + Words.millis(attempt.latencyMicros())
                            + (attempt.sipStatus() == 0 ? "" : ", SIP " + attempt.sipStatus()));
        }
    }

    private void ended() {
        CallRecord.End end = call.end();
        if (end == null) {
            return;
        }
        moment(
                Words.exact(end.endedMicros()),
                end.billable() ? "good" : "plain",
                "Ended by the " + Words.of(end.party()) + ", " + Words.of(end.cause()),
                end.billable() ? "billable" : "not billable");
        if (isAll && end.billable()) {
            String currency = market.currency();
            moment(
                    Words.exact(end.endedMicros()),
                    "good",
                    "Billed: " + Words.money(end.priceMicros(), currency) + " in from "
                            + market.name(EntityKind.BUYER, end.buyerId()) + ", "
                            + Words.money(end.payoutMicros(), currency) + " out",
                    Words.money(end.priceMicros() - end.payoutMicros(), currency) + " are left");
        }
        for (OutcomeRecord outcome : call.outcomes()) {
            moment(
                    Words.exact(outcome.atMicros()),
                    "plain",
                    "Became of it: " + Words.of(outcome.disposition()),
                    outcome.buyerId() == 0 ? "" : "said by " + market.name(EntityKind.BUYER, outcome.buyerId()));
        }
    }

    private void moment(String at, String kind, String what, String detail) {
        moments.add(new Block.Moment(at, kind, Cell.of(what), detail));
    }

    /** What was thought of it and why; null: nothing was. */
    Block.@Nullable Facts score() {
        List<Block.Fact> facts = new ArrayList<>();
        score(facts, "score before the auction", call.score());
        score(facts, "score when it was billed", call.lastScore());
        return facts.isEmpty() ? null : new Block.Facts("Score and reasons", facts);
    }

    private void score(List<Block.Fact> into, String name, @Nullable ScoreRecord score) {
        if (score == null) {
            return;
        }
        into.add(new Block.Fact(
                name,
                Cell.of(Words.percent(score.micros(), Money.UNIT) + (score.review() ? ", to be looked at" : ""))));
        CampaignInfo campaign = market.campaign(call.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        for (ScoreRecord.Part part : score.parts()) {
            Field field = vertical == null ? null : vertical.field(part.fieldId());
            String feature =
                    part.kind() != ScoreKind.FIELD ? Words.of(part.kind()) : field == null ? "a field" : field.name();
            String sign = part.weightMicros() > 0 ? "+" : "−";
            into.add(new Block.Fact(
                    "because of " + feature,
                    Cell.of(sign + Words.money(Math.abs((long) part.weightMicros())))
                            .saying("log odds; above 0: for the better")));
        }
    }
}
