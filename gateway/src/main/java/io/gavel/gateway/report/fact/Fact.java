package io.gavel.gateway.report.fact;

/** One row: what happened, whose it is, and what it counts for. Money in micro-units. One thread. */
final class Fact {
    /** What a row tells of; written to disk, so never changed. A {@code PING} is that of a call. */
    enum Kind {
        PING(1),
        BIDS(2),
        POST(3),
        MONEY(4),
        CALL(5),
        ANSWER(6),
        END(7),
        USAGE(8),
        SPEND(9),
        REVIEW(10),
        PINGS(11);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    final Kind kind;
    final long place;
    final long atMicros;
    /** The lead or call; 0 for many pings and their bids. */
    final long subject;
    /** The vault's key of the caller's number, so that who is erased is found here too; 0: none. */
    long reference;

    String product = "";
    String seller = "";
    String campaign = "";
    String buyer = "";
    String source = "";
    Origin origin = Origin.UNKNOWN;

    int pings;
    int auctions;
    int accepted;
    int bids;
    long bidMicros;
    int awards;
    int posts;
    int sold;
    int calls;
    int answered;
    int billable;
    int seconds;
    int returned;
    long revenue;
    long cost;
    long telephony;
    long spend;
    long held;

    Fact(Kind kind, long place, long atMicros, long subject) {
        this.kind = kind;
        this.place = place;
        this.atMicros = atMicros;
        this.subject = subject;
    }
}
