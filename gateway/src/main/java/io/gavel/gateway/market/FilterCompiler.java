package io.gavel.gateway.market;

import io.gavel.message.FilterWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter as the core reads it. Any thread. */
final class FilterCompiler {
    private FilterCompiler() {}

    /** The bytes; none for null: everything matches. */
    static byte[] compile(@Nullable Filter filter) {
        FilterWriter writer = new FilterWriter();
        if (filter != null) {
            write(filter, writer);
        }
        return writer.toBytes();
    }

    private static void write(Filter filter, FilterWriter writer) {
        if (filter instanceof Filter.All all) {
            writer.all(all.parts().size());
            all.parts().forEach(part -> write(part, writer));
        } else if (filter instanceof Filter.Any any) {
            writer.any(any.parts().size());
            any.parts().forEach(part -> write(part, writer));
        } else if (filter instanceof Filter.Not not) {
            writer.not();
            write(not.part(), writer);
        } else if (filter instanceof Filter.Test test) {
            write(test, writer);
        }
    }

    private static void write(Filter.Test test, FilterWriter writer) {
        int field = test.field().id();
        if (test.values().isEmpty()) {
            texts(test, writer);
            return;
        }
        long first = test.values().get(0);
        switch (test.operator()) {
            case IS -> writer.is(field, first);
            case IS_NOT -> writer.isNot(field, first);
            case IN -> writer.in(field, longs(test.values()));
            case NOT_IN -> writer.notIn(field, longs(test.values()));
            case BETWEEN -> writer.between(field, first, test.values().get(1));
            case LESS_THAN -> writer.lessThan(field, first);
            case AT_LEAST -> writer.atLeast(field, first);
            case EXISTS -> writer.exists(field, first == 1);
            case STARTS_WITH -> ranges(test, writer);
        }
    }

    private static void texts(Filter.Test test, FilterWriter writer) {
        int field = test.field().id();
        String[] texts = test.texts().toArray(String[]::new);
        switch (test.operator()) {
            case IS, IN -> writer.textIn(field, texts);
            case IS_NOT, NOT_IN -> writer.all(2).exists(field, true).not().textIn(field, texts);
            case STARTS_WITH -> writer.textStartsWith(field, texts);
            default -> throw new IllegalArgumentException(test.operator().word() + " says nothing about texts");
        }
    }

    private static void ranges(Filter.Test test, FilterWriter writer) {
        List<Long> ends = test.values();
        if (ends.size() > 2) {
            writer.any(ends.size() / 2);
        }
        for (int i = 0; i < ends.size(); i += 2) {
            writer.between(test.field().id(), ends.get(i), ends.get(i + 1));
        }
    }

    private static long[] longs(List<Long> values) {
        long[] longs = new long[values.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = values.get(i);
        }
        return longs;
    }
}
