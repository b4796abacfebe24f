package io.gavel.gateway.market;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller hears before the auction.
 *
 * @param start the first step
 * @param steps by name
 */
public record FlowInfo(Entity entity, String start, Map<String, Step> steps) implements Listed {
    /** Ends the call. */
    public static final String HANG_UP = "hangup";
    /** Opens the auction. */
    public static final String AUCTION = "auction";
    /** The answer that no other names. */
    public static final String DEFAULT = "default";

    /**
     * One step: plays, waits for digits, goes on.
     *
     * @param play a prompt's file, null: none
     * @param digits how many are waited for, 0: none
     * @param timeoutSeconds since the prompt's end or the last digit
     * @param retries how often the prompt is played again when nothing, or nothing known, was pressed
     * @param keepAs the field that the digits become, null: none
     * @param on the next step by what was pressed
     * @param then the next step otherwise, null: none
     * @param auction the auction opens here
     * @param hours when {@code then} is next; null: always
     */
    public record Step(
            @Nullable String play,
            int digits,
            int timeoutSeconds,
            int retries,
            @Nullable String keepAs,
            Map<String, String> on,
            @Nullable String then,
            boolean auction,
            @Nullable OpenHours hours) {}

    /**
     * Open hours of a step.
     *
     * @param open in the zone, sorted
     * @param closed the next step at all other times
     */
    public record OpenHours(List<Interval> open, ZoneId zone, String closed) {
        private static final int DAY = 1_440;

        /** Whether it is open at this moment. */
        public boolean isOpen(Instant now) {
            ZonedDateTime local = now.atZone(zone);
            int minute = (local.getDayOfWeek().getValue() - 1) * DAY + local.getHour() * 60 + local.getMinute();
            return open.stream().anyMatch(each -> each.fromMinute() <= minute && minute < each.toMinute());
        }
    }

    /** Whether nothing is asked any more from this step on, and the auction comes: it may open while the rest is played. */
    public boolean isOnItsWayToTheAuction(Step step) {
        Step next = step;
        for (int i = 0; i <= steps.size(); i++) {
            if (next.digits() > 0 || next.hours() != null) {
                return false;
            }
            String then = next.then();
            if (next.auction() || AUCTION.equals(then)) {
                return true;
            }
            Step after = then == null ? null : steps.get(then);
            if (after == null) {
                return false;
            }
            next = after;
        }
        return false;
    }
}
