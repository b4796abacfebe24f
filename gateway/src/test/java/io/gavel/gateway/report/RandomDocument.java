package io.gavel.gateway.report;

import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.view.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random market documents and pings for them, by seed. Field ids are those that an empty vertical gives in its order. */
final class RandomDocument {
    private static final String FIELDS = "\"zip\":{\"type\":\"zip\"},\"state\":{\"type\":\"us_state\"},"
            + "\"age\":{\"type\":\"integer\"},\"insured\":{\"type\":\"boolean\"},"
            + "\"credit\":{\"type\":\"enum\",\"values\":[\"poor\",\"fair\",\"good\"]},"
            + "\"income\":{\"type\":\"decimal\"},\"moved\":{\"type\":\"date\"},\"purpose\":{\"type\":\"text\"}";
    private static final String[] STATES = {"CA", "NV", "NY", "TX"};
    private static final String[] CREDITS = {"poor", "fair", "good"};
    private static final String[] PURPOSES = {"car", "caravan", "house", "boat"};
    private static final String[] ZONES = {"America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"};
    private static final String[] PERIODS = {"hour", "day", "week", "month", "total"};
    private static final int[] DAYS = {20_000, 20_500};

    final int buyers;
    final int orders;
    private final Random random;

    RandomDocument(Random random) {
        this.random = random;
        this.buyers = 1 + random.nextInt(3);
        this.orders = 1 + random.nextInt(25);
    }

    String json() {
        StringBuilder out = new StringBuilder("{\"verticals\":{\"v\":{\"fields\":{" + FIELDS + "}}},");
        out.append("\"sellers\":{\"s\":{}},\"campaigns\":{");
        out.append("\"c0\":{\"vertical\":\"v\",\"product\":\"lead\",\"method\":\"ping_post\",\"sellers\":[\"s\"]},");
        out.append("\"c1\":{\"vertical\":\"v\",\"product\":\"lead\",\"method\":\"waterfall\",\"sellers\":[\"s\"]}},");
        out.append("\"buyers\":{");
        for (int i = 0; i < buyers; i++) {
            out.append(i > 0 ? "," : "").append("\"b" + i + "\":{\"timezone\":\"" + pick(ZONES) + "\"");
            out.append(random.nextInt(8) == 0 ? ",\"enabled\":false" : "");
            out.append(random.nextInt(3) == 0 ? ",\"caps\":[" + cap() + "]" : "")
                    .append('}');
        }
        out.append("},\"orders\":{");
        String separator = "";
        for (int i = 0; i < orders; i++) {
            if (random.nextInt(6) > 0) {
                out.append(separator).append("\"o" + i + "\":").append(order());
                separator = ",";
            }
        }
        return out.append("}}").toString();
    }

    private String order() {
        StringBuilder out = new StringBuilder("{\"buyer\":\"b" + random.nextInt(buyers) + "\",\"campaign\":\"c");
        out.append(random.nextInt(2)).append("\",");
        out.append(
                random.nextInt(3) == 0
                        ? "\"bid\":{\"url\":\"http://127.0.0.1:9/bid\",\"max\":" + (1 + random.nextInt(30)) + "}"
                        : "\"price\":" + (1 + random.nextInt(30)) + ".5");
        out.append(",\"priority\":").append(random.nextInt(4));
        if (random.nextInt(4) > 0) {
            out.append(",\"filter\":").append(filter(3));
        }
        if (random.nextInt(3) == 0) {
            out.append(",\"hours\":[")
                    .append(hours())
                    .append(random.nextBoolean() ? "," + hours() : "")
                    .append(']');
        }
        if (random.nextInt(3) == 0) {
            out.append(",\"caps\":[").append(cap()).append(']');
        }
        return out.append(random.nextInt(8) == 0 ? ",\"enabled\":false" : "")
                .append('}')
                .toString();
    }

    private String hours() {
        String[] days = {"mon-fri", "sat", "sun", "mon-sun"};
        int from = random.nextInt(12);
        return "{\"days\":\"" + pick(days) + "\",\"from\":\"" + String.format("%02d:30", from) + "\",\"to\":\""
                + String.format("%02d:00", from + 1 + random.nextInt(11)) + "\"}";
    }

    private String cap() {
        return switch (random.nextInt(3)) {
            case 0 -> "{\"count\":" + (1 + random.nextInt(3)) + ",\"per\":\"" + pick(PERIODS) + "\"}";
            case 1 -> "{\"amount\":" + (10 + random.nextInt(80)) + ",\"per\":\"" + pick(PERIODS) + "\"}";
            default -> "{\"concurrent\":" + (1 + random.nextInt(2)) + "}";
        };
    }

    private String filter(int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 7);
        if (kind < 7) {
            return predicate();
        }
        if (kind == 9) {
            return "{\"not\":" + filter(depth - 1) + "}";
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            parts.add(filter(depth - 1));
        }
        return "{\"" + (kind == 7 ? "all" : "any") + "\":[" + String.join(",", parts) + "]}";
    }

    private String predicate() {
        String[] equal = {"is", "is_not", "in", "not_in"};
        String word = pick(equal);
        boolean list = word.endsWith("in");
        return switch (random.nextInt(9)) {
            case 0 -> on("zip", word, list ? "[\"90210\",\"10001\"]" : "\"90210\"");
            case 1 -> on("zip", "starts_with", random.nextBoolean() ? "\"90\"" : "[\"9\",\"100\"]");
            case 2 -> on("state", word, list ? "[\"" + pick(STATES) + "\",\"NY\"]" : "\"" + pick(STATES) + "\"");
            case 3 -> {
                int low = random.nextInt(60);
                yield random.nextBoolean()
                        ? on("age", "between", "[" + low + "," + (low + random.nextInt(40)) + "]")
                        : on("age", random.nextBoolean() ? "less_than" : "at_least", "" + low);
            }
            case 4 -> on("insured", "is", "" + random.nextBoolean());
            case 5 -> on("credit", word, list ? "[\"" + pick(CREDITS) + "\"]" : "\"" + pick(CREDITS) + "\"");
            case 6 -> on("income", random.nextBoolean() ? "at_least" : "less_than", random.nextInt(100) + ".25");
            case 7 ->
                random.nextBoolean()
                        ? on("purpose", "starts_with", "\"" + pick(PURPOSES).substring(0, 3) + "\"")
                        : on("purpose", word, list ? "[\"" + pick(PURPOSES) + "\"]" : "\"" + pick(PURPOSES) + "\"");
            default -> on(random.nextBoolean() ? "moved" : "state", "exists", "" + random.nextBoolean());
        };
    }

    private static String on(String field, String operator, String operand) {
        return "{\"field\":\"" + field + "\",\"" + operator + "\":" + operand + "}";
    }

    /** A ping's attributes, some missing; the same into both lists. */
    void ping(Attributes core, List<Attribute> view) {
        core.clear();
        set(core, view, 1, random.nextBoolean() ? 90_210 : 10_001);
        String state = pick(STATES);
        set(core, view, 2, Coding.usState(state.charAt(0), state.charAt(1)));
        set(core, view, 3, random.nextInt(100));
        set(core, view, 4, random.nextInt(2));
        set(core, view, 5, Coding.hash(pick(CREDITS)));
        set(core, view, 6, random.nextInt(100) * 1_000_000L + 250_000L * random.nextInt(2));
        set(core, view, 7, DAYS[random.nextInt(2)]);
        if (random.nextInt(4) > 0) {
            String purpose = pick(PURPOSES);
            core.set(8, purpose);
            view.add(new Attribute(8, Coding.hash(purpose), purpose));
        }
    }

    private void set(Attributes core, List<Attribute> view, int field, long value) {
        if (random.nextInt(4) > 0 && !core.has(field)) {
            core.set(field, value);
            view.add(new Attribute(field, value, ""));
        }
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
