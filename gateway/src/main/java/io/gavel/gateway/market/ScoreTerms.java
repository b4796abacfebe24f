package io.gavel.gateway.market;

/**
 * What a campaign does with scores. All are millionths.
 *
 * @param byValue bids are ranked by price times the chance that the sale stands
 * @param gateMicros what scores less goes to the fallback; 0: nothing does
 * @param fallbackId the campaign for it; 0: it is rejected
 * @param reviewMicros calls that score less at their billable second are held for review; 0: none are
 * @param reviewSeconds how long at most
 * @param reviewReleases what nobody decided by then goes back to the buyer
 */
public record ScoreTerms(
        boolean byValue, int gateMicros, int fallbackId, int reviewMicros, int reviewSeconds, boolean reviewReleases) {}
