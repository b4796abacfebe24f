package io.gavel.gateway.report;

import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Filter;
import io.gavel.view.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A plain evaluation of a filter that says which part failed and on which value. It has the core's meaning: a predicate on a
 * missing field is false, {@code exists: false} is true. One ping.
 */
final class FilterTrace {
    private final Map<Integer, Attribute> attributes = new HashMap<>();

    FilterTrace(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            this.attributes.put(attribute.fieldId(), attribute);
        }
    }

    /** What failed, or null if the filter holds. */
    @Nullable
    Failure failure(@Nullable Filter filter) {
        Filter failed = filter == null ? null : failed(filter);
        return failed == null ? null : new Failure(describe(failed), values(failed));
    }

    /**
     * Why a filter did not hold.
     *
     * @param predicate the smallest part that explains it, in the document's words
     * @param value the ping's value of its field, {@code missing} if it has none; several as {@code field=value}
     */
    record Failure(String predicate, String value) {}

    /** The smallest part whose failure explains that of the whole, or null if it holds. */
    private @Nullable Filter failed(Filter filter) {
        if (filter instanceof Filter.All all) {
            for (Filter part : all.parts()) {
                Filter failed = failed(part);
                if (failed != null) {
                    return failed;
                }
            }
            return null;
        }
        if (filter instanceof Filter.Any any && any.parts().size() == 1) {
            return failed(any.parts().get(0));
        }
        return holds(filter) ? null : filter;
    }

    boolean holds(Filter filter) {
        if (filter instanceof Filter.All all) {
            return all.parts().stream().allMatch(this::holds);
        } else if (filter instanceof Filter.Any any) {
            return any.parts().stream().anyMatch(this::holds);
        } else if (filter instanceof Filter.Not not) {
            return !holds(not.part());
        }
        return holds((Filter.Test) filter);
    }

    private boolean holds(Filter.Test test) {
        Attribute attribute = attributes.get(test.field().id());
        if (test.operator() == Filter.Operator.EXISTS) {
            return (attribute != null) == (test.values().get(0) != 0);
        }
        if (attribute == null) {
            return false;
        }
        return test.values().isEmpty() ? texts(test, attribute.text()) : values(test, attribute.value());
    }

    private static boolean texts(Filter.Test test, String text) {
        return switch (test.operator()) {
            case IS, IN -> test.texts().contains(text);
            case IS_NOT, NOT_IN -> !test.texts().contains(text);
            case STARTS_WITH -> test.texts().stream().anyMatch(text::startsWith);
            case BETWEEN, LESS_THAN, AT_LEAST, EXISTS -> false;
        };
    }

    private static boolean values(Filter.Test test, long value) {
        List<Long> values = test.values();
        return switch (test.operator()) {
            case IS, IN -> values.contains(value);
            case IS_NOT, NOT_IN -> !values.contains(value);
            case BETWEEN, STARTS_WITH -> inSome(values, value);
            case LESS_THAN -> value < values.get(0);
            case AT_LEAST -> value >= values.get(0);
            case EXISTS -> true;
        };
    }

    private static boolean inSome(List<Long> ends, long value) {
        for (int i = 0; i < ends.size(); i += 2) {
            if (ends.get(i) <= value && value <= ends.get(i + 1)) {
                return true;
            }
        }
        return false;
    }

    static String describe(Filter filter) {
        if (filter instanceof Filter.All all) {
            return combined("all", all.parts());
        } else if (filter instanceof Filter.Any any) {
            return combined("any", any.parts());
        } else if (filter instanceof Filter.Not not) {
            return "not (" + describe(not.part()) + ")";
        }
        return describe((Filter.Test) filter);
    }

    private static String combined(String word, List<Filter> parts) {
        List<String> texts = new ArrayList<>();
        for (Filter part : parts) {
            if (texts.size() == 10) {
                texts.add("…");
                break;
            }
            texts.add(describe(part));
        }
        return word + " of (" + String.join("; ", texts) + ")";
    }

    private static String describe(Filter.Test test) {
        Field field = test.field();
        String subject = field.name() + " " + test.operator().word() + " ";
        if (test.operator() == Filter.Operator.EXISTS) {
            return subject + (test.values().get(0) != 0);
        }
        List<String> operands = new ArrayList<>(test.texts());
        if (operands.isEmpty()) {
            for (long value :
                    test.values().subList(0, Math.min(20, test.values().size()))) {
                operands.add(FieldTexts.text(field, value, ""));
            }
            if (test.values().size() > 20) {
                operands.add("… (" + test.values().size() + " values)");
            }
        }
        String separator = test.operator() == Filter.Operator.BETWEEN ? " and " : ", ";
        return subject + String.join(separator, operands);
    }

    private String values(Filter filter) {
        if (filter instanceof Filter.Test test) {
            return value(test.field());
        }
        Set<String> texts = new TreeSet<>();
        collect(filter, texts);
        return String.join(", ", texts);
    }

    private void collect(Filter filter, Set<String> into) {
        if (filter instanceof Filter.All all) {
            all.parts().forEach(part -> collect(part, into));
        } else if (filter instanceof Filter.Any any) {
            any.parts().forEach(part -> collect(part, into));
        } else if (filter instanceof Filter.Not not) {
            collect(not.part(), into);
        } else if (filter instanceof Filter.Test test) {
            into.add(test.field().name() + "=" + value(test.field()));
        }
    }

    private String value(Field field) {
        Attribute attribute = attributes.get(field.id());
        return attribute == null ? "missing" : FieldTexts.text(field, attribute.value(), attribute.text());
    }
}
