package io.gavel.gateway.sip.transaction;

/**
 * RFC 3261 §17.1.1.1, in milliseconds.
 *
 * @param t1 estimate of a round trip
 * @param t2 longest interval between repetitions
 * @param t4 how long a message stays in the network
 */
public record Times(int t1, int t2, int t4) {
    public static final Times STANDARD = new Times(500, 4_000, 5_000);

    /** 64 × T1: timers B, F, H, J, L, M and D. */
    public int patience() {
        return 64 * t1;
    }
}
