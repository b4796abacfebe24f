package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Two servers that take turns under the same load; medians over the rounds, and their ratio. */
final class Duel {

    private final List<Cost> ours = new ArrayList<>();
    private final List<Cost> theirs = new ArrayList<>();

    /** A, B, A, B …; the first rounds only warm up. */
    static Duel fight(int warmups, int rounds, Fighter our, Fighter their) throws IOException {
        Duel duel = new Duel();
        for (int round = 0; round < warmups + rounds; round++) {
            Cost ourCost = our.fight();
            Cost theirCost = their.fight();
            if (round >= warmups) {
                duel.ours.add(ourCost);
                duel.theirs.add(theirCost);
            }
        }
        return duel;
    }

    /** All of it as text. */
    String report(String title, String ourName, String theirName, String target) {
        return String.format(
                Locale.ROOT,
                """
                %s
                  machine   %s; load average %.1f
                  %s  %s  ratio     CPU %.2f (by round %s), throughput %.2f; target: %s
                """,
                title,
                Machine.here(),
                Machine.loadAverage(),
                line(ourName, ours),
                line(theirName, theirs),
                ratio(Cost::cpuMicros),
                ratios(),
                ratio(Cost::perSecond),
                target);
    }

    /** Ours to theirs. */
    double ratio(ToDoubleFunction<Cost> figure) {
        return median(ours, figure) / median(theirs, figure);
    }

    private String ratios() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ours.size(); i++) {
            text.append(i == 0 ? "" : " ");
            text.append(String.format(
                    Locale.ROOT, "%.2f", ours.get(i).cpuMicros() / theirs.get(i).cpuMicros()));
        }
        return text.toString();
    }

    private static String line(String name, List<Cost> costs) {
        return String.format(
                Locale.ROOT,
                "%-16s %6.1f µs CPU (and JIT %.1f), %6.0f bytes allocated a request; %.0f/s%n",
                name,
                median(costs, Cost::cpuMicros),
                median(costs, Cost::compilerMicros),
                median(costs, Cost::allocatedBytes),
                median(costs, Cost::perSecond));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        double[] values = costs.stream().mapToDouble(figure).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1
                ? values[middle]
                : Arrays.stream(values, middle - 1, middle + 1).average().orElseThrow();
    }

    /** One side of a round. */
    interface Fighter {
        Cost fight() throws IOException;
    }
}
