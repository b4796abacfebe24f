package io.gavel.core.number;

/** One pool: what the market document says of it, its numbers, and its visits. */
final class Pool {
    static final long NEVER = Long.MAX_VALUE;

    final int id;
    final FreeNumbers free;
    /** Visits that have a number alone. */
    final Silence held;
    /** Visits that share the overflow number. */
    final Silence shared;

    boolean enabled;
    long holdMicros;
    long quarantineMicros;
    long lateMicros;
    long longestMicros;
    int perAddress;
    /** 0: none. */
    long overflow;
    /** The slots of its numbers, the retiring ones too, in the document's order. */
    int[] members = {};
    /** When its next timer fires, {@link #NEVER} if none is set. */
    long timerMicros = NEVER;

    Pool(int id, Numbers numbers, Visits visits) {
        this.id = id;
        this.free = new FreeNumbers(numbers);
        this.held = new Silence(visits);
        this.shared = new Silence(visits);
    }

    int live() {
        return held.size() + shared.size();
    }
}
