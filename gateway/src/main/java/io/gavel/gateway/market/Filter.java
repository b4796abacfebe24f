package io.gavel.gateway.market;

import java.util.List;

/** What a ping has to be like for an order. Values are coded as the field's type says. */
public sealed interface Filter {
    /** All parts hold; true if there are none. */
    record All(List<Filter> parts) implements Filter {}

    /** One part holds; false if there are none. */
    record Any(List<Filter> parts) implements Filter {}

    /** The part does not hold. */
    record Not(Filter part) implements Filter {}

    /**
     * A predicate on one field; false if the ping does not have the field (but {@code exists: false} is true).
     *
     * @param operator as in the document
     * @param values coded: one, or those of a list, or from and to; of {@code exists} 0 or 1; empty for texts
     * @param texts of a text field's operators; else empty
     */
    record Test(Field field, Operator operator, List<Long> values, List<String> texts) implements Filter {}

    /** The words of the document. */
    enum Operator {
        IS,
        IS_NOT,
        IN,
        NOT_IN,
        BETWEEN,
        LESS_THAN,
        AT_LEAST,
        STARTS_WITH,
        EXISTS;

        /** For example {@code is_not}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
