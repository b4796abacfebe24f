package io.gavel.gateway.media;

import io.gavel.gateway.media.audio.Prompt;
import java.util.function.Consumer;

/**
 * One far side of a call. On the call loop only. A description may be negotiated again at any time, by either side, with the same
 * methods: a hold ({@code sendonly}, {@code inactive}, {@code 0.0.0.0}) stops what is sent there and the watch for silence; a new
 * address is learned again from the next packet.
 */
public interface MediaLeg {
    String name();

    /**
     * How this leg is signalled, before anything is negotiated: keys for protected audio are told only where nobody else reads them.
     *
     * @param secure over TLS
     */
    default void signalled(boolean secure) {}

    /**
     * Answers the far side's offer; in a re-INVITE too. The same offer again gets the same answer; what was agreed before stays if
     * it is refused.
     *
     * @param then on the call loop, once, perhaps before this returns: our answer, or 488 if nothing that we speak is offered. An
     *     engine that moves no packets itself may wait until a buyer is bridged; never, if the leg is closed before
     */
    void answer(String offerSdp, Consumer<Negotiated> then);

    /**
     * Our offer to the far side. To a buyer: only the codec that is agreed with the caller, and telephone-event. Also for an
     * INVITE that came without an offer (RFC 3261 §13.2.1), on either side. Unchanged, it keeps its version.
     *
     * @param then as in {@link #answer}
     */
    void offer(Consumer<Negotiated> then);

    /**
     * The far side's answer to our offer, early (183) or final; a later one replaces an earlier one.
     *
     * @param then as in {@link #answer}; its SDP is empty; 488 if the answer accepts nothing of what was offered
     */
    void answered(String answerSdp, Consumer<Negotiated> then);

    /** Whether the far side has put us on hold. */
    boolean held();

    /**
     * Plays to the far side from now on, in place of what it heard; silence after the end. Nothing while the leg is bridged.
     *
     * @param loop again and again until something else is asked for
     * @param done on the call loop once the end was played; never if looped or stopped before
     */
    void play(Prompt prompt, boolean loop, Runnable done);

    /** The far side hears that it rings (US: 440 + 480 Hz, 2 s on, 4 s off). */
    void ringback();

    /** Stops what is played; silent packets go on, so that the far side sees that we are here. */
    void silence();

    /**
     * The far side pressed a key and said so by SIP INFO ({@link KeyPress#parse}): the listener hears it as if it had come with the
     * audio, and the other side of a bridge gets it as telephone-event if it takes these.
     *
     * @param digit {@code 0-9 * # A-D}
     * @param millis how long, 40 to 6,000; others are moved to the nearest
     */
    void digit(char digit, int millis);

    /** Ends this leg (a buyer who lost, or hung up); a bridge to it ends. Calling again does nothing. */
    void close();
}
