package io.gavel.gateway.market;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * When a person may be called, by the person's own clock.
 *
 * @param fromMinute of the day
 * @param toMinute exclusive, above {@code fromMinute}, at most 1440
 */
public record CallingHours(int fromMinute, int toMinute) {

    /** Whether it is that time in every one of these zones; in none of none. */
    public boolean allow(Instant now, Set<ZoneId> zones) {
        for (ZoneId zone : zones) {
            int minute = now.atZone(zone).toLocalTime().toSecondOfDay() / 60;
            if (minute < fromMinute || minute >= toMinute) {
                return false;
            }
        }
        return !zones.isEmpty();
    }
}
