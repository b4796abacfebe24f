package io.gavel.gateway.console.form;

import io.gavel.gateway.config.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hours as people write them: {@code mon-fri 09:00-17:00; sat+sun 10:00-14:00}. */
public final class HourTexts {
    private HourTexts() {}

    /** Of the list that a document has. */
    public static String text(Node hours) {
        List<String> parts = new ArrayList<>();
        for (Node item : hours.values()) {
            Node days = item.get("days");
            String on = days == null
                    ? ""
                    : days.isList()
                            ? String.join(
                                    "+", days.values().stream().map(Node::text).toList())
                            : days.text().replace(",", "+");
            String times = time(item, "from", "00:00") + "-" + time(item, "to", "24:00");
            parts.add((on + " " + times).strip());
        }
        return String.join("; ", parts);
    }

    private static String time(Node item, String key, String otherwise) {
        Node time = item.get(key);
        return time == null ? otherwise : time.text();
    }

    /** The document's list of them; what is wrong with it says who reads that. */
    public static Node node(String text) {
        Node list = Node.list(0);
        for (String part : text.split("[;\\n]", -1)) {
            if (part.isBlank()) {
                continue;
            }
            String[] words = part.strip().split("\\s+", 2);
            String first = words[0].toLowerCase(Locale.ROOT).replace('+', ',');
            boolean isDays = words.length == 2 || first.matches("[a-z,-]+");
            Node item = Node.map(0);
            put(item, "days", isDays ? first : "");
            if (words.length == 2 || !isDays) {
                String[] times = words[words.length - 1].split("-", 2);
                put(item, "from", times[0].strip());
                put(item, "to", times.length == 2 ? times[1].strip() : "");
            }
            list.add(item);
        }
        return list;
    }

    private static void put(Node map, String key, String text) {
        if (!text.isEmpty()) {
            map.put(key, Node.scalar(Node.Kind.TEXT, 0, text));
        }
    }
}
