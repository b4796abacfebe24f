package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.SampleMarket;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.vault.Vault;
import java.util.SplittableRandom;

/**
 * What everybody in the day shares.
 *
 * @param leads the vault of leads and callers
 * @param visits the vault of what visitors told
 * @param market its document, as sellers and callers know it
 */
record World(
        DayPlan plan,
        DayClock clock,
        Agenda agenda,
        DayLine line,
        Directory directory,
        Vault leads,
        Vault visits,
        SampleMarket market,
        SplittableRandom random,
        DayFigures figures) {

    /** Lets something happen again and again, as often a second on average, until so long before the day's end. */
    void often(double perSecond, long stopSecondsBefore, Runnable what) {
        Rhythm rhythm = new Rhythm(perSecond);
        long end = DayClock.micros(plan.until().minusSeconds(stopSecondsBefore));
        again(rhythm, DayClock.micros(plan.from()), end, what);
    }

    /** Whether so many milliseconds from now are still before the end. */
    boolean isBeforeTheEnd(long millis) {
        return clock.wallMicros() + millis * 1_000 < DayClock.micros(plan.until());
    }

    private void again(Rhythm rhythm, long after, long end, Runnable what) {
        long next = rhythm.after(after, random);
        if (next < end) {
            agenda.at(next, () -> {
                what.run();
                again(rhythm, next, end, what);
            });
        }
    }
}
