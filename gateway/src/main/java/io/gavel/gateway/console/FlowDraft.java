package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.console.form.HourTexts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flow while somebody works at it: steps in their order, each key as it is typed. What is wrong with it is said elsewhere. */
record FlowDraft(String start, List<Step> steps) {
    static final String HANG_UP = "hangup";
    static final String AUCTION = "auction";
    private static final int MOST = 60;

    /** A step's keys as texts; empty: absent. {@code on}: {@code 1=auction, default=goodbye}. */
    record Step(
            String name,
            String play,
            String digits,
            String timeout,
            String retries,
            String keepAs,
            String on,
            String then,
            String auction,
            String hours,
            String zone,
            String closed) {
        static final Step NEW = new Step("", "", "", "", "", "", "", "", "", "", "", "");

        /** Where one can go from here: what is pressed (or {@code then, closed}), and the target. */
        List<Exit> exits() {
            List<Exit> exits = new ArrayList<>();
            for (String part : on.split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    exits.add(new Exit(
                            part.substring(0, equals).strip(),
                            part.substring(equals + 1).strip()));
                }
            }
            if (!then.isEmpty()) {
                exits.add(new Exit(hours.isEmpty() ? "then" : "open", then));
            }
            if (!closed.isEmpty()) {
                exits.add(new Exit("closed", closed));
            }
            if (auction.equals("yes")) {
                exits.add(new Exit("opens", AUCTION));
            }
            return exits;
        }
    }

    /** One way out of a step. */
    record Exit(String when, String target) {}

    static FlowDraft of(Node flow) {
        Node steps = flow.get("steps");
        List<Step> read = new ArrayList<>();
        if (steps != null) {
            for (int i = 0; i < steps.keys().size(); i++) {
                read.add(step(steps.keys().get(i), steps.values().get(i)));
            }
        }
        return new FlowDraft(text(flow, "start"), read);
    }

    private static Step step(String name, Node step) {
        List<String> answers = new ArrayList<>();
        Node on = step.get("on");
        if (on != null) {
            for (int i = 0; i < on.keys().size(); i++) {
                answers.add(on.keys().get(i) + "=" + on.values().get(i).text());
            }
        }
        Node hours = step.get("hours");
        return new Step(
                name,
                text(step, "play"),
                text(step, "digits"),
                text(step, "timeout_s"),
                text(step, "retries"),
                text(step, "keep_as"),
                String.join(", ", answers),
                text(step, "then"),
                text(step, "auction").equals("true") ? "yes" : "",
                hours == null ? "" : HourTexts.text(hours),
                text(step, "timezone"),
                text(step, "closed"));
    }

    private static String text(Node map, String key) {
        Node value = map.get(key);
        return value == null ? "" : value.text();
    }

    /** What a form says; steps without a name are left out. */
    static FlowDraft of(Query form) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            String name = form.text("name" + i);
            if (!name.isEmpty()) {
                steps.add(new Step(
                        name,
                        form.text("play" + i),
                        form.text("digits" + i),
                        form.text("timeout" + i),
                        form.text("retries" + i),
                        form.text("keep" + i),
                        form.text("on" + i),
                        form.text("then" + i),
                        form.text("auction" + i),
                        form.text("hours" + i),
                        form.text("zone" + i),
                        form.text("closed" + i)));
            }
        }
        return new FlowDraft(form.text("start"), steps);
    }

    /** The document with this flow in it. */
    Node node(Node document, Problems problems) {
        Node read = Node.map(0);
        for (Step step : steps) {
            if (!read.put(step.name(), node(step, problems))) {
                problems.add("steps." + step.name(), 0, "is there twice");
            }
        }
        Node named = document.with("start", scalar(Node.Kind.TEXT, start));
        return named.with("steps", read);
    }

    private static Node node(Step step, Problems problems) {
        Node node = Node.map(0);
        put(node, "play", Node.Kind.TEXT, step.play());
        put(node, "digits", Node.Kind.NUMBER, step.digits());
        put(node, "timeout_s", Node.Kind.NUMBER, step.timeout());
        put(node, "retries", Node.Kind.NUMBER, step.retries());
        put(node, "keep_as", Node.Kind.TEXT, step.keepAs());
        Node on = on(step, problems);
        if (on != null) {
            node.put("on", on);
        }
        if (!step.hours().isEmpty()) {
            node.put("hours", HourTexts.node(step.hours()));
        }
        put(node, "timezone", Node.Kind.TEXT, step.zone());
        put(node, "then", Node.Kind.TEXT, step.then());
        put(node, "closed", Node.Kind.TEXT, step.closed());
        if (step.auction().equals("yes")) {
            node.put("auction", scalar(Node.Kind.BOOLEAN, "true"));
        }
        return node;
    }

    private static @Nullable Node on(Step step, Problems problems) {
        if (step.on().isEmpty()) {
            return null;
        }
        Node on = Node.map(0);
        for (String part : step.on().split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part.strip() : part.substring(0, equals).strip();
            String target = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (key.isEmpty() || target.isEmpty() || !on.put(key, scalar(Node.Kind.TEXT, target))) {
                problems.add(
                        "steps." + step.name() + ".on",
                        0,
                        "expected answers once each, like 1=auction, default=goodbye");
            }
        }
        return on;
    }

    private static void put(Node map, String key, Node.Kind kind, String text) {
        if (!text.isEmpty()) {
            map.put(key, scalar(kind, text));
        }
    }

    private static Node scalar(Node.Kind kind, String text) {
        return Node.scalar(kind, 0, text);
    }

    /** What a kept document says; a flow that is new begins with an auction. */
    static FlowDraft read(String document) {
        return document.isEmpty()
                ? new FlowDraft(
                        "welcome", List.of(new Step("welcome", "", "", "", "", "", "", AUCTION, "", "", "", "")))
                : of(NodeReader.json(document, new Problems()));
    }
}
