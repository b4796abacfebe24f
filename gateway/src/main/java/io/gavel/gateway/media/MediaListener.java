package io.gavel.gateway.media;

import java.time.Duration;

/** Hears what the far sides do. On the call loop. */
public interface MediaListener {
    /** A key was pressed and released, told by telephone-event (RFC 4733) or by INFO. */
    void digit(MediaLeg leg, char digit);

    /**
     * Nothing came from this leg for the engine's time-out, though it should: not on hold, and bridged or heard before. Once for
     * each silence.
     */
    void silent(MediaLeg leg, Duration since);
}
