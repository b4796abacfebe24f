package io.gavel.gateway.report.fact;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1);

    private final Rounds rounds = new Rounds();

    @Test
    void theFirstReaderAfterAPauseWaitsForARoundAndTheProjectorMakesItAtOnce() throws Exception {
        CompletableFuture<Void> reader = CompletableFuture.runAsync(rounds::read);

        rounds.rest(FOR_EVER);
        assertFalse(reader.isDone());
        rounds.nudge();
        rounds.made();

        reader.get(10, TimeUnit.SECONDS);
    }

    @Test
    void nobodyWaitsWhenItIsOver() throws Exception {
        CompletableFuture<Void> reader = CompletableFuture.runAsync(rounds::read);
        rounds.rest(FOR_EVER);

        rounds.over();
        rounds.rest(FOR_EVER);
        rounds.made();

        reader.get(10, TimeUnit.SECONDS);
        assertTrue(reader.isDone());
    }
}
