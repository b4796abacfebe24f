package io.gavel.gateway.notify;

/**
 * How an attempt to send a letter ended.
 *
 * @param problem as people read it
 * @param pauseMillis of {@link Kind#LATER}; of {@link Kind#AGAIN} the least
 */
record Verdict(Kind kind, String problem, long pauseMillis) {
    /** What becomes of the letter. */
    enum Kind {
        /** It had its effect, now or before, or can have none. */
        DONE,
        /** It failed; it is tried again with growing pauses, so often and no oftener. */
        AGAIN,
        /** It came too early; that is no failure. */
        LATER,
        /** It will never be taken as it is. */
        DEAD
    }

    static final Verdict DONE = new Verdict(Kind.DONE, "", 0);

    static Verdict again(String problem) {
        return new Verdict(Kind.AGAIN, problem, 0);
    }

    /** The same, but if it is tried again with growing pauses, none is shorter than the other side asked for. */
    Verdict notBefore(long askedMillis) {
        return kind == Kind.AGAIN && askedMillis > pauseMillis ? new Verdict(kind, problem, askedMillis) : this;
    }

    static Verdict later(String problem, long pauseMillis) {
        return new Verdict(Kind.LATER, problem, pauseMillis);
    }

    static Verdict dead(String problem) {
        return new Verdict(Kind.DEAD, problem, 0);
    }
}
