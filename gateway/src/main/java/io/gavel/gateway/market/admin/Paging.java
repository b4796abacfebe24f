package io.gavel.gateway.market.admin;

import io.gavel.gateway.http.Call;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted: {@code ?limit=100&after=<next of the part before>}.
 *
 * @param limit 1 to 1000
 * @param after 0: from the newest
 */
record Paging(int limit, long after) {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    /** Null after it was answered what is wrong. */
    static @Nullable Paging of(Call call) {
        long limit = number(call, "limit", USUAL);
        long after = number(call, "after", 0);
        if (limit < 1 || limit > MOST) {
            call.problem(400, "malformed", "limit: expected a whole number from 1 to " + MOST);
            return null;
        }
        if (after < 0) {
            call.problem(400, "malformed", "after: expected what the part before gave as next");
            return null;
        }
        return new Paging((int) limit, after);
    }

    private static long number(Call call, String name, long absent) {
        String text = call.query(name);
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
