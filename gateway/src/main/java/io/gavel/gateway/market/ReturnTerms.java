package io.gavel.gateway.market;

import io.gavel.message.Period;
import java.util.List;

/**
 * What a buyer may give back.
 *
 * @param windowSeconds after it was bought
 * @param reasons that are taken; none: any, also none
 * @param waits each return waits for an operator
 * @param count how many in a period, -1: any number
 * @param shareMicros how many of those bought in a period, in millionths, -1: all
 */
public record ReturnTerms(
        long windowSeconds, List<String> reasons, boolean waits, int count, int shareMicros, Period period) {
    /** Those of a buyer of whom nobody says anything: 30 days, at once. */
    static final ReturnTerms DEFAULT = new ReturnTerms(30L * 86_400, List.of(), false, -1, -1, Period.MONTH);
}
