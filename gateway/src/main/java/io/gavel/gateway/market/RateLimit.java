package io.gavel.gateway.market;

/**
 * How many requests a key may make: a bucket of {@code burst} tokens, refilled at {@code perSecond}.
 *
 * @param perSecond over 0
 * @param burst at least 1
 */
public record RateLimit(int perSecond, int burst) {}
