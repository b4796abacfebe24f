package io.gavel.gateway.market;

/**
 * An open interval of the local week.
 *
 * @param fromMinute minute of the week, Monday 00:00 is 0
 * @param toMinute exclusive, above {@code fromMinute}, at most 10080
 */
public record Interval(int fromMinute, int toMinute) {}
