package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.score.Scores;
import io.gavel.core.score.Subject;
import io.gavel.message.CountedOutlet;
import io.gavel.message.Disposition;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OutcomeNotedEncoder;
import io.gavel.message.ScoreGivenEncoder;
import io.gavel.message.ScoreKind;
import io.gavel.message.ScorePartEncoder;
import io.gavel.message.ScoreStage;

/** Writes what is said about scores and outcomes. */
final class ScoreAnswers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final CountedOutlet outlet;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ScoreGivenEncoder given = new ScoreGivenEncoder();
    private final OutcomeNotedEncoder noted = new OutcomeNotedEncoder();

    ScoreAnswers(CountedOutlet outlet) {
        this.outlet = outlet;
    }

    /** A lead, or a call at the end of its flow. */
    void given(Auction auction, Campaign campaign, Subject subject, ScoreStage stage) {
        if (outlet.skips()) {
            return;
        }
        begin(auction, campaign, subject.micros()).stage(stage).review((short) 0);
        part(given.part1(), subject.part(0));
        part(given.part2(), subject.part(1));
        part(given.part3(), subject.part(2));
        outlet.send(HEADER + given.encodedLength());
    }

    /** A call that is about to be billed. */
    void billable(Auction auction, Campaign campaign, int scoreMicros, boolean review, Scores scores) {
        if (outlet.skips()) {
            return;
        }
        begin(auction, campaign, scoreMicros).stage(ScoreStage.BILLABLE).review((short) (review ? 1 : 0));
        part(given.part1(), scores.lastPart(0));
        part(given.part2(), scores.lastPart(1));
        part(given.part3(), scores.lastPart(2));
        outlet.send(HEADER + given.encodedLength());
    }

    void noted(long id, int buyerId, Disposition disposition, boolean learned) {
        noted.wrapAndApplyHeader(outlet.claim(), 0, header)
                .id(id)
                .buyerId(buyerId)
                .disposition(disposition)
                .learned((short) (learned ? 1 : 0));
        outlet.send(HEADER + noted.encodedLength());
    }

    /** One reason, or none. */
    static void part(ScorePartEncoder out, long part) {
        out.weightMicros(part == 0 ? 0 : Scores.weightOf(part))
                .kind(part == 0 ? ScoreKind.NONE : ScoreKind.get(Scores.kindOf(part)))
                .fieldId(part == 0 ? 0 : Scores.fieldOf(part));
    }

    private ScoreGivenEncoder begin(Auction auction, Campaign campaign, int scoreMicros) {
        return given.wrapAndApplyHeader(outlet.claim(), 0, header)
                .id(auction.leadId)
                .pingId(auction.pingId)
                .verticalId(campaign.verticalId())
                .campaignId(campaign.id())
                .scoreMicros(scoreMicros);
    }
}
