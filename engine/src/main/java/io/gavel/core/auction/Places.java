package io.gavel.core.auction;

import java.util.Arrays;

/**
 * Memory in places of a few sizes, in pages: taken and freed one by one, the last freed first, because that is still in the
 * cache. Sizes count in bytes. Never given back; allocates only when it grows.
 */
final class Places {
    static final int LARGEST = 2048;

    private static final int SMALLEST_BITS = 8;
    private static final int SIZES = 4;
    private static final int SIZE_BITS = 2;
    private static final int PAGE_BITS = 8;
    private static final int IN_PAGE = (1 << PAGE_BITS) - 1;

    private final byte[][][] pages = new byte[SIZES][0][];
    private final int[][] free = new int[SIZES][0];
    private final int[] freeCounts = new int[SIZES];

    /** A place of at least so many bytes, {@link #LARGEST} at most. */
    int take(int length) {
        int size = 0;
        while (length > 1 << (SMALLEST_BITS + size)) {
            size++;
        }
        if (freeCounts[size] == 0) {
            grow(size);
        }
        return free[size][--freeCounts[size]];
    }

    void free(int place) {
        int size = place & SIZES - 1;
        free[size][freeCounts[size]++] = place;
    }

    /** The page of a place, to be read or written from {@link #offset} on. */
    byte[] page(int place) {
        return pages[place & SIZES - 1][place >>> (SIZE_BITS + PAGE_BITS)];
    }

    int offset(int place) {
        return (place >>> SIZE_BITS & IN_PAGE) << (SMALLEST_BITS + (place & SIZES - 1));
    }

    private void grow(int size) {
        int before = pages[size].length;
        int after = before + Math.max(1, before / 4);
        pages[size] = Arrays.copyOf(pages[size], after);
        for (int page = before; page < after; page++) {
            pages[size][page] = new byte[1 << (SMALLEST_BITS + size + PAGE_BITS)];
        }
        free[size] = new int[after << PAGE_BITS];
        for (int place = (after << PAGE_BITS) - 1; place >= before << PAGE_BITS; place--) {
            free[size][freeCounts[size]++] = place << SIZE_BITS | size;
        }
    }
}
