package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * One caller's way through a flow: where they are, and where what they press leads. The rules of it, without sound and without a
 * clock: whoever plays the prompts says when one is over and when nothing more was pressed. One thread.
 */
public final class FlowWalk {
    /** More steps end the call: a flow that goes round for ever. */
    private static final int MOST_STEPS = 100;

    /** Who keeps what is pressed. */
    @FunctionalInterface
    public interface Fields {
        /** False if the field does not take it: it is asked for again. */
        boolean keep(String name, String pressed);
    }

    /** What comes next. */
    public enum Turn {
        /** Nothing yet: more is to be pressed, or nothing is asked for here. */
        WAIT,
        /** The next step: play it. */
        STEP,
        /** The same step once more: play it again. */
        AGAIN,
        /** The auction. */
        AUCTION,
        /** The caller is let go. */
        OVER
    }

    private final FlowInfo flow;
    private final Fields fields;
    private final StringBuilder pressed = new StringBuilder();
    private FlowInfo.@Nullable Step step;
    private String name = "";
    private int tries;
    private int steps;

    public FlowWalk(FlowInfo flow, Fields fields) {
        this.flow = flow;
        this.fields = fields;
    }

    public Turn start() {
        return enter(flow.start());
    }

    /** The present step; null before the start and after the end. */
    public FlowInfo.@Nullable Step step() {
        return step;
    }

    /** The present step's name, or the last one's. */
    public String name() {
        return name;
    }

    /** What was pressed at this step since it was played last. */
    public String pressed() {
        return pressed.toString();
    }

    /** Whether nothing is asked any more, and the auction comes. */
    public boolean isOnItsWayToTheAuction() {
        return step != null && flow.isOnItsWayToTheAuction(step);
    }

    /** Nothing more happens. */
    public void stop() {
        step = null;
    }

    /** A key. */
    public Turn digit(char digit) {
        FlowInfo.Step present = step;
        if (present == null || present.digits() == 0) {
            return Turn.WAIT;
        }
        boolean ends = digit == '#' && present.digits() > 1;
        if (!ends) {
            pressed.append(digit);
        }
        return ends || pressed.length() >= present.digits() ? answered(present) : Turn.WAIT;
    }

    /** Nothing more was pressed for as long as the step waits. */
    public Turn silence() {
        FlowInfo.Step present = step;
        return present == null || present.digits() == 0 ? Turn.WAIT : answered(present);
    }

    /** The prompt is over; {@code isOpen}: whether the step's hours are open, if it has any. */
    public Turn played(boolean isOpen) {
        FlowInfo.Step present = step;
        if (present == null || present.digits() > 0) {
            return Turn.WAIT;
        } else if (present.auction()) {
            return over(Turn.AUCTION);
        }
        FlowInfo.OpenHours hours = present.hours();
        return go(hours == null || isOpen ? present.then() : hours.closed());
    }

    private Turn answered(FlowInfo.Step present) {
        String answer = pressed.toString();
        String next = present.on().get(answer);
        if (next == null && !answer.isEmpty() && present.on().isEmpty()) {
            next = present.auction() ? FlowInfo.AUCTION : present.then();
        }
        String keepAs = present.keepAs();
        if (next != null && (keepAs == null || fields.keep(keepAs, answer))) {
            return go(next);
        } else if (tries < present.retries()) {
            tries++;
            pressed.setLength(0);
            return Turn.AGAIN;
        }
        String otherwise = present.on().get(FlowInfo.DEFAULT);
        return go(otherwise == null ? present.then() : otherwise);
    }

    private Turn go(@Nullable String next) {
        return next == null ? over(Turn.OVER) : enter(next);
    }

    private Turn enter(String next) {
        FlowInfo.Step found = flow.steps().get(next);
        if (found == null || ++steps > MOST_STEPS) {
            return over(next.equals(FlowInfo.AUCTION) ? Turn.AUCTION : Turn.OVER);
        }
        step = found;
        name = next;
        tries = 0;
        pressed.setLength(0);
        return Turn.STEP;
    }

    private Turn over(Turn how) {
        step = null;
        return how;
    }
}
