package io.gavel.gateway.market;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ways through a flow: whether every step is reached, and whether a caller can leave every one that is. Pure. */
final class FlowPaths {
    private final String start;
    private final Map<String, FlowInfo.Step> steps;

    FlowPaths(String start, Map<String, FlowInfo.Step> steps) {
        this.start = start;
        this.steps = steps;
    }

    /** Notes what is wrong at the step's own key. */
    void check(Reading all) {
        Set<String> reached = reached();
        Set<String> leaving = leaving();
        for (String name : steps.keySet()) {
            if (!reached.contains(name)) {
                all.warning(name, "is never reached from " + start);
            } else if (!leaving.contains(name)) {
                all.problem(
                        name,
                        "leads in a circle: no way from here ends in " + FlowInfo.AUCTION + " or " + FlowInfo.HANG_UP);
            }
        }
    }

    private Set<String> reached() {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            FlowInfo.Step step = steps.get(name);
            if (step != null && reached.add(name)) {
                open.addAll(next(step));
            }
        }
        return reached;
    }

    /** Steps from which some way ends. */
    private Set<String> leaving() {
        Set<String> leaving = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Map.Entry<String, FlowInfo.Step> each : steps.entrySet()) {
                if (!leaving.contains(each.getKey()) && leaves(each.getValue(), leaving)) {
                    grows = leaving.add(each.getKey());
                }
            }
        }
        return leaving;
    }

    private boolean leaves(FlowInfo.Step step, Set<String> leaving) {
        if (step.auction()) {
            return true;
        }
        List<String> next = next(step);
        return next.isEmpty() || next.stream().anyMatch(name -> !steps.containsKey(name) || leaving.contains(name));
    }

    private static List<String> next(FlowInfo.Step step) {
        List<String> next = new ArrayList<>(step.on().values());
        String then = step.then();
        if (then != null) {
            next.add(then);
        }
        FlowInfo.OpenHours hours = step.hours();
        if (hours != null) {
            next.add(hours.closed());
        }
        return next;
    }
}
