package io.gavel.view;

import java.util.List;

/**
 * A part of a list, newest first.
 *
 * @param next what {@code after} must be for the next part; 0 if this was the last
 */
public record Page<T>(List<T> items, long next) {}
