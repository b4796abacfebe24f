package io.gavel.core;

import io.gavel.core.VisitInputs.PoolSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The same rules of numbers and visits in the plainest form: everything is looked at every time. The other opinion. */
final class VisitTwin {
    private static final long SECOND = 1_000_000;
    private static final long DAYS_30 = 30L * 86_400 * SECOND;

    private static final class Line {
        final long digits;
        int pool;
        int place;
        boolean retiring;
        long freed;

        @Nullable
        Visit holder;

        final Deque<Past> past = new ArrayDeque<>();

        Line(long digits) {
            this.digits = digits;
        }
    }

    static final class Visit {
        final long id;
        final int pool;
        final long visitor;
        final long address;
        final long opened;
        long touched;
        long order;

        @Nullable
        Line number;

        Visit(long id, int pool, long visitor, long address, long now) {
            this.id = id;
            this.pool = pool;
            this.visitor = visitor;
            this.address = address;
            this.opened = now;
            this.touched = now;
        }
    }

    private record Past(long visit, long visitor, long ended) {}

    private record Caller(long visit, long visitor, long number, long at, int confidence, int count) {}

    private final Map<Integer, PoolSpec> pools = new TreeMap<>();
    private final Map<Long, Line> numbers = new LinkedHashMap<>();
    private final Map<Long, Visit> visits = new LinkedHashMap<>();
    private final Map<Long, Caller> callers = new LinkedHashMap<>();
    private long touches;
    /** Visits that ended since last asked. */
    final List<Long> ended = new ArrayList<>();

    int live() {
        return visits.size();
    }

    void put(PoolSpec spec, long now) {
        pass(now);
        pools.put(spec.id(), spec);
        pass(now);
        List<Long> all = new ArrayList<>(spec.numbers());
        all.addAll(spec.retiring());
        for (Line number : numbers.values()) {
            if (number.pool == spec.id() && !all.contains(number.digits)) {
                leave(number, now);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            Line number = numbers.computeIfAbsent(all.get(i), Line::new);
            if (number.pool != 0 && number.pool != spec.id()) {
                leave(number, now);
            }
            number.pool = spec.id();
            number.place = i;
            number.retiring = spec.retiring().contains(number.digits);
        }
    }

    void delete(int pool, long now) {
        pass(now);
        pools.remove(pool);
        numbers.values().stream().filter(number -> number.pool == pool).forEach(number -> leave(number, now));
        List.copyOf(visits.values()).stream()
                .filter(visit -> visit.pool == pool)
                .forEach(visit -> end(visit, now));
    }

    String open(long id, int pool, long visitor, long address, int area, long now) {
        pass(now);
        PoolSpec spec = pools.get(pool);
        if (spec == null || !spec.enabled()) {
            return "no visit";
        }
        Visit visit = visits.values().stream()
                .filter(each -> each.pool == pool && each.visitor == visitor)
                .findFirst()
                .orElse(null);
        boolean returning = visit != null && touch(visit, spec, now);
        if (visit != null && !returning) {
            end(visit, now);
        }
        if (!returning) {
            Line number = free(spec, area, address, now);
            if (number == null && spec.overflow() == 0) {
                return "no visit";
            }
            visit = new Visit(id, pool, visitor, address, now);
            visit.order = ++touches;
            visit.number = number;
            visits.put(id, visit);
            if (number != null) {
                number.holder = visit;
            }
        }
        return line(Objects.requireNonNull(visit), spec, returning);
    }

    String touch(long id, long now) {
        pass(now);
        Visit visit = visits.get(id);
        PoolSpec spec = visit == null ? null : pools.get(visit.pool);
        if (visit == null || spec == null) {
            return "no visit";
        }
        touch(visit, spec, now);
        return line(visit, spec, true);
    }

    String call(long dialled, long caller, long now) {
        pass(now);
        Line number = numbers.get(dialled);
        PoolSpec spec = number == null ? null : pools.get(number.pool);
        String method = "NONE";
        long id = 0;
        long visitor = 0;
        int candidates = 0;
        int confidence = 0;
        if (number != null && spec != null && number.holder != null) {
            method = "EXACT";
            id = number.holder.id;
            visitor = number.holder.visitor;
            candidates = 1;
            confidence = 1000;
        } else if (number != null && spec != null) {
            long first = 0;
            long sum = 1 << 19;
            for (Past past : number.past) {
                long since = now - past.ended;
                if (since > spec.late() * SECOND || candidates == 8) {
                    break;
                }
                long weight = weight(since, spec.hold() * SECOND);
                if (candidates++ == 0) {
                    method = "LATE";
                    id = past.visit;
                    visitor = past.visitor;
                    first = weight;
                }
                sum += weight;
            }
            confidence = (int) (first * 1000 / sum);
        } else {
            spec = pools.values().stream()
                    .filter(each -> each.overflow() == dialled && dialled != 0)
                    .findFirst()
                    .orElse(null);
            if (spec == null) {
                return VisitLines.attributed("NONE", 0, 0, 0, 0);
            }
            int pool = spec.id();
            List<Visit> sharing = visits.values().stream()
                    .filter(visit -> visit.pool == pool && visit.number == null)
                    .sorted(Comparator.comparingLong(visit -> visit.order))
                    .toList();
            if (!sharing.isEmpty()) {
                method = "SHARED";
                candidates = sharing.size();
                confidence = 1000 / candidates;
                id = sharing.get(candidates - 1).id;
                visitor = sharing.get(candidates - 1).visitor;
            }
        }
        int before = 0;
        if (caller != 0) {
            Caller known = callers.get(caller);
            if (known != null && now - known.at <= DAYS_30) {
                before = known.count;
                if (known.visit != 0 && known.number == dialled && (id == 0 || known.visitor != visitor)) {
                    method = "REPEAT";
                    id = known.visit;
                    visitor = known.visitor;
                    candidates = Math.max(1, candidates);
                    confidence = Math.min(900, known.confidence);
                }
            }
            callers.put(caller, new Caller(id, visitor, dialled, now, confidence, before + 1));
        }
        Visit live = visits.get(id);
        if (live != null && live.pool == spec.id() && confidence >= 500) {
            touch(live, spec, now);
        }
        return VisitLines.attributed(method, id, candidates, confidence, before);
    }

    /** What was silent for too long is over. */
    void pass(long now) {
        List.copyOf(visits.values()).stream()
                .filter(visit -> visit.touched + hold(visit) <= now)
                .sorted(Comparator.comparingLong(visit -> visit.order))
                .forEach(visit -> end(visit, now));
    }

    /** No number is held by two, and who has a number is live. */
    void check() {
        for (Line number : numbers.values()) {
            if (number.holder != null && visits.get(number.holder.id) != number.holder) {
                throw new AssertionError(number.digits + " is held by a visit that is over");
            }
        }
    }

    private @Nullable Line free(PoolSpec spec, int area, long address, long now) {
        long mine = visits.values().stream()
                .filter(visit -> visit.pool == spec.id() && visit.number != null && visit.address == address)
                .count();
        if (address != 0 && spec.perAddress() > 0 && mine >= spec.perAddress()) {
            return null;
        }
        List<Line> free = numbers.values().stream()
                .filter(number -> number.pool == spec.id() && !number.retiring && number.holder == null)
                .sorted(Comparator.<Line>comparingLong(number -> number.freed).thenComparingInt(number -> number.place))
                .toList();
        Line near = free.stream()
                .filter(number -> area != 0 && number.digits / 10_000_000 == 1000 + area)
                .findFirst()
                .orElse(null);
        if (near != null && rested(near, spec, now)) {
            return near;
        }
        return free.isEmpty() || !rested(free.get(0), spec, now) ? null : free.get(0);
    }

    private static boolean rested(Line number, PoolSpec spec, long now) {
        return number.freed == 0 || now - number.freed >= spec.quarantine() * SECOND;
    }

    private boolean touch(Visit visit, PoolSpec spec, long now) {
        if (now - visit.opened >= spec.longest() * SECOND) {
            return false;
        }
        visit.touched = now;
        visit.order = ++touches;
        return true;
    }

    private void leave(Line number, long now) {
        Visit holder = number.holder;
        number.pool = 0;
        if (holder != null) {
            end(holder, now);
        }
    }

    private void end(Visit visit, long now) {
        if (visits.remove(visit.id) == null) {
            return;
        }
        ended.add(visit.id);
        Line number = visit.number;
        if (number != null) {
            number.holder = null;
            number.freed = Math.min(now, visit.touched + hold(visit));
            number.past.addFirst(new Past(visit.id, visit.visitor, number.freed));
        }
    }

    private final Map<Integer, Long> holds = new TreeMap<>();

    /** Also of a pool that is deleted. */
    private long hold(Visit visit) {
        PoolSpec spec = pools.get(visit.pool);
        if (spec != null) {
            holds.put(visit.pool, spec.hold() * SECOND);
        }
        return holds.getOrDefault(visit.pool, 0L);
    }

    private static long weight(long since, long hold) {
        long halvings = since / hold;
        long weight = halvings > 20 ? 0 : (1 << 20) >> halvings;
        return weight - weight / 2 * (since % hold / 1000) / (hold / 1000);
    }

    private static String line(Visit visit, PoolSpec spec, boolean returning) {
        return VisitLines.answered(
                visit.id,
                visit.number == null ? spec.overflow() : visit.number.digits,
                visit.touched + spec.hold() * SECOND,
                visit.number == null,
                returning);
    }
}
