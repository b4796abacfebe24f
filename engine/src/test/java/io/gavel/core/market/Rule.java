package io.gavel.core.market;

import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.message.FilterWriter;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** A filter as a tree that judges for itself: the slow twin of {@link Filter}. */
interface Rule {
    boolean takes(Lead lead);

    void write(FilterWriter out);

    static byte[] bytes(Rule rule) {
        FilterWriter writer = new FilterWriter();
        rule.write(writer);
        return writer.toBytes();
    }

    record All(List<Rule> parts) implements Rule {
        @Override
        public boolean takes(Lead lead) {
            return parts.stream().allMatch(part -> part.takes(lead));
        }

        @Override
        public void write(FilterWriter out) {
            out.all(parts.size());
            parts.forEach(part -> part.write(out));
        }
    }

    record Any(List<Rule> parts) implements Rule {
        @Override
        public boolean takes(Lead lead) {
            return parts.stream().anyMatch(part -> part.takes(lead));
        }

        @Override
        public void write(FilterWriter out) {
            out.any(parts.size());
            parts.forEach(part -> part.write(out));
        }
    }

    record Not(Rule part) implements Rule {
        @Override
        public boolean takes(Lead lead) {
            return !part.takes(lead);
        }

        @Override
        public void write(FilterWriter out) {
            out.not();
            part.write(out);
        }
    }

    record OfValue(int field, LongPredicate test, java.util.function.Consumer<FilterWriter> writer) implements Rule {
        @Override
        public boolean takes(Lead lead) {
            Long value = lead.values().get(field);
            return value != null && test.test(value);
        }

        @Override
        public void write(FilterWriter out) {
            writer.accept(out);
        }
    }

    record OfText(int field, Predicate<String> test, java.util.function.Consumer<FilterWriter> writer) implements Rule {
        @Override
        public boolean takes(Lead lead) {
            String text = lead.texts().get(field);
            return text != null && test.test(text);
        }

        @Override
        public void write(FilterWriter out) {
            writer.accept(out);
        }
    }

    record Exists(int field, boolean wanted) implements Rule {
        @Override
        public boolean takes(Lead lead) {
            return lead.values().containsKey(field) == wanted;
        }

        @Override
        public void write(FilterWriter out) {
            out.exists(field, wanted);
        }
    }

    /** A lead: values of fields, and the texts of those that are texts. */
    record Lead(java.util.Map<Integer, Long> values, java.util.Map<Integer, String> texts) {
        Attributes attributes() {
            Attributes attributes = new Attributes();
            values.forEach((field, value) -> {
                String text = texts.get(field);
                if (text == null) {
                    attributes.set(field, value);
                } else {
                    attributes.set(field, text);
                }
            });
            return attributes;
        }

        void put(int field, String text) {
            texts.put(field, text);
            values.put(field, Coding.hash(text));
        }
    }
}
