package io.gavel.core.auction;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory in places of a few sizes, in pages: taken and freed one by one, the last freed first, because that is still in the
 * cache. Never given back; allocates only when it grows.
 */
final class Places {
    static final int LARGEST = 4096;

    private static final int SMALLEST_BITS = 8;
    private static final int SIZES = 5;
    private static final int SIZE_BITS = 3;
    private static final int PAGE_PLACES_BITS = 8;

    private final Pool[] pools = new Pool[SIZES];

    Places() {
        for (int size = 0; size < SIZES; size++) {
            pools[size] = new Pool(size);
        }
    }

    /** A place of at least so many bytes, {@link #LARGEST} at most. */
    int take(int length) {
        int size = 0;
        while (length > 1 << (SMALLEST_BITS + size)) {
            size++;
        }
        return (pools[size].take() << SIZE_BITS) | size;
    }

    void free(int place) {
        pools[size(place)].free(place >>> SIZE_BITS);
    }

    /** The page of a place, to be read or written from {@link #offset} on. */
    Page page(int place) {
        return pools[size(place)].pages[place >>> (SIZE_BITS + PAGE_PLACES_BITS)];
    }

    int offset(int place) {
        return (place >>> SIZE_BITS & ((1 << PAGE_PLACES_BITS) - 1)) << (SMALLEST_BITS + size(place));
    }

    private static int size(int place) {
        return place & ((1 << SIZE_BITS) - 1);
    }

    /** Bytes that are written and read number by number. */
    static final class Page {
        private final UnsafeBuffer bytes;
        private int at;

        private Page(int length) {
            bytes = new UnsafeBuffer(new byte[length]);
        }

        void begin(int offset) {
            at = offset;
        }

        void put(long value) {
            bytes.putLong(at, value);
            at += Long.BYTES;
        }

        void put(int high, int low) {
            put(History.pair(high, low));
        }

        void put(DirectBuffer from, int length) {
            bytes.putBytes(at, from, 0, length);
        }

        long get() {
            long value = bytes.getLong(at);
            at += Long.BYTES;
            return value;
        }

        long peek(int offset) {
            return bytes.getLong(offset);
        }

        /** The high part of a pair; {@link #low} follows. */
        int high() {
            return (int) (bytes.getLong(at) >> 32);
        }

        int low() {
            return (int) get();
        }

        void get(MutableDirectBuffer to, int length) {
            to.putBytes(0, bytes, at, length);
        }
    }

    /** All places of one size. */
    private static final class Pool {
        private final int pageLength;
        Page[] pages = {};
        private int[] free = {};
        private int freeCount;

        Pool(int size) {
            pageLength = 1 << (SMALLEST_BITS + size + PAGE_PLACES_BITS);
        }

        int take() {
            if (freeCount == 0) {
                grow();
            }
            return free[--freeCount];
        }

        void free(int place) {
            free[freeCount++] = place;
        }

        private void grow() {
            int first = pages.length << PAGE_PLACES_BITS;
            int count = Math.max(1, pages.length / 4);
            int before = pages.length;
            pages = Arrays.copyOf(pages, before + count);
            for (int i = before; i < pages.length; i++) {
                pages[i] = new Page(pageLength);
            }
            free = new int[pages.length << PAGE_PLACES_BITS];
            for (int place = (pages.length << PAGE_PLACES_BITS) - 1; place >= first; place--) {
                free[freeCount++] = place;
            }
        }
    }
}
