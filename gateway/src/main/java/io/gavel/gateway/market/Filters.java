package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters for whoever writes them: what may stand in one, and what one says before it is anybody's. Any thread. */
public final class Filters {
    private Filters() {}

    /** What a filter of this vertical says; null after a problem. */
    public static @Nullable Filter read(Vertical vertical, Node written, Problems problems) {
        return new FilterReader(vertical, problems).read(written, "filter");
    }

    /** The fields that a filter may ask for, in the document's order; the score last. */
    public static List<Field> fields(Vertical vertical) {
        List<Field> fields = new ArrayList<>();
        vertical.fields().stream().filter(field -> !field.personal()).forEach(fields::add);
        if (vertical.field(Field.SCORE.name()) == null) {
            fields.add(Field.SCORE);
        }
        return fields;
    }

    /** The operators that go with a field, as in the document. */
    public static List<String> operators(Field field) {
        List<String> words = new ArrayList<>();
        for (Filter.Operator operator : Filter.Operator.values()) {
            if (operator.fits(field.type())) {
                words.add(operator.word());
            }
        }
        return words;
    }
}
