package io.gavel.gateway.call;

import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.audio.Prompts;
import io.gavel.message.LegCause;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One buyer's leg, from the INVITE to its end: rings for its {@code ring_s}, hears the whisper, presses the key that accepts;
 * then the bridge is told that it answered. On the call's loop.
 */
final class BuyerAttempt implements BuyerLeg.Listener {
    private static final int ACCEPT_SECONDS = 10;

    /** What the bridge hears of it. */
    interface Listener {
        void rings(BuyerAttempt attempt);

        /** Ready to be joined: the line decides. */
        void answered(BuyerAttempt attempt, int status);

        void failed(BuyerAttempt attempt, int status, LegCause cause);

        /** Gone after the answer. */
        void ended(BuyerAttempt attempt, LegCause cause);
    }

    private enum State {
        RINGING,
        ACCEPTING,
        ANSWERED,
        OVER
    }

    private final Letter.Ring ring;
    private final Deliver deliver;
    private final MediaLeg media;
    private final EventLoop loop;
    private final Prompts prompts;
    private final Listener listener;
    private final long begunNanos = System.nanoTime();
    private State state = State.RINGING;
    private @Nullable BuyerLeg leg;
    private @Nullable Future<?> timer;
    private String destination = "";
    private int answerStatus;
    private long answeredNanos;
    /** When its phone was picked up; 0: it was not. */
    private long pickedUpNanos;

    BuyerAttempt(
            Letter.Ring ring, Deliver deliver, MediaLeg media, EventLoop loop, Prompts prompts, Listener listener) {
        this.ring = ring;
        this.deliver = deliver;
        this.media = media;
        this.loop = loop;
        this.prompts = prompts;
        this.listener = listener;
    }

    /** Sends the INVITE; whatever comes of it the listener hears. */
    void start(BuyerLeg.Dialler dialler, Destination where) {
        destination = where.shown();
        media.signalled(where.isSecure());
        media.offer(offer -> {
            if (state == State.RINGING) {
                ring(dialler, where, offer);
            }
        });
    }

    private void ring(BuyerLeg.Dialler dialler, Destination where, Negotiated offer) {
        leg = offer.isGood() ? dialler.ring(where, offer.sdp(), this) : null;
        if (leg == null) {
            over(0, LegCause.UNREACHABLE);
            return;
        }
        timer = loop.schedule(this::unanswered, deliver.ringSeconds(), TimeUnit.SECONDS);
    }

    /** What the line wanted. */
    Letter.Ring ring() {
        return ring;
    }

    /** As the line counts. */
    int number() {
        return ring.attempt();
    }

    String destination() {
        return destination;
    }

    MediaLeg media() {
        return media;
    }

    /** From the INVITE to now. */
    int latencyMicros() {
        return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - begunNanos) / 1_000);
    }

    /** Since its phone was picked up, at least 1; 0: it was not. */
    int answeredMillis() {
        if (pickedUpNanos == 0) {
            return 0;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pickedUpNanos);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
    }

    /** Whether a buyer who hangs up now lost the call to the next. */
    boolean isYoung() {
        return System.nanoTime() - answeredNanos < TimeUnit.SECONDS.toNanos(deliver.rerouteSeconds());
    }

    /** Ends it, whatever it is at; nobody hears of it any more. */
    void stop(LegCause cause) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        cancelTimer();
        if (leg != null) {
            leg.stop(cause);
        }
        media.close();
    }

    @Override
    public void buyerRings() {
        if (state == State.RINGING) {
            listener.rings(this);
        }
    }

    @Override
    public void buyerAnswered(int status, String sdp) {
        if (state != State.RINGING) {
            return;
        }
        cancelTimer();
        answerStatus = status;
        pickedUpNanos = System.nanoTime();
        media.answered(sdp, outcome -> {
            if (state != State.RINGING) {
                return;
            }
            if (outcome.isGood()) {
                prepare();
            } else {
                stop(LegCause.REFUSED);
                listener.failed(this, outcome.status(), LegCause.REFUSED);
            }
        });
    }

    /** The buyer hears the whisper, and has time to press the key. */
    private void prepare() {
        state = State.ACCEPTING;
        Prompt prompt = prompts.get(deliver.whisper());
        if (prompt != null) {
            media.play(prompt, false, this::whispered);
        } else {
            whispered();
        }
        if (deliver.accept() != null && state == State.ACCEPTING) {
            timer = loop.schedule(this::notAccepted, ACCEPT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A key, from the audio or by INFO. Those of a joined buyer go to the caller with the audio. */
    void presses(char digit) {
        if (state == State.ACCEPTING && String.valueOf(digit).equals(deliver.accept())) {
            ready();
        }
    }

    @Override
    public void buyerFailed(int status, LegCause cause) {
        if (state != State.OVER) {
            over(status, cause);
        }
    }

    @Override
    public void buyerEnded(LegCause cause) {
        if (state == State.ANSWERED) {
            state = State.OVER;
            media.close();
            listener.ended(this, cause);
        } else if (state != State.OVER) {
            over(answerStatus, LegCause.NOT_ACCEPTED);
        }
    }

    @Override
    public void buyerOffers(@Nullable String sdp, Consumer<Negotiated> then) {
        if (state == State.OVER) {
            then.accept(Negotiated.refused(488));
        } else if (sdp == null) {
            media.offer(then);
        } else {
            media.answer(sdp, then);
        }
    }

    @Override
    public void buyerAccepts(String sdp) {
        if (state == State.OVER) {
            return;
        }
        media.answered(sdp, outcome -> {
            if (outcome.isGood() || state == State.OVER) {
                return;
            }
            boolean answered = state == State.ANSWERED;
            stop(LegCause.BROKEN);
            if (answered) {
                listener.ended(this, LegCause.BROKEN);
            } else {
                listener.failed(this, 488, LegCause.REFUSED);
            }
        });
    }

    /** Offers the buyer something new. */
    void reinvite(String sdp, Consumer<Negotiated> then) {
        if (leg == null || state == State.OVER) {
            then.accept(Negotiated.refused(481));
        } else {
            leg.reinvite(sdp, then);
        }
    }

    @Override
    public void buyerPresses(char digit, int millis) {
        if (state != State.OVER) {
            media.digit(digit, millis);
        }
    }

    private void whispered() {
        if (state == State.ACCEPTING && deliver.accept() == null) {
            ready();
        }
    }

    private void ready() {
        cancelTimer();
        state = State.ANSWERED;
        answeredNanos = System.nanoTime();
        listener.answered(this, answerStatus);
    }

    private void unanswered() {
        if (state == State.RINGING) {
            stop(LegCause.NO_ANSWER);
            listener.failed(this, 0, LegCause.NO_ANSWER);
        }
    }

    private void notAccepted() {
        if (state == State.ACCEPTING) {
            stop(LegCause.NOT_ACCEPTED);
            listener.failed(this, answerStatus, LegCause.NOT_ACCEPTED);
        }
    }

    private void over(int status, LegCause cause) {
        state = State.OVER;
        cancelTimer();
        media.close();
        listener.failed(this, status, cause);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
