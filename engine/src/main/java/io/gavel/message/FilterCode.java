package io.gavel.message;

/**
 * The bytes of a filter, little endian, in prefix form: a node's code, its operands, then its parts. Journaled, so numbers are
 * never reused. Empty bytes: everything matches.
 *
 * <pre>
 * ALL        u32 n, then n nodes     true if all are; all of none is true
 * ANY        u32 n, then n nodes     true if one is; any of none is false
 * NOT        one node                the opposite of its part's result
 * IN         u8 field, u32 n, n × i64            the value is one of these
 * NOT_IN     u8 field, u32 n, n × i64            there is a value, and it is none of these
 * BETWEEN    u8 field, i64 low, i64 high         both ends belong
 * EXISTS     u8 field, u8 0 or 1
 * TEXT_IN    u8 field, u32 n, n × (u16 length, UTF-8)
 * STARTS     u8 field, u32 n, n × (u16 length, UTF-8)    the text starts with one of these
 * </pre>
 *
 * A predicate on a field that is missing is false; {@code EXISTS 0} is true.
 */
public final class FilterCode {
    public static final int ALL = 1;
    public static final int ANY = 2;
    public static final int NOT = 3;
    public static final int IN = 4;
    public static final int NOT_IN = 5;
    public static final int BETWEEN = 6;
    public static final int EXISTS = 7;
    public static final int TEXT_IN = 8;
    public static final int STARTS = 9;

    /** {@code ALL}, {@code ANY} and {@code NOT} nest no deeper than this: as deep as a JSON parser lets anyone write. */
    public static final int MAX_DEPTH = 1000;
    /** A filter has no more bytes than this. */
    public static final int MAX_BYTES = 1 << 20;

    private FilterCode() {}
}
