package io.gavel.gateway.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A flow drawn: steps as cards on a vertical line in the order in which callers reach them, their exits to the right; a line for
 * each exit that leads to another step. Units are those of the picture.
 */
record FlowPicture(int height, List<Card> cards, List<Edge> edges) {
    static final int WIDTH = 960;
    static final int LEFT = 20;
    static final int CARD = 380;
    private static final int LANES = 700;
    private static final int LANE = 16;
    private static final int MOST_LANES = 15;
    private static final int HEAD = 30;
    private static final int ROW = 20;
    private static final int GAP = 26;
    private static final int LONGEST = 46;

    /**
     * One step.
     *
     * @param kind {@code start}, {@code bad} (something is wrong with it), {@code lost} (nobody gets there) or empty
     */
    record Card(String name, String kind, int y, int height, List<Line> lines, List<Way> ways) {}

    /** A line of text on a card. */
    record Line(int y, String text, String style) {}

    /** A way out; {@code kind}: {@code auction}, {@code hangup}, {@code step} or {@code nowhere}. */
    record Way(int y, String when, String target, String kind) {}

    /** From a way to a card; {@code headY}: where it arrives. */
    record Edge(String path, int headY, boolean isBack) {}

    /** {@code problems}: by step's name, what is wrong with it. */
    static FlowPicture of(FlowDraft flow, Map<String, List<String>> problems) {
        Map<String, FlowDraft.Step> byName = new LinkedHashMap<>();
        flow.steps().forEach(step -> byName.putIfAbsent(step.name(), step));
        Set<String> reached = reached(flow, byName);
        Set<String> order = new LinkedHashSet<>(reached);
        order.addAll(byName.keySet());
        List<Card> cards = new ArrayList<>();
        Map<String, Integer> tops = new LinkedHashMap<>();
        int y = 10;
        for (String name : order) {
            FlowDraft.Step step = byName.get(name);
            if (step == null) {
                continue;
            }
            List<String> wrong = problems.getOrDefault(name, List.of());
            String kind = !wrong.isEmpty()
                    ? "bad"
                    : !reached.contains(name) ? "lost" : name.equals(flow.start()) ? "start" : "";
            Card card = card(step, kind, y, wrong, byName.keySet(), reached.contains(name));
            cards.add(card);
            tops.put(name, y);
            y += card.height() + GAP;
        }
        return new FlowPicture(y, cards, edges(cards, tops));
    }

    private static Set<String> reached(FlowDraft flow, Map<String, FlowDraft.Step> byName) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(flow.start()));
        while (!open.isEmpty()) {
            FlowDraft.Step step = byName.get(open.remove());
            if (step != null && reached.add(step.name())) {
                step.exits().forEach(exit -> open.add(exit.target()));
            }
        }
        return reached;
    }

    private static Card card(
            FlowDraft.Step step, String kind, int top, List<String> wrong, Set<String> names, boolean isReached) {
        List<Line> lines = new ArrayList<>();
        int y = top + HEAD + 12;
        for (String text : words(step)) {
            lines.add(new Line(y, cut(text), ""));
            y += ROW;
        }
        List<String> notes = new ArrayList<>(wrong);
        if (!isReached) {
            notes.add("no caller gets here");
        }
        for (String note : notes) {
            lines.add(new Line(y, cut(note), "wrong"));
            y += ROW;
        }
        List<Way> ways = new ArrayList<>();
        int at = top + 20;
        for (FlowDraft.Exit exit : step.exits()) {
            ways.add(new Way(at, exit.when(), exit.target(), kindOf(exit.target(), names)));
            at += ROW + 4;
        }
        int height = Math.max(y, at) - top;
        return new Card(step.name(), kind, top, height, lines, ways);
    }

    private static String kindOf(String target, Set<String> names) {
        if (names.contains(target)) {
            return "step";
        }
        return target.equals(FlowDraft.AUCTION) || target.equals(FlowDraft.HANG_UP) ? target : "nowhere";
    }

    private static String counted(String number, String what) {
        return number + ' ' + what + (number.equals("1") ? "" : "s");
    }

    private static List<String> words(FlowDraft.Step step) {
        List<String> words = new ArrayList<>();
        if (!step.play().isEmpty()) {
            words.add("plays " + step.play());
        }
        if (!step.digits().isEmpty()) {
            String again = step.retries().isEmpty() ? "" : ", asks again " + counted(step.retries(), "time");
            String patience = step.timeout().isEmpty() ? "" : " for " + step.timeout() + " s";
            words.add("waits" + patience + " for " + counted(step.digits(), "digit") + again);
        }
        if (!step.keepAs().isEmpty()) {
            words.add("keeps them as " + step.keepAs());
        }
        if (!step.hours().isEmpty()) {
            words.add("open " + step.hours() + " " + step.zone());
        }
        if (step.auction().equals("yes")) {
            words.add("opens the auction");
        }
        return words;
    }

    private static List<Edge> edges(List<Card> cards, Map<String, Integer> tops) {
        List<Edge> edges = new ArrayList<>();
        for (Card card : cards) {
            for (Way way : card.ways()) {
                Integer top = way.kind().equals("step") ? tops.get(way.target()) : null;
                if (top != null) {
                    int lane = LANES + edges.size() % MOST_LANES * LANE;
                    int to = top + 10;
                    String path =
                            "M" + (LANES - 20) + " " + (way.y() - 4) + "H" + lane + "V" + to + "H" + (LEFT + CARD + 6);
                    edges.add(new Edge(path, to, top <= card.y()));
                }
            }
        }
        return edges;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
