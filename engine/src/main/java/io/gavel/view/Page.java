package io.gavel.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param next what {@code after} must be for the next part; 0 if this was the last
 */
public record Page<T>(List<T> items, long next) {
    /** All of a list that has one item, or none. */
    public static <T> Page<T> ofOne(@Nullable T item) {
        return new Page<>(item == null ? List.of() : List.of(item), 0);
    }
}
