package io.gavel.gateway.media.embedded;

/** Which packet of a source a sequence number means, and which came before (RFC 3711 §3.3). Pure. */
final class SrtpIndex {
    private static final int WINDOW = 64;
    private static final int HALF = 32_768;
    private static final long NONE = -1;

    private long highest = NONE;
    /** Bit n: the packet n before the highest came. */
    private long came;

    /** Roll-over counter and sequence, 48 bits (§3.3.1, appendix A). */
    long guess(int sequence) {
        if (highest == NONE) {
            return sequence;
        }
        long counter = highest >>> 16;
        int last = (int) (highest & 0xFFFF);
        if (last < HALF) {
            if (sequence - last > HALF && counter > 0) {
                counter--;
            }
        } else if (last - HALF > sequence) {
            counter++;
        }
        return counter << 16 | sequence;
    }

    /** Whether it came already, or is too old to say. */
    boolean isOld(long index) {
        long back = highest - index;
        return highest != NONE && back >= 0 && (back >= WINDOW || (came >>> back & 1) != 0);
    }

    /** It came, and is good. */
    void seen(long index) {
        long ahead = index - highest;
        if (highest == NONE || ahead > 0) {
            came = highest == NONE || ahead >= WINDOW ? 1 : came << ahead | 1;
            highest = index;
        } else if (-ahead < WINDOW) {
            came |= 1L << -ahead;
        }
    }
}
