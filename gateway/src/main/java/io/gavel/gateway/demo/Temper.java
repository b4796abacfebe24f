package io.gavel.gateway.demo;

/** How a simulated buyer behaves when asked, and when given a lead. */
public enum Temper {
    /** Answers at once. */
    INSTANT(0),
    /** Answers after 20 ms. */
    QUICK(20),
    /** Answers after 150 ms. */
    SLOW(150),
    /** Bids half as late again as it was allowed to; takes leads after 150 ms. */
    LATE(150),
    /**
     * Of seven bid requests one is answered with an error and one with a broken connection. Of seven leads one is answered
     * with an error, one is refused, and one is taken without an answer, until it comes again.
     */
    FLAKY(5),
    /** Answers bid requests with what no bid can be read from; refuses leads with a 400. */
    GARBAGE(0),
    /** Declines, by 204 or with a reason; takes leads. */
    NO_BID(0),
    /** Never answers a bid request; takes leads at once. */
    SILENT(0);

    private final int delayMillis;

    Temper(int delayMillis) {
        this.delayMillis = delayMillis;
    }

    /** How long it thinks, 0 for not at all. */
    public int delayMillis() {
        return delayMillis;
    }
}
