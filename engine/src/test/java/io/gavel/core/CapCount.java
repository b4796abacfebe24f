package io.gavel.core;

import io.gavel.message.CapKind;
import io.gavel.message.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one order, buyer or seller has used of its caps, recounted from all its units. */
final class CapCount {
    /** One award: when it was made, at which price, and what became of it. */
    static final class Unit {
        final long madeMicros;
        final long price;
        boolean open = true;
        boolean released;
        boolean answered;

        Unit(long madeMicros, long price) {
            this.madeMicros = madeMicros;
            this.price = price;
        }
    }

    private record Kind(CapKind kind, Period period) {}

    private final List<Unit> units = new ArrayList<>();
    private Map<Kind, Long> since = new HashMap<>();
    private List<OrderSpec.Cap> caps = List.of();
    private int offsetSeconds;
    private long changedMicros = Long.MIN_VALUE;

    /** New caps count from when they came; the same kind and period goes on. */
    void caps(List<OrderSpec.Cap> next, int offset, long nowMicros) {
        Map<Kind, Long> later = new HashMap<>();
        for (OrderSpec.Cap cap : next) {
            Kind kind = new Kind(cap.kind(), cap.period());
            later.put(kind, since.getOrDefault(kind, caps.isEmpty() && units.isEmpty() ? Long.MIN_VALUE : nowMicros));
        }
        since = later;
        caps = List.copyOf(next);
        offsetSeconds = offset;
        changedMicros = nowMicros;
    }

    void add(Unit unit) {
        units.add(unit);
    }

    /** What is wrong after a unit was made at this moment; empty if nothing is, or if the caps changed since it was made. */
    String broken(long nowMicros, long madeMicros) {
        if (madeMicros < nowMicros && madeMicros <= changedMicros) {
            return "";
        }
        for (OrderSpec.Cap cap : caps) {
            long used = used(cap, nowMicros);
            if (used > cap.limit()) {
                return cap + " has " + used;
            }
        }
        return "";
    }

    private long used(OrderSpec.Cap cap, long nowMicros) {
        long from = Calendar.start(cap.period(), nowMicros, offsetSeconds);
        long after = since.getOrDefault(new Kind(cap.kind(), cap.period()), Long.MIN_VALUE);
        long used = 0;
        for (Unit unit : units) {
            boolean stays = !unit.released || (unit.answered && cap.kind() == CapKind.ANSWERED);
            boolean counts = stays && unit.madeMicros >= from && unit.madeMicros > after;
            used += switch (cap.kind()) {
                case COUNT, ANSWERED -> counts ? 1 : 0;
                case AMOUNT -> counts ? unit.price : 0;
                case CONCURRENT -> unit.open ? 1 : 0;
                case NULL_VAL -> 0;
            };
        }
        return used;
    }
}
