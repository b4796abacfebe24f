package io.gavel.gateway.call;

import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Prompt;
import org.jspecify.annotations.Nullable;

/** What a caller hears before the auction: that the call is recorded, then the campaign's flow. On the call's loop. */
final class Screening {
    private final Desk desk;
    private final CallTerms terms;
    private final @Nullable String announcement;
    private final CallFields fields;
    private final MediaLeg caller;
    private final FlowRunner.Listener listener;
    private @Nullable FlowRunner flow;
    private boolean stopped;

    /** {@code state}: that the caller's number is of, 0: not known. */
    Screening(
            Desk desk, CallTerms terms, long state, CallFields fields, MediaLeg caller, FlowRunner.Listener listener) {
        this.desk = desk;
        this.terms = terms;
        this.announcement = terms.announcement(state);
        this.fields = fields;
        this.caller = caller;
        this.listener = listener;
    }

    /** Whether a caller of this state hears anything at all. */
    static boolean isWanted(CallTerms terms, long state) {
        return terms.flow() != null || terms.announcement(state) != null;
    }

    void start() {
        Prompt prompt = desk.prompts().get(announcement);
        if (prompt == null) {
            run();
        } else {
            caller.play(prompt, false, this::run);
        }
    }

    void digit(char digit) {
        if (flow != null) {
            flow.digit(digit);
        }
    }

    /** Nothing more happens; nobody is told any more. */
    void stop() {
        stopped = true;
        if (flow != null) {
            flow.stop();
        }
    }

    private void run() {
        if (stopped) {
            return;
        }
        FlowInfo found = terms.flow() == null ? null : desk.flow(terms.flow());
        if (found == null) {
            listener.ready();
            listener.over(true);
            return;
        }
        flow = new FlowRunner(found, fields, caller, desk.loop(), desk.prompts(), desk.clock(), listener);
        flow.start();
    }
}
