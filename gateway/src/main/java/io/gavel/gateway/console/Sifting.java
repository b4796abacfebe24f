package io.gavel.gateway.console;

import io.gavel.view.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Lists of which only some are wanted, for a reason that the views do not look for. */
final class Sifting {
    /** So many are looked at for one page. */
    private static final int LOOKED = 5_000;

    private Sifting() {}

    /**
     * Those that are wanted among the next ones, as many as a page has; looks at {@value #LOOKED} at most.
     *
     * @param parts a part of the list, by its cursor
     * @param limit of a part, and about that of the page
     */
    static <T> Page<T> of(LongFunction<Page<T>> parts, Predicate<T> wanted, int limit, long after) {
        List<T> found = new ArrayList<>();
        long next = after;
        int looked = 0;
        do {
            Page<T> part = parts.apply(next);
            part.items().stream().filter(wanted).forEach(found::add);
            looked += limit;
            next = part.next();
        } while (next != 0 && looked < LOOKED && found.size() < limit);
        return new Page<>(found, next);
    }
}
