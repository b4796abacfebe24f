package io.gavel.gateway.call;

import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.audio.Prompts;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leads one caller through a flow: plays, waits for digits, asks again, goes on, until the auction or the end. A prompt is
 * interrupted by the first digit. As soon as nothing is asked any more, the auction opens; the rest is played meanwhile. On the
 * call's loop.
 */
final class FlowRunner {
    private static final int MOST_STEPS = 100;

    /** Who is told where the flow leads to. */
    interface Listener {
        /** All that is asked is answered: the auction is to open. Once, before {@link #over} if that is true. */
        void ready();

        /** Nothing more is heard of the flow: true before or after the auction, false if the caller is to be let go. Once. */
        void over(boolean auction);
    }

    private final FlowInfo flow;
    private final CallFields fields;
    private final MediaLeg caller;
    private final EventLoop loop;
    private final Prompts prompts;
    private final InstantSource clock;
    private final Listener listener;
    private final StringBuilder pressed = new StringBuilder();
    private FlowInfo.@Nullable Step step;
    private @Nullable Future<?> timer;
    /** Grows with whatever ends a wait: what was waited for before is nothing any more. */
    private int turn;

    private int tries;
    private int steps;
    private boolean ready;

    FlowRunner(
            FlowInfo flow,
            CallFields fields,
            MediaLeg caller,
            EventLoop loop,
            Prompts prompts,
            InstantSource clock,
            Listener listener) {
        this.flow = flow;
        this.fields = fields;
        this.caller = caller;
        this.loop = loop;
        this.prompts = prompts;
        this.clock = clock;
        this.listener = listener;
    }

    void start() {
        enter(flow.start());
    }

    /** Nothing more happens; nobody is told any more. */
    void stop() {
        step = null;
        turn++;
        cancelTimer();
    }

    void digit(char digit) {
        FlowInfo.Step present = step;
        if (present == null || present.digits() == 0) {
            return;
        }
        if (pressed.isEmpty()) {
            caller.silence();
        }
        boolean ends = digit == '#' && present.digits() > 1;
        if (!ends) {
            pressed.append(digit);
        }
        if (ends || pressed.length() >= present.digits()) {
            answered(present, pressed.toString());
        } else {
            await(present);
        }
    }

    private void enter(String name) {
        FlowInfo.Step next = flow.steps().get(name);
        if (next == null || ++steps > MOST_STEPS) {
            finish(name.equals(FlowInfo.AUCTION));
            return;
        }
        if (!ready && flow.isOnItsWayToTheAuction(next)) {
            ready = true;
            listener.ready();
        }
        step = next;
        tries = 0;
        play(next);
    }

    private void play(FlowInfo.Step present) {
        pressed.setLength(0);
        cancelTimer();
        int now = ++turn;
        String name = present.play();
        Prompt prompt = name == null ? null : prompts.get(name);
        if (prompt == null) {
            played(present);
        } else {
            caller.play(prompt, false, () -> {
                if (turn == now) {
                    played(present);
                }
            });
        }
    }

    private void played(FlowInfo.Step present) {
        if (present.digits() > 0) {
            if (pressed.isEmpty()) {
                await(present);
            }
        } else if (present.auction()) {
            finish(true);
        } else {
            FlowInfo.OpenHours hours = present.hours();
            go(hours == null || hours.isOpen(clock.instant()) ? present.then() : hours.closed());
        }
    }

    private void await(FlowInfo.Step present) {
        cancelTimer();
        timer = loop.schedule(() -> answered(present, pressed.toString()), present.timeoutSeconds(), TimeUnit.SECONDS);
    }

    private void answered(FlowInfo.Step present, String answer) {
        turn++;
        cancelTimer();
        String next = present.on().get(answer);
        if (next == null && !answer.isEmpty() && present.on().isEmpty()) {
            next = present.auction() ? FlowInfo.AUCTION : present.then();
        }
        String keepAs = present.keepAs();
        boolean good = next != null && (keepAs == null || fields.keep(keepAs, answer));
        if (good) {
            go(next);
        } else if (tries < present.retries()) {
            tries++;
            play(present);
        } else {
            String otherwise = present.on().get(FlowInfo.DEFAULT);
            go(otherwise == null ? present.then() : otherwise);
        }
    }

    private void go(@Nullable String next) {
        if (next == null) {
            finish(false);
        } else {
            enter(next);
        }
    }

    private void finish(boolean auction) {
        stop();
        if (auction && !ready) {
            ready = true;
            listener.ready();
        }
        listener.over(auction);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
