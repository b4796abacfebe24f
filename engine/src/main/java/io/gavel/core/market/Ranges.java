package io.gavel.core.market;

import java.util.Arrays;

/** Sets of int64 as ascending, disjoint, not touching ranges: low, high, low, high …, both ends included. */
final class Ranges {
    static final long[] NOTHING = {};
    static final long[] EVERYTHING = {Long.MIN_VALUE, Long.MAX_VALUE};

    private Ranges() {}

    static long[] between(long low, long high) {
        return low > high ? NOTHING : new long[] {low, high};
    }

    /** The set of these values; sorts them. */
    static long[] of(long[] values) {
        Arrays.sort(values);
        long[] ranges = new long[values.length * 2];
        int size = 0;
        for (long value : values) {
            if (size > 0 && (value == ranges[size - 1] || value == ranges[size - 1] + 1)) {
                ranges[size - 1] = value;
            } else {
                ranges[size] = value;
                ranges[size + 1] = value;
                size += 2;
            }
        }
        return Arrays.copyOf(ranges, size);
    }

    static long[] not(long[] ranges) {
        long[] rest = new long[ranges.length + 2];
        int size = 0;
        long low = Long.MIN_VALUE;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > low) {
                rest[size++] = low;
                rest[size++] = ranges[i] - 1;
            }
            if (ranges[i + 1] == Long.MAX_VALUE) {
                return Arrays.copyOf(rest, size);
            }
            low = ranges[i + 1] + 1;
        }
        rest[size++] = low;
        rest[size++] = Long.MAX_VALUE;
        return Arrays.copyOf(rest, size);
    }

    static long[] both(long[] a, long[] b) {
        long[] common = new long[a.length + b.length];
        int size = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            long low = Math.max(a[i], b[j]);
            long high = Math.min(a[i + 1], b[j + 1]);
            if (low <= high) {
                common[size++] = low;
                common[size++] = high;
            }
            if (a[i + 1] < b[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return Arrays.copyOf(common, size);
    }

    static boolean contain(long[] ranges, long value) {
        int low = 0;
        int high = ranges.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[2 * middle + 1] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low < ranges.length && ranges[2 * low] <= value;
    }

    /** How many values, if no more than {@code most}; else -1. */
    static int count(long[] ranges, int most) {
        long count = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            long width = ranges[i + 1] - ranges[i];
            if (width < 0 || width >= most) {
                return -1;
            }
            count += width + 1;
            if (count > most) {
                return -1;
            }
        }
        return (int) count;
    }
}
