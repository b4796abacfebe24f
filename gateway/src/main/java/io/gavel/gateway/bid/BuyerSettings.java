package io.gavel.gateway.bid;

/**
 * How the buyers' edge behaves.
 *
 * @param breakerFailures in a row that make an endpoint rest
 * @param breakerRestMillis the first rest; each failed probe doubles it
 * @param breakerRestMostMillis up to this
 */
public record BuyerSettings(int breakerFailures, int breakerRestMillis, int breakerRestMostMillis) {}
