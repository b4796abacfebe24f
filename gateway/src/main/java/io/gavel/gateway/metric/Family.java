package io.gavel.gateway.metric;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;

/**
 * The meters of one name, by two labels' values. Each label has a limited number of values; what comes after is counted under
 * {@code other}. A known pair is found without garbage. Any thread.
 */
final class Family<M> {
    static final String OTHER = "other";
    private static final int FIRSTS = 500;
    private static final int SECONDS = 64;

    private final ConcurrentMap<String, ConcurrentMap<String, M>> meters = new ConcurrentHashMap<>();
    private final BiFunction<String, String, M> make;

    Family(BiFunction<String, String, M> make) {
        this.make = make;
    }

    M of(String first, String second) {
        ConcurrentMap<String, M> known = meters.get(first);
        if (known == null) {
            String label = meters.size() < FIRSTS ? first : OTHER;
            known = meters.computeIfAbsent(label, unknown -> new ConcurrentHashMap<>());
            return meter(known, label, second);
        }
        M meter = known.get(second);
        return meter == null ? meter(known, first, second) : meter;
    }

    private M meter(ConcurrentMap<String, M> known, String first, String second) {
        String label = known.size() < SECONDS || known.containsKey(second) ? second : OTHER;
        return known.computeIfAbsent(label, unknown -> make.apply(first, label));
    }
}
