package io.gavel.gateway.report.fact;

/** An output's place as one number: its input's sequence above, its index below; everything up to it is in, or nothing behind it. */
final class Place {
    private static final int INDEX_BITS = 20;
    private static final long MOST = (1L << INDEX_BITS) - 1;

    private Place() {}

    static long of(long sequence, int index) {
        return sequence << INDEX_BITS | Math.min(index, MOST);
    }

    /** Behind all that an input causes. */
    static long endOf(long sequence) {
        return sequence << INDEX_BITS | MOST;
    }

    static long sequence(long place) {
        return place >>> INDEX_BITS;
    }

    /** The last input of which nothing is missing. */
    static long complete(long place) {
        return (place & MOST) == MOST ? sequence(place) : Math.max(0, sequence(place) - 1);
    }
}
