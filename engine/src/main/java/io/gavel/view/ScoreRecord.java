package io.gavel.view;

import io.gavel.message.ScoreKind;
import java.util.List;

/**
 * How good something was thought to be before its outcome was known.
 *
 * @param micros 0 to 1,000,000
 * @param review a call that its campaign does not bill without a second look
 * @param parts what moved the score most, the strongest first; may be empty
 */
public record ScoreRecord(int micros, boolean review, List<Part> parts) {

    /**
     * One reason.
     *
     * @param fieldId of a {@link ScoreKind#FIELD}
     * @param weightMicros millionths of a unit of log odds; above 0: for the better
     */
    public record Part(ScoreKind kind, int fieldId, int weightMicros) {}
}
