package io.gavel.gateway.call;

import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.market.FlowWalk;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.audio.Prompts;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leads one caller through a flow, as {@link FlowWalk} has it: plays, waits for digits, asks again, goes on, until the auction or the end. A prompt is
 * interrupted by the first digit. As soon as nothing is asked any more, the auction opens; the rest is played meanwhile. On the
 * call's loop.
 */
final class FlowRunner {
    /** Who is told where the flow leads to. */
    interface Listener {
        /** All that is asked is answered: the auction is to open. Once, before {@link #over} if that is true. */
        void ready();

        /** Nothing more is heard of the flow: true before or after the auction, false if the caller is to be let go. Once. */
        void over(boolean auction);
    }

    private final FlowWalk walk;
    private final MediaLeg caller;
    private final EventLoop loop;
    private final Prompts prompts;
    private final InstantSource clock;
    private final Listener listener;
    private @Nullable Future<?> timer;
    /** Grows with whatever ends a wait: what was waited for before is nothing any more. */
    private int turn;

    private boolean ready;

    FlowRunner(
            FlowInfo flow,
            CallFields fields,
            MediaLeg caller,
            EventLoop loop,
            Prompts prompts,
            InstantSource clock,
            Listener listener) {
        this.walk = new FlowWalk(flow, fields);
        this.caller = caller;
        this.loop = loop;
        this.prompts = prompts;
        this.clock = clock;
        this.listener = listener;
    }

    void start() {
        go(walk.start());
    }

    /** Nothing more happens; nobody is told any more. */
    void stop() {
        walk.stop();
        turn++;
        cancelTimer();
    }

    void digit(char digit) {
        FlowInfo.Step present = walk.step();
        if (present == null || present.digits() == 0) {
            return;
        }
        if (walk.pressed().isEmpty()) {
            caller.silence();
        }
        FlowWalk.Turn next = walk.digit(digit);
        if (next == FlowWalk.Turn.WAIT) {
            await(present);
        } else {
            answered(next);
        }
    }

    private void go(FlowWalk.Turn next) {
        switch (next) {
            case WAIT -> {}
            case STEP -> {
                if (!ready && walk.isOnItsWayToTheAuction()) {
                    ready = true;
                    listener.ready();
                }
                play();
            }
            case AGAIN -> play();
            case AUCTION, OVER -> finish(next == FlowWalk.Turn.AUCTION);
        }
    }

    private void play() {
        FlowInfo.Step present = walk.step();
        if (present == null) {
            return;
        }
        cancelTimer();
        int now = ++turn;
        String name = present.play();
        Prompt prompt = prompts.get(name);
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
        if (present.digits() == 0) {
            FlowInfo.OpenHours hours = present.hours();
            go(walk.played(hours == null || hours.isOpen(clock.instant())));
        } else if (walk.pressed().isEmpty()) {
            await(present);
        }
    }

    private void await(FlowInfo.Step present) {
        cancelTimer();
        timer = loop.schedule(() -> answered(walk.silence()), present.timeoutSeconds(), TimeUnit.SECONDS);
    }

    private void answered(FlowWalk.Turn next) {
        turn++;
        cancelTimer();
        go(next);
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
