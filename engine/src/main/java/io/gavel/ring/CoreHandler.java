package io.gavel.ring;

import io.gavel.message.Rules;

/** The line's second station: lets the rules take each message that the journal has. Line thread. */
final class CoreHandler {
    private final Rules rules;
    private final OutputRing outputs;
    private final Ticker ticker;
    private volatile long applied;

    CoreHandler(Rules rules, OutputRing outputs, Ticker ticker, long lastSequence) {
        this.rules = rules;
        this.outputs = outputs;
        this.ticker = ticker;
        this.applied = lastSequence;
    }

    void apply(Slot slot) {
        if (slot.length() > 0) {
            outputs.begin(slot.sequence(), slot.timeMicros());
            rules.apply(slot.sequence(), slot.timeMicros(), slot.buffer(), 0, slot.length());
            applied = slot.sequence();
        }
        slot.release();
    }

    void endBatch() {
        ticker.deadline(rules.nextDeadlineMicros());
    }

    /** The sequence of the last message that was applied. Any thread. */
    long applied() {
        return applied;
    }
}
