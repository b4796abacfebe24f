package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.market.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes from one document to another, in words: {@code price: 14.00 → 15.50}. */
final class Differences {
    private static final int LONGEST = 400;

    private Differences() {}

    /** Of all that a change changes, a sentence each. */
    static List<String> of(Outcome outcome) {
        List<String> words = new ArrayList<>();
        for (Outcome.Difference each : outcome.differences()) {
            String where = each.section() + " " + each.name();
            if (each.before() == null || each.after() == null) {
                words.add(where + ": " + each.change());
            } else {
                of(each.before(), each.after()).forEach(word -> words.add(where + ", " + word));
            }
        }
        return words;
    }

    /** Of one document; null: there is none. */
    static List<String> of(@Nullable Node before, @Nullable Node after) {
        List<String> words = new ArrayList<>();
        compare(words, "", before, after);
        return words;
    }

    private static void compare(List<String> into, String path, @Nullable Node before, @Nullable Node after) {
        if (before != null && after != null && Node.same(before, after)) {
            return;
        }
        if (before == null || after == null || !before.isMap() || !after.isMap()) {
            into.add((path.isEmpty() ? "all of it" : path) + ": " + text(before) + " → " + text(after));
            return;
        }
        for (String key : before.keys()) {
            compare(into, inside(path, key), before.get(key), after.get(key));
        }
        for (String key : after.keys()) {
            if (before.get(key) == null) {
                compare(into, inside(path, key), null, after.get(key));
            }
        }
    }

    private static String inside(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String text(@Nullable Node node) {
        if (node == null || node.isNull()) {
            return "none";
        }
        String text = node.isMap() || node.isList() ? NodeWriter.json(node) : node.text();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Why a change is refused. */
    static Block refusal(Outcome outcome) {
        List<String> sentences = new ArrayList<>();
        if (outcome.refusal() != null) {
            sentences.add(outcome.refusal().detail() + " Nothing was changed.");
            for (Problem problem : outcome.refusal().problems()) {
                sentences.add(problem.toString());
            }
        }
        return new Block.Note("This cannot be", "warning", sentences);
    }
}
