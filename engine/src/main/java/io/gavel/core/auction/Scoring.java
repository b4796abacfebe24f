package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.score.Scores;
import io.gavel.core.score.Subject;
import io.gavel.message.Attributes;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.message.ScoreStage;

/**
 * When something is scored, and when something is learned: pings when their auction opens, leads at their post, calls at the end
 * of their flow and at their billable second; from deliveries, ends, billing and returns. For a test nothing is learned.
 */
final class Scoring {
    private final Market market;
    private final Scores scores;
    private final PingAttributes attributes;
    private final ScoreAnswers answers;
    /** The source of one auction's lead, worked out once for all its orders. */
    private long sourceOf;

    private long sourceCode;

    Scoring(Market market, Scores scores, PingAttributes attributes, ScoreAnswers answers) {
        this.market = market;
        this.scores = scores;
        this.attributes = attributes;
        this.answers = answers;
    }

    /** A ping's auction opens, or a call's. */
    void open(Auction auction, Campaign campaign, long nowMicros) {
        boolean kept = auction.call();
        if (kept || scores.ready(campaign.verticalId())) {
            Subject subject = judge(auction, campaign, attributes.of(auction), nowMicros);
            auction.score.take(subject);
            if (kept) {
                keep(auction, campaign, subject, ScoreStage.SCREENED);
            }
        }
    }

    /** A call redeems the award of a ping. */
    void redeemed(Auction auction, long nowMicros) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign != null && !auction.test()) {
            Subject subject = judge(auction, campaign, attributes.of(auction), nowMicros);
            keep(auction, campaign, subject, ScoreStage.SCREENED);
        }
    }

    /** A lead is posted; {@code known} is all that is known of it now. */
    void posted(Auction auction, Attributes known, long nowMicros) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign != null && !auction.test()) {
            keep(auction, campaign, judge(auction, campaign, known, nowMicros), ScoreStage.POST);
        }
    }

    /** The same of a lead that was posted with its ping. */
    void posted(Auction auction, long nowMicros) {
        posted(auction, attributes.of(auction), nowMicros);
    }

    /** The chance that a sale to this order stands; certainty where bids are ranked by price alone, or nothing is known yet. */
    int chanceMicros(Auction auction, int orderId) {
        Campaign campaign = auction.score.isGiven() ? market.campaign(auction.campaignId) : null;
        if (campaign == null || !campaign.byValue()) {
            return Scores.ONE;
        }
        if (sourceOf != auction.pingId) {
            sourceOf = auction.pingId;
            sourceCode = Scores.sourceCode(
                    auction.sellerId, auction.ping, auction.textsAt + Short.BYTES, auction.sourceLength);
        }
        return scores.chanceMicros(
                campaign.verticalId(), auction.score.marginMicros, orderId, auction.sellerId, sourceCode);
    }

    /** A buyer took what it was handed, or did not. */
    void handed(Auction auction, Bid bid, boolean taken) {
        if (!auction.test() && !bid.free) {
            scores.handed(auction.leadId, bid.orderId, bid.buyerId, taken);
        }
    }

    /** A lead came to its end. Whose end says nothing of its quality teaches nothing. */
    void ended(Auction auction, Reason reason) {
        if (auction.test()) {
            return;
        }
        if (reason == Reason.REFUSED_BY_BUYER) {
            scores.outcome(auction.leadId, false);
        } else if (reason == Reason.NONE) {
            boolean stands = false;
            for (int i = 0; i < auction.bids.size(); i++) {
                stands |= auction.bids.get(i).sale == SaleState.ACCEPTED;
            }
            scores.outcome(auction.leadId, stands);
        }
    }

    /** A call is about to be billed. Answers whether its campaign wants a look at it first. */
    boolean billing(Auction auction, Bid bid) {
        long waitSeconds = (auction.connectedMicros - auction.arrivedMicros) / Scores.ONE;
        int micros = scores.judgeLast(auction.leadId, bid.orderId, auction.rung, waitSeconds, auction.voice);
        Campaign campaign = market.campaign(auction.campaignId);
        boolean doubtful = micros != Scores.NONE && campaign != null && micros < campaign.reviewMicros();
        if (micros != Scores.NONE && campaign != null) {
            answers.billable(auction, campaign, micros, doubtful, scores);
        }
        handed(auction, bid, true);
        return doubtful;
    }

    /** The call was billed, or an operator said whether it is to be. */
    void billed(long callId, boolean isGood) {
        scores.outcome(callId, isGood);
    }

    /** A call that a buyer had came to its end unbilled. */
    void unbilled(Auction auction, Bid had) {
        if (!had.free) {
            handed(auction, had, true);
            scores.outcome(auction.leadId, false);
        }
    }

    /** A sale was given back. */
    void returned(Sales sales, long sale) {
        long leadId = sales.leadId(sale);
        boolean stands = false;
        for (long i = sales.latest(leadId); i >= 0; i = sales.previous(i)) {
            stands |= sales.state(i) == SaleState.ACCEPTED;
        }
        if (stands) {
            scores.cameBack(leadId, sales.orderId(sale));
        } else {
            scores.outcome(leadId, false);
        }
    }

    private Subject judge(Auction auction, Campaign campaign, Attributes known, long nowMicros) {
        return scores.describe(campaign.verticalId(), nowMicros)
                .seller(auction.sellerId)
                .campaign(auction.campaignId)
                .source(auction.ping, auction.textsAt + Short.BYTES, auction.sourceLength)
                .fields(known)
                .judge();
    }

    private void keep(Auction auction, Campaign campaign, Subject subject, ScoreStage stage) {
        scores.keep(auction.leadId, stage);
        if (subject.micros() != Scores.NONE) {
            answers.given(auction, campaign, subject, stage);
        }
    }
}
