package io.gavel.gateway.console;

import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.market.FlowWalk;
import io.gavel.gateway.market.PressedFields;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A caller's way through a flow, led by what leads real ones ({@link FlowWalk}). What the caller does is a text: a key each,
 * {@value #NOTHING} for waiting until nothing more is waited for, {@value #OPEN} and {@value #CLOSED} for what a step's hours are.
 *
 * @param stations what was heard and done, one after the other
 * @param turn how it ended; WAIT: the next key is waited for
 * @param step where it is waited, null after the end
 * @param kept fields that the auction gets, as they were pressed
 * @param again whether this step was heard before, so that the way goes round
 */
record FlowTrial(
        List<Station> stations,
        FlowWalk.Turn turn,
        FlowInfo.@Nullable Step step,
        Map<String, String> kept,
        boolean again) {
    static final char NOTHING = 'n';
    static final char OPEN = 'o';
    static final char CLOSED = 'c';
    private static final int MOST_KEYS = 200;
    private static final int MOST_PATHS = 200;

    /**
     * One hearing of a step.
     *
     * @param again it was asked once more
     * @param done what the caller did there, may be empty
     */
    record Station(String name, FlowInfo.Step step, boolean again, String done) {}

    /** One whole way. */
    record Path(String keys, FlowTrial trial) {}

    /** {@code vertical}: of the campaign whose fields are kept; null: every answer is taken. */
    static FlowTrial of(FlowInfo flow, @Nullable Vertical vertical, String keys) {
        Map<String, String> kept = new LinkedHashMap<>();
        PressedFields fields = vertical == null ? null : new PressedFields(vertical, new Attributes());
        FlowWalk walk = new FlowWalk(flow, (name, pressed) -> {
            boolean isTaken = fields == null || fields.keep(name, pressed);
            if (isTaken && (vertical == null || vertical.field(name) != null)) {
                kept.put(name, pressed);
            }
            return isTaken;
        });
        List<Station> stations = new ArrayList<>();
        Set<String> heard = new LinkedHashSet<>();
        boolean isRound = false;
        StringBuilder done = new StringBuilder();
        int at = 0;
        FlowWalk.Turn turn = walk.start();
        while (turn != FlowWalk.Turn.AUCTION && turn != FlowWalk.Turn.OVER) {
            FlowInfo.Step step = walk.step();
            if (step == null) {
                break;
            }
            if (turn != FlowWalk.Turn.WAIT) {
                end(stations, done);
                boolean isAgain = turn == FlowWalk.Turn.AGAIN;
                stations.add(new Station(walk.name(), step, isAgain, ""));
                isRound |= !isAgain && !heard.add(walk.name());
            }
            boolean isAsked = step.digits() > 0 || step.hours() != null;
            if (!isAsked) {
                turn = walk.played(true);
            } else if (at == keys.length()) {
                end(stations, done);
                return new FlowTrial(stations, FlowWalk.Turn.WAIT, step, kept, isRound);
            } else {
                char key = keys.charAt(at++);
                done.append(key);
                turn = step.digits() == 0
                        ? walk.played(key != CLOSED)
                        : key == NOTHING ? walk.silence() : walk.digit(key);
            }
        }
        end(stations, done);
        return new FlowTrial(stations, turn, null, kept, isRound);
    }

    private static void end(List<Station> stations, StringBuilder done) {
        if (!stations.isEmpty() && !done.isEmpty()) {
            Station last = stations.remove(stations.size() - 1);
            stations.add(new Station(last.name(), last.step(), last.again(), done.toString()));
        }
        done.setLength(0);
    }

    /** What an address says, as far as it can be. */
    static String keys(String text) {
        String known = text.replaceAll("[^0-9*#noc]", "");
        return known.length() <= MOST_KEYS ? known : known.substring(0, MOST_KEYS);
    }

    boolean isOver() {
        return step == null;
    }

    /** Every way through a flow, one answer of each kind at each step; ways that go round end where they do. */
    static List<Path> paths(FlowInfo flow, @Nullable Vertical vertical) {
        List<Path> paths = new ArrayList<>();
        walk(flow, vertical, "", paths);
        return paths;
    }

    private static void walk(FlowInfo flow, @Nullable Vertical vertical, String keys, List<Path> into) {
        if (into.size() >= MOST_PATHS) {
            return;
        }
        FlowTrial trial = of(flow, vertical, keys);
        FlowInfo.Step step = trial.step();
        boolean isStuck = !trial.stations().isEmpty()
                && trial.stations().get(trial.stations().size() - 1).again();
        if (step == null || trial.again() || isStuck || keys.length() >= MOST_KEYS) {
            into.add(new Path(keys, trial));
            return;
        }
        for (String answer : answers(step, vertical)) {
            walk(flow, vertical, keys + answer, into);
        }
    }

    /** One of each kind: every key that leads somewhere, or any; and nothing. */
    private static List<String> answers(FlowInfo.Step step, @Nullable Vertical vertical) {
        if (step.digits() == 0) {
            return List.of(String.valueOf(OPEN), String.valueOf(CLOSED));
        }
        List<String> answers = new ArrayList<>();
        for (String key : step.on().keySet().stream().sorted().toList()) {
            if (!key.equals(FlowInfo.DEFAULT)) {
                answers.add(ended(key, step));
            }
        }
        if (answers.isEmpty()) {
            String name = step.keepAs();
            Field field = name == null || vertical == null ? null : vertical.field(name);
            answers.add(ended(sample(field, step.digits()), step));
        }
        answers.add(String.valueOf(NOTHING).repeat(step.retries() + 1));
        return answers;
    }

    private static String ended(String key, FlowInfo.Step step) {
        return key.length() < step.digits() ? key + "#" : key;
    }

    private static String sample(@Nullable Field field, int digits) {
        String any = "1".repeat(Math.max(1, Math.min(digits, 10)));
        if (field == null) {
            return any;
        } else if (field.type() == FieldType.ZIP) {
            return "90210";
        } else if (field.type() == FieldType.INTEGER) {
            return Long.toString(Math.max(Math.max(0, field.min()), Math.min(field.max(), Long.parseLong(any))));
        }
        return field.type() == FieldType.ENUM
                ? field.values().stream()
                        .filter(value -> value.matches("[0-9]{1,32}"))
                        .findFirst()
                        .orElse(any)
                : any;
    }
}
