package io.gavel.gateway.call;

import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said with the caller. About media: the answer to its offer (ours, if the call came without one) goes out when the call is
 * answered and the media know what to say, whichever comes later. On the call's loop.
 */
final class CallerTalk {
    private final CallerLeg leg;
    private final MediaLeg media;
    private final @Nullable Prompt music;
    private final Runnable broken;
    private @Nullable String sdp;
    private boolean opened;
    private boolean answering;
    private int refused;

    /**
     * {@code music}: what a caller who was answered hears while it waits, null: ringback; {@code broken}: the caller cannot be spoken
     * to, which was seen too late to say so at once.
     */
    CallerTalk(CallerLeg leg, MediaLeg media, @Nullable Prompt music, Runnable broken) {
        this.leg = leg;
        this.media = media;
        this.music = music;
        this.broken = broken;
    }

    /** Takes the caller's offer, if there is one: 0, or the status to refuse the call with. */
    int open(@Nullable String offer) {
        media.signalled(leg.isSecure());
        if (offer == null) {
            media.offer(this::said);
        } else {
            media.answer(offer, this::said);
        }
        opened = true;
        return refused;
    }

    /** Whether there is nothing to be said, and never will be. */
    boolean isRefused() {
        return refused != 0;
    }

    /** The call is answered, as soon as can be. */
    void answer() {
        answering = true;
        String known = sdp;
        if (known != null) {
            leg.answer(known);
        }
    }

    /** A buyer rings; {@code audible}: a caller who was answered hears it from us. */
    void rings(boolean audible) {
        if (!leg.isAnswered()) {
            leg.ringing();
        } else if (audible && music == null) {
            media.ringback();
        }
    }

    /** The caller was answered, and hears that it waits. */
    void waits() {
        if (music == null) {
            media.ringback();
        } else {
            media.play(music, true, () -> {});
        }
    }

    /** Who had the call is gone; ringback is heard already. */
    void waitsAgain() {
        if (music != null) {
            waits();
        }
    }

    /** The line says that the call is over. */
    void end(Letter.End end, int noBuyerStatus) {
        if (leg.isAnswered()) {
            leg.hangUp(end.cause());
        } else {
            Refusals.Answer answer = Refusals.of(end.reason(), noBuyerStatus);
            leg.refuse(answer.status(), answer.retryAfterSeconds());
        }
    }

    private void said(Negotiated outcome) {
        if (outcome.isGood()) {
            sdp = outcome.sdp();
            if (answering) {
                leg.answer(outcome.sdp());
            }
        } else {
            refused = outcome.status();
            if (opened) {
                broken.run();
            }
        }
    }

    /** The answer to our offer. */
    void accepted(String answer) {
        media.answered(answer, outcome -> {
            if (!outcome.isGood()) {
                broken.run();
            }
        });
    }

    /** A new offer, or null: asks for ours. */
    void offered(@Nullable String offer, Consumer<Negotiated> then) {
        if (offer == null) {
            media.offer(then);
        } else {
            media.answer(offer, then);
        }
    }
}
