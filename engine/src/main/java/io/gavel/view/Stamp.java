package io.gavel.view;

/** One output's place as one number: the input's sequence above, its index among that input's outputs below. 0 is before all. */
final class Stamp {
    private static final int INDEX_BITS = 20;
    private static final long MOST = (1L << INDEX_BITS) - 1;

    private Stamp() {}

    /** Outputs beyond the millionth of one input share a stamp; no input has so many. */
    static long of(long sequence, int index) {
        return sequence << INDEX_BITS | Math.min(index, MOST);
    }

    static long sequence(long stamp) {
        return stamp >>> INDEX_BITS;
    }
}
