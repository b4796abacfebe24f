package io.gavel.gateway.visit;

/** Erlang's loss formula: how likely it is that all numbers are taken when the next visitor comes (ITU-T E.501 §3.2). Pure. */
final class ErlangB {
    private ErlangB() {}

    /**
     * The part of visitors who find no number free.
     *
     * @param erlangs visitors that come within the time that one of them holds a number, on average
     */
    static double blocking(double erlangs, int numbers) {
        double blocking = 1;
        for (int n = 1; n <= numbers; n++) {
            blocking = erlangs * blocking / (n + erlangs * blocking);
        }
        return blocking;
    }

    /** The fewest numbers with which no larger part of visitors than this finds none free. */
    static int numbers(double erlangs, double atMost) {
        double blocking = 1;
        int n = 0;
        while (blocking > atMost) {
            n++;
            blocking = erlangs * blocking / (n + erlangs * blocking);
        }
        return n;
    }
}
