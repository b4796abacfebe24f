package io.gavel.core.market;

import io.gavel.message.OrderPutDecoder;
import java.util.Arrays;

/** The minutes of the local week in which an order is open: from, to (exclusive), from, to … Immutable; none: always. */
final class Hours {
    static final Hours ALWAYS = new Hours(new int[0]);

    private static final int MINUTE = 60;

    private final int[] minutes;

    private Hours(int[] minutes) {
        this.minutes = minutes;
    }

    static Hours of(OrderPutDecoder.HoursDecoder group) {
        if (group.count() == 0) {
            return ALWAYS;
        }
        int[] minutes = new int[group.count() * 2];
        for (int i = 0; group.hasNext(); i += 2) {
            group.next();
            minutes[i] = group.fromMinute();
            minutes[i + 1] = group.toMinute();
        }
        return new Hours(minutes);
    }

    boolean always() {
        return minutes.length == 0;
    }

    boolean open(Zone zone, long nowMicros) {
        long minute = zone.secondOfWeek(Math.floorDiv(nowMicros, Zone.MICROS)) / MINUTE;
        for (int i = 0; i < minutes.length; i += 2) {
            if (minutes[i] <= minute && minute < minutes[i + 1]) {
                return true;
            }
        }
        return minutes.length == 0;
    }

    /** A moment up to which nothing changes: the next begin or end on the wall, or change of the wall's offset. */
    long nextChange(Zone zone, long nowMicros) {
        long now = Math.floorDiv(nowMicros, Zone.MICROS);
        long second = zone.secondOfWeek(now);
        long wait = Zone.WEEK;
        for (int minute : minutes) {
            long ahead = Math.floorMod((long) minute * MINUTE - second, Zone.WEEK);
            wait = Math.min(wait, ahead == 0 ? Zone.WEEK : ahead);
        }
        return Math.min(now + wait, zone.nextChange(now)) * Zone.MICROS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hours hours && Arrays.equals(minutes, hours.minutes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(minutes);
    }
}
