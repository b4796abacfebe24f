package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads flows: {@code {start: welcome, steps: {welcome: {play, digits, on: {"1": auction, default: goodbye}}, …}}}. Any thread. */
final class FlowReader {
    private static final Set<String> ENDS = Set.of(FlowInfo.HANG_UP, FlowInfo.AUCTION);

    private FlowReader() {}

    static FlowInfo read(Entity entity, Node node, String path, Problems problems) {
        Reading reading = new Reading(node, path, problems);
        reading.textOrNull("name");
        String start = reading.textOrNull("start");
        Reading steps = reading.map("steps");
        List<String> names = steps == null ? List.of() : steps.keys();
        if (start == null || !names.contains(start)) {
            reading.problem("start", "expected the name of a step" + Suggestion.of(start == null ? "" : start, names));
        }
        if (steps == null) {
            reading.problem("steps", "is missing");
        }
        Map<String, FlowInfo.Step> read = new LinkedHashMap<>();
        for (String name : names) {
            Reading step = steps == null ? null : steps.map(name);
            if (step != null) {
                read.put(name, step(step, names));
            }
        }
        reading.end();
        return new FlowInfo(entity, start == null ? "" : start, Map.copyOf(read));
    }

    private static FlowInfo.Step step(Reading step, List<String> names) {
        String play = step.textOrNull("play");
        int digits = step.integer("digits", 0, 0, 32);
        int timeout = step.integer("timeout_s", 5, 1, 120);
        int retries = step.integer("retries", 0, 0, 10);
        String keepAs = step.textOrNull("keep_as");
        boolean auction = step.flag("auction", false);
        String then = step.textOrNull("then");
        if (then != null) {
            target(step, "then", then, names);
        }
        Map<String, String> next = new LinkedHashMap<>();
        Reading on = step.map("on");
        if (on != null) {
            for (String answer : on.keys()) {
                if (!answer.equals("default") && !answer.matches("[0-9*#]{1,32}")) {
                    on.problem(answer, "expected digits in quotes, or default");
                }
                String target = on.textOrNull(answer);
                if (target != null) {
                    target(on, answer, target, names);
                    next.put(answer, target);
                }
            }
        }
        if (on != null && digits == 0) {
            step.problem("on", "needs digits: how many to wait for");
        }
        if (!auction && on == null && then == null) {
            step.problem("leads nowhere: expected on, then or auction");
        }
        if (on != null && !next.containsKey(FlowInfo.DEFAULT) && then == null) {
            step.problem("on", "a caller who presses something else, or nothing, goes nowhere: add default");
        }
        step.end();
        return new FlowInfo.Step(play, digits, timeout, retries, keepAs, Map.copyOf(next), then, auction);
    }

    private static void target(Reading reading, String key, String target, List<String> names) {
        if (!names.contains(target) && !ENDS.contains(target)) {
            reading.problem(key, "there is no step " + target + Suggestion.of(target, names));
        }
    }
}
