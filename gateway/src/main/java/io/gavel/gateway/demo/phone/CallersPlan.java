package io.gavel.gateway.demo.phone;

/**
 * How simulated callers behave.
 *
 * @param seed of everything they do
 * @param callsPerSecond how often somebody calls
 * @param atOnce calls under way at most; who would be one more does not call
 * @param shortestMillis that a caller stays after the answer
 * @param longestMillis likewise
 */
public record CallersPlan(long seed, double callsPerSecond, int atOnce, int shortestMillis, int longestMillis) {}
