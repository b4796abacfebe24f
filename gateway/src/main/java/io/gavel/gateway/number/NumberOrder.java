package io.gavel.gateway.number;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of numbers and how far it is. Immutable.
 *
 * @param id ours, and the reference that the provider keeps
 * @param numbers that are wanted
 * @param carrier written into their entries; null: none
 * @param monthly the fee of each, decimal; null: not said
 * @param perMinute likewise
 * @param sent how often it was sent; 0: the provider cannot have it
 * @param sentMillis when it was sent last, of the epoch
 * @param got numbers that are ours
 * @param refused numbers that we will not get
 * @param problem what went wrong last; empty: nothing
 */
record NumberOrder(
        String id,
        String provider,
        String createdAt,
        String by,
        List<String> numbers,
        @Nullable String carrier,
        @Nullable String monthly,
        @Nullable String perMinute,
        Status status,
        int sent,
        long sentMillis,
        List<String> got,
        List<String> refused,
        String problem) {

    /** How far it is. */
    enum Status {
        /** Written down; whether the provider has it is not known. */
        ASKED,
        /** The provider has it and works on it. */
        PENDING,
        /** What came of it is in the inventory. */
        DONE,
        /** Nothing came of it. */
        FAILED
    }

    boolean isOver() {
        return status == Status.DONE || status == Status.FAILED;
    }

    /** Whether the provider may have it. */
    boolean isSent() {
        return sent > 0;
    }

    /** It is about to be sent, once more. */
    NumberOrder sentAt(long millis) {
        return copy(Status.ASKED, sent + 1, millis, got, refused, problem);
    }

    NumberOrder with(Status now, String nowProblem) {
        return copy(now, sent, sentMillis, got, refused, nowProblem);
    }

    NumberOrder ended(Status now, List<String> nowGot, List<String> nowRefused, String nowProblem) {
        return copy(now, Math.max(1, sent), sentMillis, nowGot, nowRefused, nowProblem);
    }

    private NumberOrder copy(
            Status now, int nowSent, long nowMillis, List<String> nowGot, List<String> nowRefused, String nowProblem) {
        return new NumberOrder(
                id,
                provider,
                createdAt,
                by,
                numbers,
                carrier,
                monthly,
                perMinute,
                now,
                nowSent,
                nowMillis,
                nowGot,
                nowRefused,
                nowProblem);
    }
}
