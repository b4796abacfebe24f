package io.gavel.gateway.market;

import io.gavel.message.Repeat;
import java.util.List;

/**
 * Who was sold already.
 *
 * @param fieldIds a person known by any of these
 * @param windowSeconds since the sale
 * @param repeat what becomes of who is a duplicate
 */
public record Duplicates(List<Integer> fieldIds, long windowSeconds, Repeat repeat) {}
