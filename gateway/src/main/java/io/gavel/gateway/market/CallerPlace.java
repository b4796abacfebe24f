package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * Where a caller's number is of, as far as its area code says. People keep their numbers when they move.
 *
 * @param state code of the state, 0: not known
 * @param city null: not known; most area codes are of many
 * @param timeZone like {@code America/Denver}, null: not known, or the area code lies in two
 */
public record CallerPlace(
        long state, @Nullable String city, @Nullable String timeZone) {
    /** Of a number that says nothing. */
    public static final CallerPlace UNKNOWN = new CallerPlace(0, null, null);

    /** The state's two letters, null: not known. */
    public @Nullable String stateLetters() {
        return state == 0 ? null : "" + (char) (state >> 8) + (char) (state & 0xff);
    }
}
