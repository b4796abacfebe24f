package io.gavel.gateway.market;

import java.util.List;

/**
 * How a pool is used and how many numbers it needs.
 *
 * @param concurrent visits now
 * @param peak at most, in the last eight days
 * @param churnPerHour visits that ended
 * @param arrivalsPerHour of the busiest hour
 * @param erlangs that this comes to with the pool's times
 * @param forOnePercent numbers for a chance of 1 % that none is free
 * @param forOneInThousand for 0.1 %
 * @param arrivals in the last eight days
 * @param lost of these, those that found none free
 * @param most numbers at the right end of the curve
 * @param chances that none is free, from 0 numbers to {@code most}, evenly spaced
 */
public record PoolSize(
        long concurrent,
        int peak,
        long churnPerHour,
        double arrivalsPerHour,
        double erlangs,
        int forOnePercent,
        int forOneInThousand,
        long arrivals,
        long lost,
        int most,
        List<Double> chances) {}
