package io.gavel.gateway.demo;

/**
 * How simulated sellers behave.
 *
 * @param seed           of everything they do
 * @param pingsPerSecond how often a visitor fills in a form, on average over all sellers
 * @param thinkMillis    how long a seller takes at most from an award to the post
 * @param patienceMillis how long a post is tried again when the exchange is not there
 */
public record SellersPlan(long seed, double pingsPerSecond, int thinkMillis, int patienceMillis) {}
