package io.gavel.core.auction;

import io.gavel.core.score.Scores;
import io.gavel.message.Disposition;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutcomeReportedDecoder;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;

/** What buyers and operators say became of leads and calls. A buyer speaks of those that it bought or was handed last. */
final class Outcomes {
    /** Dispositions below are good ones. */
    private static final int BAD = Disposition.BAD.value();

    private final Memory memory;
    private final Scores scores;
    private final Answers answers;
    private final ScoreAnswers scoreAnswers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OutcomeReportedDecoder message = new OutcomeReportedDecoder();

    Outcomes(Memory memory, Scores scores, Answers answers, ScoreAnswers scoreAnswers) {
        this.memory = memory;
        this.scores = scores;
        this.answers = answers;
        this.scoreAnswers = scoreAnswers;
    }

    /** The answer counts 1 if something was learned, 0 if it is known already or too late to be learned. */
    void reported(DirectBuffer bytes) {
        message.wrapAndApplyHeader(bytes, 0, header);
        int raw = message.dispositionRaw();
        boolean known = raw <= Disposition.CONVERTED.value() || (raw >= BAD && raw <= Disposition.FRAUD.value());
        if (!known) {
            answers.command(message.correlationId(), Reason.NOT_ALLOWED, 0);
        } else if (!concerns(message.id(), message.buyerId())) {
            answers.command(message.correlationId(), Reason.NOT_FOUND, 0);
        } else {
            boolean learned = scores.outcome(message.id(), raw < BAD);
            scoreAnswers.noted(message.id(), message.buyerId(), Disposition.get((short) raw), learned);
            answers.command(message.correlationId(), Reason.NONE, learned ? 1 : 0);
        }
    }

    /** Whether the lead or call is known, and this buyer's; an operator's is every one. */
    private boolean concerns(long id, int buyerId) {
        Sales sales = memory.sales;
        long latest = sales.latest(id);
        if (buyerId == 0) {
            return latest >= 0 || scores.knows(id);
        }
        for (long sale = latest; sale >= 0; sale = sales.previous(sale)) {
            if (sales.buyerId(sale) == buyerId) {
                return true;
            }
        }
        return scores.buyerOf(id) == buyerId;
    }
}
