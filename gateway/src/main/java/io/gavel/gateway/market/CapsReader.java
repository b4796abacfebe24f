package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.message.CapKind;
import io.gavel.message.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads caps: a list of {@code {count: 100, per: day}}, {@code {amount: 500.00, per: month}} and {@code {concurrent: 2}}; a
 * count of calls may say {@code on: answered} or {@code on: billable} (the default). Any thread.
 */
final class CapsReader {
    private static final int MOST = 20;
    private static final List<Period> PERIODS =
            List.of(Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.TOTAL);

    /** When a call counts. */
    private enum On {
        ANSWERED,
        BILLABLE
    }

    private CapsReader() {}

    static List<Cap> read(Reading owner) {
        List<Node> items = owner.list("caps", MOST);
        List<Cap> caps = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Reading item = new Reading(items.get(i), owner.path("caps[" + i + "]"), owner.problems());
            Cap cap = cap(item);
            item.end();
            if (cap == null) {
                continue;
            }
            if (caps.stream().anyMatch(other -> other.kind() == cap.kind() && other.period() == cap.period())) {
                item.problem("there is such a cap already: one of a kind and period");
            }
            caps.add(cap);
        }
        return List.copyOf(caps);
    }

    private static @Nullable Cap cap(Reading item) {
        int kinds = (item.has("count") ? 1 : 0) + (item.has("amount") ? 1 : 0) + (item.has("concurrent") ? 1 : 0);
        int count = item.integer("count", 0, 0, Integer.MAX_VALUE);
        long amount = item.money("amount", 0, 0);
        int concurrent = item.integer("concurrent", 0, 0, Integer.MAX_VALUE);
        Period period = item.word("per", Period.TOTAL, PERIODS);
        On on = item.word("on", On.BILLABLE, List.of(On.values()));
        if (item.has("on") && !item.has("count")) {
            item.problem("on", "goes with count: when a call counts");
        }
        if (kinds != 1) {
            item.problem("expected one of count, amount, concurrent");
            return null;
        }
        if (item.has("concurrent")) {
            if (item.has("per")) {
                item.problem("per", "concurrent is not counted per period");
            }
            return new Cap(CapKind.CONCURRENT, concurrent, Period.TOTAL);
        }
        if (!item.has("per")) {
            item.problem("per", "is missing: hour, day, week, month or total");
        }
        if (item.has("count")) {
            return new Cap(on == On.ANSWERED ? CapKind.ANSWERED : CapKind.COUNT, count, period);
        }
        return new Cap(CapKind.AMOUNT, amount, period);
    }
}
