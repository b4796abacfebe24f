package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads flows: {@code {start: welcome, steps: {welcome: {play, digits, on: {"1": auction, default: goodbye}}, …}}}; a step may have
 * {@code hours, timezone, then, closed}. Every step is to be reached, and has a way out. Any thread.
 */
final class FlowReader {
    private static final Set<String> ENDS = Set.of(FlowInfo.HANG_UP, FlowInfo.AUCTION);

    private FlowReader() {}

    static FlowInfo read(Entity entity, Node node, String path, Known known, Problems problems) {
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
                read.put(name, step(step, names, known));
            }
        }
        if (start != null && steps != null && read.containsKey(start)) {
            new FlowPaths(start, read).check(steps);
        }
        reading.end();
        return new FlowInfo(entity, start == null ? "" : start, Map.copyOf(read));
    }

    private static FlowInfo.Step step(Reading step, List<String> names, Known known) {
        String play = step.textOrNull("play");
        prompt(step, "play", known);
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
        if (keepAs != null && digits == 0) {
            step.problem("keep_as", "needs digits: how many to wait for");
        }
        if (on != null && digits == 0) {
            step.problem("on", "needs digits: how many to wait for");
        }
        FlowInfo.OpenHours hours = hours(step, names);
        if (hours != null && (digits > 0 || auction)) {
            step.problem("hours", "goes with play and then: neither with digits nor with auction");
        }
        if (hours != null && then == null) {
            step.problem("then", "is missing: the step to go on with while it is open");
        }
        if (!auction && on == null && then == null && hours == null) {
            step.problem("leads nowhere: expected on, then or auction");
        }
        if (on != null && !next.containsKey(FlowInfo.DEFAULT) && then == null) {
            step.problem("on", "a caller who presses something else, or nothing, goes nowhere: add default");
        }
        step.end();
        return new FlowInfo.Step(play, digits, timeout, retries, keepAs, Map.copyOf(next), then, auction, hours);
    }

    private static FlowInfo.@Nullable OpenHours hours(Reading step, List<String> names) {
        List<Interval> open = HoursReader.read(step);
        String closed = step.textOrNull("closed");
        if (closed != null) {
            target(step, "closed", closed, names);
        }
        String zone = step.textOrNull("timezone");
        if (!step.has("hours")) {
            for (String key : List.of("closed", "timezone")) {
                if (step.has(key)) {
                    step.problem(key, "goes with hours");
                }
            }
            return null;
        }
        if (closed == null) {
            step.problem("closed", "is missing: the step to go on with outside of the hours");
        }
        if (zone == null) {
            step.problem("timezone", "is missing: the zone of the hours, like America/New_York");
        }
        ZoneId known = zone == null ? ZoneOffset.UTC : PartyReader.zone(step, zone);
        return new FlowInfo.OpenHours(open, known, closed == null ? FlowInfo.HANG_UP : closed);
    }

    /** Says so if a prompt is not there. */
    static void prompt(Reading reading, String key, Known known) {
        String name = reading.textOrNull(key);
        if (name != null && !known.hasPrompt(name)) {
            reading.warning(key, "there is no prompt " + name + " in the folder of media.prompts");
        }
    }

    private static void target(Reading reading, String key, String target, List<String> names) {
        if (!names.contains(target) && !ENDS.contains(target)) {
            reading.problem(key, "there is no step " + target + Suggestion.of(target, names));
        }
    }
}
