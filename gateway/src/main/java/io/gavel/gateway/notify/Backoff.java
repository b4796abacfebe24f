package io.gavel.gateway.notify;

import java.util.random.RandomGenerator;

/** How long a letter waits after a failed attempt: five seconds, then three times as long each time, at most half a day; a fifth more or less by chance. */
final class Backoff {
    private static final long FIRST_MILLIS = 5_000;
    static final long MOST_MILLIS = 12 * 3_600_000L;

    private Backoff() {}

    /** {@code attempts}: how many failed so far, at least 1. */
    static long millis(int attempts, RandomGenerator chance) {
        long pause = FIRST_MILLIS;
        for (int i = 1; i < attempts && pause < MOST_MILLIS; i++) {
            pause *= 3;
        }
        return (long) (Math.min(pause, MOST_MILLIS) * (0.8 + 0.4 * chance.nextDouble()));
    }
}
