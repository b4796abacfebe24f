package io.gavel.view;

/**
 * What the ads of a campaign's day cost.
 *
 * @param startMicros when that day began, on the campaign's calendar
 * @param day days since 1970-01-01
 * @param source empty: of no source in particular; as is the keyword
 */
public record Cost(long startMicros, int day, int campaignId, String source, String keyword, long amountMicros) {}
