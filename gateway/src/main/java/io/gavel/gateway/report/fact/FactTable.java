package io.gavel.gateway.report.fact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a long report says.
 *
 * @param by what is grouped by
 * @param next what is to be passed over for the rows that follow; 0: there are none
 * @param asOfMicros up to when it is complete
 * @param sinceMicros from when on, 0: from the beginning
 */
public record FactTable(List<Grouping> by, List<Row> rows, Sums totals, long next, long asOfMicros, long sinceMicros) {

    /** One group; a key is empty where nothing is known. */
    public record Row(List<String> keys, Sums sums) {}

    /** The sums of a group, and their ratios. */
    public static final class Sums {
        private static final int RATIO_SCALE = 4;

        private final long[] values;

        Sums(long[] values) {
            this.values = values;
        }

        /** Of all groups. */
        static Sums of(List<Row> rows) {
            Adding all = new Adding();
            rows.forEach(all::add);
            return all.sums();
        }

        /** A count, seconds, or micro-units. */
        public long of(Measure measure) {
            return values[FactSql.SUMS.indexOf(measure)];
        }

        /** A ratio, exact to the fourth decimal (an average of money in whole micro-units); null: there is nothing to divide by. */
        public @Nullable BigDecimal ratio(Measure measure) {
            long over = of(Objects.requireNonNull(measure.over()));
            long under = of(Objects.requireNonNull(measure.under()));
            if (under == 0) {
                return null;
            }
            int scale = measure.isMoney() ? 0 : RATIO_SCALE;
            return new BigDecimal(BigInteger.valueOf(over))
                    .divide(BigDecimal.valueOf(under), scale, RoundingMode.HALF_UP);
        }
    }

    /** Sums of groups that come one after the other. One thread. */
    static final class Adding {
        private final long[] values = new long[FactSql.SUMS.size()];

        void add(Row row) {
            for (int i = 0; i < values.length; i++) {
                values[i] += row.sums.values[i];
            }
        }

        Sums sums() {
            return new Sums(values.clone());
        }
    }
}
