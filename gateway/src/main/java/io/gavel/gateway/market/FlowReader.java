package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import java.util.List;
import java.util.Set;

/** Reads flows: {@code {start: welcome, steps: {welcome: {play, digits, on: {"1": auction, default: goodbye}}, …}}}. Any thread. */
final class FlowReader {
    private static final Set<String> ENDS = Set.of("hangup", "auction");

    private FlowReader() {}

    static void read(Node node, String path, Problems problems) {
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
        for (String name : names) {
            Reading step = steps == null ? null : steps.map(name);
            if (step != null) {
                step(step, names);
            }
        }
        reading.end();
    }

    private static void step(Reading step, List<String> names) {
        step.textOrNull("play");
        step.textOrNull("say");
        int digits = step.integer("digits", 0, 0, 32);
        step.integer("timeout_s", 5, 1, 120);
        step.integer("retries", 0, 0, 10);
        step.textOrNull("keep_as");
        boolean auction = step.flag("auction", false);
        String then = step.textOrNull("then");
        if (then != null) {
            target(step, "then", then, names);
        }
        Reading on = step.map("on");
        if (on != null) {
            for (String answer : on.keys()) {
                if (!answer.equals("default") && !answer.matches("[0-9*#]{1,32}")) {
                    on.problem(answer, "expected digits in quotes, or default");
                }
                String next = on.textOrNull(answer);
                if (next != null) {
                    target(on, answer, next, names);
                }
            }
        }
        if (on != null && digits == 0) {
            step.problem("on", "needs digits: how many to wait for");
        }
        if (!auction && on == null && then == null) {
            step.problem("leads nowhere: expected on, then or auction");
        }
        step.end();
    }

    private static void target(Reading reading, String key, String target, List<String> names) {
        if (!names.contains(target) && !ENDS.contains(target)) {
            reading.problem(key, "there is no step " + target + Suggestion.of(target, names));
        }
    }
}
