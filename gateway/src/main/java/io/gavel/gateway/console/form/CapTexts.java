package io.gavel.gateway.console.form;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Caps as people write them: {@code 100 per day; 500.00 per month; 10 answered per hour; 2 at once}. An amount has a point. */
public final class CapTexts {
    private static final Pattern CAP =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?) (?:(answered |)per ([a-z]+)|at once)", Pattern.CASE_INSENSITIVE);

    private CapTexts() {}

    /** Of the list that a document has. */
    static String text(Node caps) {
        List<String> parts = new ArrayList<>();
        for (Node cap : caps.values()) {
            parts.add(part(cap));
        }
        return String.join("; ", parts);
    }

    /** One of them. */
    public static String part(Node cap) {
        Node atOnce = cap.get("concurrent");
        Node amount = cap.get("amount");
        Node count = cap.get("count");
        Node on = cap.get("on");
        Node per = cap.get("per");
        String period = per == null ? "" : " per " + per.text();
        if (atOnce != null) {
            return atOnce.text() + " at once";
        } else if (amount != null) {
            String text = amount.text();
            return text + (text.indexOf('.') < 0 ? ".00" : "") + period;
        } else if (count != null) {
            return count.text() + (on != null && on.text().equals("answered") ? " answered" : "") + period;
        }
        return NodeWriter.json(cap);
    }

    /** The document's list of them; {@code key}: where what is wrong stands. */
    public static Node node(String text, String key, Problems problems) {
        Node list = Node.list(0);
        for (String part : text.split("[;\\n]", -1)) {
            String one = part.strip().replaceAll("\\s+", " ");
            Matcher cap = CAP.matcher(one);
            if (cap.matches()) {
                list.add(node(cap));
            } else if (!one.isEmpty()) {
                problems.add(key, 0, "“" + one + "” is not like “100 per day”, “500.00 per month” or “2 at once”");
            }
        }
        return list;
    }

    private static Node node(Matcher cap) {
        Node map = Node.map(0);
        String limit = cap.group(1);
        String period = cap.group(3);
        String kind = period == null ? "concurrent" : limit.indexOf('.') >= 0 ? "amount" : "count";
        map.put(kind, Node.scalar(Node.Kind.NUMBER, 0, limit));
        if (period != null) {
            map.put("per", text(period.toLowerCase(java.util.Locale.ROOT)));
            if (!cap.group(2).isEmpty()) {
                map.put("on", text("answered"));
            }
        }
        return map;
    }

    private static Node text(String text) {
        return Node.scalar(Node.Kind.TEXT, 0, text);
    }
}
