package io.gavel.gateway.market;

/**
 * How an order's price is asked.
 *
 * @param url of the buyer's bid endpoint, http or https
 * @param timeoutMillis in which it has to answer
 * @param maxMicros a promise not to bid more; Long.MAX_VALUE if the buyer gave none
 * @param test whether it is asked for test pings too
 */
public record Bid(String url, int timeoutMillis, long maxMicros, boolean test) {}
