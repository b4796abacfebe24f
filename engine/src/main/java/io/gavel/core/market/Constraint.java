package io.gavel.core.market;

/**
 * What a filter demands of one field, whatever its other parts say: the value is in these ranges, or the field may be missing.
 * Immutable.
 */
final class Constraint {
    final int field;
    /** As in {@link Ranges}. */
    final long[] ranges;
    /** Whether a lead without the field is taken. */
    final boolean missing;

    Constraint(int field, long[] ranges, boolean missing) {
        this.field = field;
        this.ranges = ranges;
        this.missing = missing;
    }

    Constraint and(long[] otherRanges, boolean otherMissing) {
        return new Constraint(field, Ranges.both(ranges, otherRanges), missing && otherMissing);
    }
}
