package io.gavel.gateway.market;

import io.gavel.message.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
     * @param values coded: one, or those of a list, or from and to (a zip's {@code starts_with}: pairs of these); of
     *     {@code exists} 0 or 1; empty for texts
     * @param texts of a text field's operators, and a zip's prefixes; else empty
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

        private static final Operator[] ALL = values();

        /** All of them, as in the document. */
        static final List<String> WORDS = Stream.of(ALL).map(Operator::word).toList();

        /** For example {@code is_not}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The operator of a word, or null. */
        static @Nullable Operator of(String word) {
            int at = WORDS.indexOf(word);
            return at < 0 ? null : ALL[at];
        }

        /** Whether it says something about values of a type. */
        boolean fits(FieldType type) {
            boolean numeric = type == FieldType.INTEGER || type == FieldType.DECIMAL || type == FieldType.DATE;
            return switch (this) {
                case IS, IS_NOT, IN, NOT_IN, EXISTS -> true;
                case BETWEEN -> numeric || type == FieldType.ZIP;
                case LESS_THAN, AT_LEAST -> numeric;
                case STARTS_WITH -> type == FieldType.TEXT || type == FieldType.ZIP;
            };
        }
    }
}
