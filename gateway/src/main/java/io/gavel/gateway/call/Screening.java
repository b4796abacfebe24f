package io.gavel.gateway.call;

import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Prompt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a caller hears before the auction: that the call is recorded, then the campaign's flow. On the call's loop. */
final class Screening {
    private final Desk desk;
    private final CallTerms terms;
    private final CallFields fields;
    private final MediaLeg caller;
    private final Consumer<Boolean> over;
    private @Nullable FlowRunner flow;
    private boolean stopped;

    /** {@code over} hears true when the auction is to open, false when the caller is to be let go. Once. */
    Screening(Desk desk, CallTerms terms, CallFields fields, MediaLeg caller, Consumer<Boolean> over) {
        this.desk = desk;
        this.terms = terms;
        this.fields = fields;
        this.caller = caller;
        this.over = over;
    }

    /** Whether callers hear anything at all. */
    static boolean isWanted(CallTerms terms) {
        return terms.flow() != null || announcement(terms) != null;
    }

    void start() {
        String name = announcement(terms);
        Prompt prompt = name == null ? null : desk.prompts().get(name);
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

    /** Nothing more happens; {@code over} is not called any more. */
    void stop() {
        stopped = true;
        if (flow != null) {
            flow.stop();
        }
    }

    private static @Nullable String announcement(CallTerms terms) {
        return terms.records() ? terms.announce() : null;
    }

    private void run() {
        if (stopped) {
            return;
        }
        FlowInfo found = terms.flow() == null ? null : desk.flow(terms.flow());
        if (found == null) {
            over.accept(true);
            return;
        }
        flow = new FlowRunner(found, fields, caller, desk.loop(), desk.prompts(), over);
        flow.start();
    }
}
