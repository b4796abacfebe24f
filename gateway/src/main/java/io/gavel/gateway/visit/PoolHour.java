package io.gavel.gateway.visit;

/** What one pool measured in one hour; guarded by {@link PoolFigures}. */
final class PoolHour {
    final int poolId;
    /** When it measured first and last. */
    final long firstMicros;

    long lastMicros;
    /** New visitors. */
    long arrivals;
    /** Visitors who had their number already. */
    long returning;
    /** New visitors who got the overflow number. */
    long shared;
    /** New visitors for whom there was none at all. */
    long refused;
    /** Visits that were over, and how long they had been touched. */
    long ended;

    long visitMicros;
    /** The most visits at once. */
    int peak;

    PoolHour(int poolId, long firstMicros) {
        this.poolId = poolId;
        this.firstMicros = firstMicros;
        this.lastMicros = firstMicros;
    }

    /** What {@link #text} wrote, behind a first word. */
    static PoolHour of(String[] words) {
        PoolHour hour = new PoolHour(Integer.parseInt(words[1]), Long.parseLong(words[2]));
        hour.lastMicros = Long.parseLong(words[3]);
        hour.arrivals = Long.parseLong(words[4]);
        hour.returning = Long.parseLong(words[5]);
        hour.shared = Long.parseLong(words[6]);
        hour.refused = Long.parseLong(words[7]);
        hour.ended = Long.parseLong(words[8]);
        hour.visitMicros = Long.parseLong(words[9]);
        hour.peak = Integer.parseInt(words[10]);
        return hour;
    }

    String text() {
        return poolId + " " + firstMicros + " " + lastMicros + " " + arrivals + " " + returning + " " + shared + " "
                + refused + " " + ended + " " + visitMicros + " " + peak;
    }

    PoolHour copy() {
        return of(("- " + text()).split(" ", -1));
    }
}
