package io.gavel.gateway.demo.phone;

import java.util.Locale;
import java.util.SplittableRandom;

/** Telephone numbers of people who are made up. */
public final class Numbers {
    private static final int[] AREAS = {212, 213, 214, 303, 305, 310, 312, 404, 415, 503, 512, 602, 617, 702, 713, 206};

    private Numbers() {}

    /** One by chance, E.164. */
    public static String one(SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "+1%d%d%02d%04d",
                AREAS[random.nextInt(AREAS.length)],
                random.nextInt(2, 10),
                random.nextInt(20, 100),
                random.nextInt(10_000));
    }
}
