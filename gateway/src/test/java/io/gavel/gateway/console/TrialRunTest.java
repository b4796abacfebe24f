package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run of recorded traffic says how far it is, and can be given up. */
class TrialRunTest {
    private static final Wish WISH = new Wish("north-west", "", "15.00", "", "", "", "", Wish.Whole.NONE, 1_000, 2_000);

    @Test
    @Timeout(60)
    void whoGivesItUpGetsNoResult() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        TrialRun run = run((inputs, from, to, progress) -> {
            while (progress.goesOn(0, 1_000)) {
                working.countDown();
            }
            return null;
        });
        Thread thread = new Thread(run);
        thread.start();
        working.await();
        assertNull(run.ended(), "it works");
        run.stop();
        thread.join();
        TrialRun.Ended ended = run.ended();
        assertNotNull(ended);
        assertNull(ended.result());
        assertEquals("", ended.problem());
    }

    @Test
    void itSaysHowFarItIsAndIsNeverDoneBeforeItIs() {
        TrialRun run = run((inputs, from, to, progress) -> {
            progress.goesOn(0, 1_000);
            return null;
        });
        run.run();
        assertEquals(50, run.percent());
        TrialRun beyond = run((inputs, from, to, progress) -> {
            progress.goesOn(0, 9_000);
            return null;
        });
        beyond.run();
        assertEquals(99, beyond.percent());
    }

    @Test
    void whyItCannotBeDoneIsSaid() {
        TrialRun run = run((inputs, from, to, progress) -> {
            throw new IllegalStateException("The journal begins later.");
        });
        run.run();
        TrialRun.Ended ended = run.ended();
        assertNotNull(ended);
        assertEquals("The journal begins later.", ended.problem());
    }

    private static TrialRun run(Trials trials) {
        return new TrialRun(trials, WISH, List.of(), List.of(), 5_000);
    }
}
