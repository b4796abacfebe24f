package io.gavel.gateway.demo.day;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;

/** How often something happens at which hour: little at night, most in the morning and after work. Pure. */
final class Rhythm {
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final int[] BY_HOUR = {
        4, 3, 2, 2, 3, 5, 9, 16, 26, 34, 38, 38, 35, 34, 35, 36, 36, 34, 32, 30, 26, 20, 13, 7
    };
    private static final int MOST = 38;
    private static final double MEAN = mean();
    private static final double MICROS = 1e6;

    private final double mostPerMicro;

    /** {@code perSecond}: on average over a day. */
    Rhythm(double perSecond) {
        this.mostPerMicro = perSecond / MICROS * MOST / MEAN;
    }

    /** When it happens again after this moment, microseconds since 1970: a Poisson process, thinned by the hour. */
    long after(long micros, SplittableRandom random) {
        double next = micros;
        do {
            next += -Math.log(1 - random.nextDouble()) / mostPerMicro;
        } while (random.nextInt(MOST) >= BY_HOUR[hour((long) next)]);
        return (long) next + 1;
    }

    private static int hour(long micros) {
        return Instant.ofEpochSecond(micros / (long) MICROS).atZone(ZONE).getHour();
    }

    private static double mean() {
        double sum = 0;
        for (int weight : BY_HOUR) {
            sum += weight;
        }
        return sum / BY_HOUR.length;
    }
}
