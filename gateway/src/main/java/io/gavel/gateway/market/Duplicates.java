package io.gavel.gateway.market;

import java.util.List;

/**
 * Who was sold already.
 *
 * @param fieldIds a person known by any of these
 * @param windowSeconds since the sale
 */
public record Duplicates(List<Integer> fieldIds, long windowSeconds) {}
