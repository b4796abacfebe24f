package io.gavel.core.market;

import io.gavel.message.Attributes;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A compiled filter: its predicates in a row, each with the place to go on at when it is true and when it is false. However
 * deep {@code all}, {@code any} and {@code not} are nested, a lead is judged without recursion and without garbage.
 * Immutable.
 */
final class Filter {
    static final Filter EVERYTHING = new Filter(new Predicate[0], List.of(), true);

    static final int TRUE = -1;
    static final int FALSE = -2;

    /** What one predicate tests. */
    enum Test {
        IN,
        NOT_IN,
        EXISTS,
        MISSING,
        TEXT_IN,
        STARTS,
        ALWAYS,
        NEVER
    }

    /** One predicate, and where to go on. */
    static final class Predicate {
        final Test test;
        final int field;
        final long[] ranges;
        final byte[][] texts;
        int onTrue;
        int onFalse;

        Predicate(Test test, int field, long[] ranges, byte[][] texts, int onTrue, int onFalse) {
            this.test = test;
            this.field = field;
            this.ranges = ranges;
            this.texts = texts;
            this.onTrue = onTrue;
            this.onFalse = onFalse;
        }
    }

    private final Predicate[] predicates;
    private final List<Constraint> constraints;
    private final boolean exact;

    Filter(Predicate[] predicates, List<Constraint> constraints, boolean exact) {
        this.predicates = predicates;
        this.constraints = constraints;
        this.exact = exact;
    }

    /** Compiles what {@code FilterWriter} wrote; null if the bytes are no filter. */
    static @Nullable Filter compile(DirectBuffer bytes, int offset, int length) {
        return length == 0 ? EVERYTHING : new FilterCompiler(bytes, offset, length).compile();
    }

    /** What each field must satisfy, at most one constraint a field; every match satisfies all of them. */
    List<Constraint> constraints() {
        return constraints;
    }

    /** Whether whoever satisfies the constraints matches. */
    boolean exact() {
        return exact;
    }

    boolean matches(Attributes attributes) {
        int at = predicates.length == 0 ? TRUE : 0;
        while (at >= 0) {
            Predicate predicate = predicates[at];
            at = test(predicate, attributes) ? predicate.onTrue : predicate.onFalse;
        }
        return at == TRUE;
    }

    private static boolean test(Predicate predicate, Attributes attributes) {
        int field = predicate.field;
        return switch (predicate.test) {
            case ALWAYS -> true;
            case NEVER -> false;
            case MISSING -> !attributes.has(field);
            case EXISTS -> attributes.has(field);
            case IN -> attributes.has(field) && Ranges.contain(predicate.ranges, attributes.value(field));
            case NOT_IN -> attributes.has(field) && !Ranges.contain(predicate.ranges, attributes.value(field));
            case TEXT_IN, STARTS -> attributes.has(field) && testText(predicate, attributes);
        };
    }

    private static boolean testText(Predicate predicate, Attributes attributes) {
        int offset = attributes.textOffset(predicate.field);
        int length = attributes.textLength(predicate.field);
        boolean whole = predicate.test == Test.TEXT_IN;
        for (byte[] text : predicate.texts) {
            if ((whole ? text.length == length : text.length <= length) && same(text, attributes.texts(), offset)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(byte[] text, DirectBuffer buffer, int offset) {
        for (int i = 0; i < text.length; i++) {
            if (buffer.getByte(offset + i) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
