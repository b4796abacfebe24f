package io.gavel.core.market;

import io.gavel.core.market.Rule.Lead;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

/** Random filters and leads over a vertical with one field of each kind; the same seed gives the same. */
final class Chance {
    static final FieldType[] TYPES = {
        FieldType.BOOLEAN,
        FieldType.INTEGER,
        FieldType.ENUM,
        FieldType.ZIP,
        FieldType.TEXT,
        FieldType.DECIMAL,
        FieldType.US_STATE,
        FieldType.DATE
    };

    private static final String[] STATES = {"CA", "NV", "TX", "NY", "FL", "WA"};
    private static final String[] WORDS = {"", "a", "ab", "abc", "abd", "b", "ba", "zebra", "zürich", "z"};

    final Random random;
    /** How many different values numbers have: few make matches, many make many segments. */
    final int spread;

    Chance(long seed, int spread) {
        this.random = new Random(seed);
        this.spread = spread;
    }

    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T oneOf(T... all) {
        return all[below(all.length)];
    }

    Lead lead() {
        Lead lead = new Lead(new HashMap<>(), new HashMap<>());
        for (int field = 0; field < TYPES.length; field++) {
            if (once(6)) {
                continue;
            }
            if (TYPES[field] == FieldType.TEXT) {
                lead.put(field, word());
            } else {
                lead.values().put(field, value(field));
            }
        }
        return lead;
    }

    Rule rule(int depth) {
        int kind = below(depth > 0 ? 10 : 7);
        return switch (kind) {
            case 7 -> new Rule.Not(rule(depth - 1));
            case 8 -> new Rule.Any(rules(depth - 1));
            case 9 -> new Rule.All(rules(depth - 1));
            default -> predicate();
        };
    }

    /** As people write them: some demands, all of which must hold. */
    Rule plainRule() {
        List<Rule> parts = new ArrayList<>();
        for (int n = below(6); n > 0; n--) {
            parts.add(once(8) ? rule(2) : predicate());
        }
        return new Rule.All(parts);
    }

    private List<Rule> rules(int depth) {
        List<Rule> rules = new ArrayList<>();
        for (int n = below(4); n > 0; n--) {
            rules.add(rule(depth));
        }
        return rules;
    }

    private Rule predicate() {
        int field = below(TYPES.length);
        if (once(10)) {
            return new Rule.Exists(field, random.nextBoolean());
        }
        return TYPES[field] == FieldType.TEXT ? text(field) : number(field);
    }

    private Rule text(int field) {
        String[] words = new String[below(4)];
        for (int i = 0; i < words.length; i++) {
            words[i] = word();
        }
        return once(2)
                ? new Rule.OfText(field, List.of(words)::contains, out -> out.textIn(field, words))
                : new Rule.OfText(
                        field,
                        text -> List.of(words).stream().anyMatch(text::startsWith),
                        out -> out.textStartsWith(field, words));
    }

    private Rule number(int field) {
        long a = value(field);
        long b = value(field);
        long[] some = new long[below(once(4) ? 12 : 4)];
        for (int i = 0; i < some.length; i++) {
            some[i] = value(field);
        }
        return switch (below(7)) {
            case 0 -> new Rule.OfValue(field, v -> v == a, out -> out.is(field, a));
            case 1 -> new Rule.OfValue(field, v -> v != a, out -> out.isNot(field, a));
            case 2 -> new Rule.OfValue(field, v -> has(some, v), out -> out.in(field, some));
            case 3 -> new Rule.OfValue(field, v -> !has(some, v), out -> out.notIn(field, some));
            case 4 -> new Rule.OfValue(field, v -> a <= v && v <= b, out -> out.between(field, a, b));
            case 5 -> new Rule.OfValue(field, v -> v < a, out -> out.lessThan(field, a));
            default -> new Rule.OfValue(field, v -> v >= a, out -> out.atLeast(field, a));
        };
    }

    private static boolean has(long[] values, long value) {
        for (long one : values) {
            if (one == value) {
                return true;
            }
        }
        return false;
    }

    private String word() {
        return WORDS[below(WORDS.length)];
    }

    private long value(int field) {
        return switch (TYPES[field]) {
            case BOOLEAN -> below(2);
            case INTEGER -> 16 + below(Math.min(spread, 95));
            case ENUM -> Coding.hash("value-" + below(spread));
            case ZIP -> 90_000 + below(spread * 3);
            case DECIMAL -> once(50) ? extreme() : below(spread) * 1_000_003L;
            case US_STATE -> state();
            default -> below(spread * 20);
        };
    }

    private long extreme() {
        long[] extremes = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1};
        return extremes[below(extremes.length)];
    }

    private long state() {
        String state = STATES[below(STATES.length)];
        return Coding.usState(state.charAt(0), state.charAt(1));
    }
}
