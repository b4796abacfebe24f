package io.gavel.bench.experiment;

import java.util.SplittableRandom;

/**
 * A stream of leads whose quality is known to who made it, and changes: each source, state, credit, age and hour is worth
 * something that wanders, slowly and each by itself, and sources turn bad now and then. What becomes of a lead is known hours
 * later, of some after days, of a tenth never; a twentieth is taken back later still. All of it follows from the seed.
 */
final class DriftingLeads {
    static final int SELLERS = 6;
    static final int SOURCES = 40;
    static final int STATES = 50;
    static final int CREDITS = 4;

    private static final long HOUR = 3_600_000_000L;
    private static final double AVERAGE = -0.3;
    private static final int AGES = 10;
    /** The steps of a walk that has this spread and forgets itself within so many days. */
    private static final double SPREAD = 0.9;

    private static final int DAYS_TO_FORGET = 120;

    private final SplittableRandom random;
    private final double[] sources = new double[SOURCES];
    private final double[] states = new double[STATES];
    private final double[] credits = new double[CREDITS];
    private final double[] ages = new double[AGES];
    private final double[] hours = new double[24];
    private long day = -1;

    long micros = 1_780_000_000_000_000L;
    int source;
    int state;
    int credit;
    int age;
    int zip;
    /** What the maker knows: the probability that it is good. */
    double truth;

    boolean good;
    /** When that is known; {@link Long#MAX_VALUE}: never. */
    long knownMicros;
    /** When it turns out to be bad after all; {@link Long#MAX_VALUE}: it does not. */
    long takenBackMicros;

    DriftingLeads(long seed) {
        random = new SplittableRandom(seed);
        for (double[] each : all()) {
            for (int i = 0; i < each.length; i++) {
                each[i] = SPREAD * gaussian();
            }
        }
    }

    /** Makes the next lead; {@code perHour} of them come on average. */
    void next(int perHour) {
        micros += (long) (-Math.log(1 - random.nextDouble()) * HOUR / perHour);
        if (micros / (24 * HOUR) != day) {
            day = micros / (24 * HOUR);
            drift();
        }
        double skew = random.nextDouble();
        source = (int) (SOURCES * skew * skew);
        state = random.nextInt(STATES);
        credit = random.nextInt(CREDITS);
        age = 18 + random.nextInt(AGES * 7);
        zip = state * 2_000 + random.nextInt(2_000);
        int hour = (int) Math.floorMod(micros / HOUR, 24L);
        double odds = AVERAGE
                + sources[source]
                + 0.6 * states[state]
                + 0.7 * credits[credit]
                + 0.6 * ages[(age - 18) / 7]
                + 0.4 * hours[hour];
        truth = 1 / (1 + Math.exp(-odds));
        takenBackMicros = Long.MAX_VALUE;
        boolean first = random.nextDouble() < truth;
        good = first;
        long late = (long) (HOUR * (1 + -Math.log(1 - random.nextDouble()) * 5));
        knownMicros = random.nextInt(10) == 0 ? Long.MAX_VALUE : micros + late;
        if (!first && random.nextInt(20) == 0 && knownMicros != Long.MAX_VALUE) {
            // Sold at first, and returned within two days: what counts in the end is that it was bad.
            takenBackMicros = knownMicros + (long) (48 * HOUR * random.nextDouble());
        }
    }

    /** What is told first: that which is taken back was thought to be good. */
    boolean toldGood() {
        return good || takenBackMicros != Long.MAX_VALUE;
    }

    int seller() {
        return 1 + source % SELLERS;
    }

    private void drift() {
        double keep = 1 - 1.0 / DAYS_TO_FORGET;
        double step = SPREAD * Math.sqrt(1 - keep * keep);
        for (double[] each : all()) {
            for (int i = 0; i < each.length; i++) {
                each[i] = keep * each[i] + step * gaussian();
            }
        }
        if (random.nextInt(7) == 0) {
            sources[random.nextInt(SOURCES)] = -2;
        }
    }

    private double[][] all() {
        return new double[][] {sources, states, credits, ages, hours};
    }

    /** Twelve uniform numbers less six: near enough, and the same on every machine. */
    private double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}
