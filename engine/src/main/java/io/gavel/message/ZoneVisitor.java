package io.gavel.message;

/** Hears the time zones of buyers as the rules have them: tables of offsets, the first of which holds for all time before too. */
@FunctionalInterface
public interface ZoneVisitor {
    /**
     * Hears one line of a buyer's table; a table's lines come ascending, one buyer after the other.
     *
     * @param fromSeconds UTC epoch seconds from which it holds
     * @param offsetSeconds local = UTC + offset
     */
    void offset(int buyerId, long fromSeconds, int offsetSeconds);
}
