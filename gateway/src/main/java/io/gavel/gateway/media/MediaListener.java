package io.gavel.gateway.media;

import java.time.Duration;
import java.util.function.Consumer;

/** Hears what the far sides do. On the call loop. */
public interface MediaListener {
    /** A key was pressed and released, told by telephone-event (RFC 4733) or by INFO. */
    void digit(MediaLeg leg, char digit);

    /**
     * Nothing came from this leg for the engine's time-out, though it should: not on hold, and bridged or heard before. Once for
     * each silence.
     */
    void silent(MediaLeg leg, Duration since);

    /**
     * What the other side of a bridge said has to be said to this leg's far side, too, in an offer of ours: the engine moves no
     * packets itself. Others never ask for it.
     *
     * @param then to be told the far side's answer, or its refusal, on the call loop
     */
    default void offer(MediaLeg leg, String sdp, Consumer<Negotiated> then) {
        then.accept(Negotiated.refused(488));
    }
}
