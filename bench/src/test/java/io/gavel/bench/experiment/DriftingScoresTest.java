package io.gavel.bench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What {@code score-drift} prints, shorter: scores that learn stay near what can be known, a model that stopped does not. */
class DriftingScoresTest {
    private static final int LEADS = 60_000;
    private static final int PER_HOUR = 60;
    private static final double NEAR = 0.03;

    @Test
    void scoresStayNearTheTruthWhileItDriftsAndOutcomesComeHoursLate() {
        DriftingScores.Result result = new DriftingScores().run(1, LEADS, PER_HOUR);

        assertEquals(LEADS - LEADS / 3, result.judged());
        assertTrue(result.truth() - result.live() <= NEAR, result::toString);
        assertTrue(result.live() > result.frozen(), result::toString);
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        assertEquals(new DriftingScores().run(2, 5_000, PER_HOUR), new DriftingScores().run(2, 5_000, PER_HOUR));
    }

    @Test
    void equalNumbersAreHalfAPair() {
        assertEquals(0.875, DriftingScores.auc(new double[] {1, 2, 2, 3}, new boolean[] {false, false, true, true}));
    }
}
