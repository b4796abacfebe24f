package io.gavel.gateway.market;

/**
 * What a campaign does with scores. All are millionths.
 *
 * @param byValue bids are ranked by price times the chance that the sale stands
 * @param gateMicros what scores less goes to the fallback; 0: nothing does
 * @param fallbackId the campaign for it; 0: it is rejected
 * @param reviewMicros calls that score less when they are billed are marked for review; 0: none are
 */
public record ScoreTerms(boolean byValue, int gateMicros, int fallbackId, int reviewMicros) {}
