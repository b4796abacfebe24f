package io.gavel.gateway.call;

import io.gavel.gateway.market.CallTerms;
import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.Negotiated;
import io.gavel.message.Attributes;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.Party;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call: joins the caller with whom the line says. What happens is told to the line, what the line says is done; the line has
 * the last word on who has the call and when it is over. On the call's loop.
 */
final class Bridge implements CallerLeg.Listener, FlowRunner.Listener, MediaListener {
    private final Desk desk;
    private final Arrival arrival;
    private final CallTerms terms;
    private final CallFields fields;
    private final Buyers buyers;
    private final Voices voices;
    private @Nullable CallerLeg caller;
    private @Nullable MediaCall media;
    private @Nullable CallerTalk talk;
    private @Nullable Screening screening;
    private @Nullable Future<?> longest;
    private long callId;
    private boolean over;
    /** The caller went before the line had given the call its number. */
    private @Nullable LegCause gone;
    /** The caller has our 200. */
    private boolean stands;
    /** The caller hears the flow, or the notice before it. */
    private boolean talking;
    /** Whom the line was told to be joined with the caller. */
    private @Nullable BuyerAttempt told;

    Bridge(Desk desk, Arrival arrival, CallFields fields) {
        this.desk = desk;
        this.arrival = arrival;
        this.terms = arrival.terms();
        this.fields = fields;
        this.buyers = new Buyers(desk, this);
        this.voices = new Voices(desk);
    }

    Arrival arrival() {
        return arrival;
    }

    /** As the line numbers it; 0: not yet. */
    long callId() {
        return callId;
    }

    /** What is known of the call by now. */
    Attributes attributes() {
        return fields.attributes();
    }

    /**
     * Takes the caller's offer, null if the call came without one.
     *
     * @return 0, or the status to refuse the call with
     */
    int open(CallerLeg leg, String name, @Nullable String offerSdp) {
        caller = leg;
        try {
            MediaCall opened = desk.media(terms.direct()).open(name, this, desk.loop());
            media = opened;
            CallerTalk begun = new CallerTalk(
                    leg, opened.caller(), desk.prompts().get(terms.waiting()), () -> giveUp(LegCause.BROKEN));
            talk = begun;
            return begun.open(offerSdp);
        } catch (MediaException e) {
            return 503;
        }
    }

    /** The call could not be put on the line: nothing of it is left. */
    void refuse(int status, int retryAfterSeconds) {
        over = true;
        closeMedia();
        if (caller != null) {
            caller.refuse(status, retryAfterSeconds);
        }
    }

    /** Whether the caller hears something before the auction. */
    boolean isScreened() {
        return Screening.isWanted(terms, arrival.place().state());
    }

    // ------------------------------------------------------------- from the line

    void started(long callId) {
        this.callId = callId;
        if (gone != null) {
            desk.line().hungUp(callId, Party.CALLER, gone);
            return;
        }
        if (talk != null && talk.isRefused()) {
            giveUp(LegCause.BROKEN);
            return;
        }
        MediaCall open = media;
        longest = desk.loop().schedule(this::tooLong, terms.longestSeconds(), TimeUnit.SECONDS);
        if (isScreened() && open != null) {
            answer();
            screening = new Screening(desk, terms, arrival.place().state(), fields, open.caller(), this);
            talking = true;
            screening.start();
        }
    }

    void ring(Letter.Ring ring) {
        MediaCall open = media;
        if (!over && gone == null && open != null) {
            buyers.ring(ring, open);
        }
    }

    void cancel(Letter.Cancel cancel) {
        buyers.cancel(cancel);
    }

    void connect(int number) {
        MediaCall open = media;
        BuyerAttempt attempt = open == null || over || gone != null ? null : buyers.join(number);
        if (attempt == null || open == null) {
            return;
        }
        stopTalking();
        open.bridge(attempt.media());
        answer();
        Path file = terms.records() ? desk.recordings().file(callId) : null;
        if (file != null) {
            open.record(file);
        }
        tellJoined();
    }

    /** The gateway stops: everybody is let go as soon as the line has heard. */
    void stop() {
        giveUp(LegCause.STOPPED);
    }

    /** The line says that it is over: everybody is let go. */
    void ended(Letter.End end) {
        if (over) {
            return;
        }
        over = true;
        stopTalking();
        if (longest != null) {
            longest.cancel(false);
        }
        voices.stop();
        buyers.stop();
        if (talk != null && gone == null) {
            talk.end(end, terms.noBuyerStatus());
        }
        closeMedia();
    }

    // ----------------------------------------------------------- from the caller

    @Override
    public void callerGone(LegCause cause) {
        if (over || gone != null) {
            return;
        }
        gone = cause;
        if (callId != 0) {
            desk.line().hungUp(callId, Party.CALLER, cause);
        }
    }

    @Override
    public void callerStands() {
        stands = true;
        tellJoined();
    }

    @Override
    public void callerAnswered(String sdp) {
        if (talk != null && media != null) {
            talk.accepted(sdp);
        }
    }

    @Override
    public void callerOffers(@Nullable String sdp, Consumer<Negotiated> then) {
        if (talk != null && media != null) {
            talk.offered(sdp, then);
        } else {
            then.accept(Negotiated.refused(488));
        }
    }

    @Override
    public void callerPresses(char digit, int millis) {
        MediaCall open = media;
        if (open != null) {
            open.caller().digit(digit, millis);
        }
    }

    // ------------------------------------------------------------ from the buyers

    /** One of them rings; the caller is to hear it. */
    void buyerRings() {
        if (talk != null && media != null) {
            talk.rings(!talking);
        }
    }

    /** Who had the call hung up at once: the caller waits for the next. */
    void buyerLost() {
        MediaCall open = media;
        if (open != null) {
            open.unbridge();
            if (talk != null) {
                talk.waitsAgain();
            }
        }
    }

    // --------------------------------------------------------------- from the flow

    @Override
    public void ready() {
        if (!over) {
            desk.line().screened(callId, fields.attributes());
        }
    }

    @Override
    public void over(boolean auction) {
        talking = false;
        if (over || media == null || talk == null) {
            return;
        }
        if (auction) {
            talk.waits();
        } else {
            giveUp(LegCause.NONE);
        }
    }

    // ------------------------------------------------------------------ from media

    @Override
    public void digit(MediaLeg leg, char digit) {
        MediaCall open = media;
        if (open != null && leg == open.caller()) {
            if (screening != null) {
                screening.digit(digit);
            }
            return;
        }
        BuyerAttempt attempt = buyers.of(leg);
        if (attempt != null) {
            attempt.presses(digit);
        }
    }

    @Override
    public void silent(MediaLeg leg, Duration since) {
        if (buyers.joined() != null) {
            giveUp(LegCause.MEDIA_LOST);
        }
    }

    @Override
    public void offer(MediaLeg leg, String sdp, Consumer<Negotiated> then) {
        MediaCall open = media;
        if (open != null && caller != null && leg == open.caller()) {
            caller.reinvite(sdp, then);
            return;
        }
        BuyerAttempt attempt = buyers.of(leg);
        if (attempt != null) {
            attempt.reinvite(sdp, then);
        } else {
            then.accept(Negotiated.refused(488));
        }
    }

    // ------------------------------------------------------------------------------

    private void answer() {
        if (talk != null) {
            talk.answer();
        }
    }

    /** Only a caller who is there hears the buyer: before the ACK nothing is billable. */
    private void tellJoined() {
        BuyerAttempt attempt = buyers.joined();
        MediaCall open = media;
        if (stands && attempt != null && open != null && told != attempt && !over && gone == null) {
            told = attempt;
            desk.line().leg(callId, attempt, LegEvent.JOINED, LegCause.NONE, 200);
            if (terms.records()) {
                voices.joined(callId, open, attempt);
            }
        }
    }

    private void stopTalking() {
        talking = false;
        if (screening != null) {
            screening.stop();
        }
    }

    private void tooLong() {
        giveUp(LegCause.TOO_LONG);
    }

    private void giveUp(LegCause cause) {
        if (!over && callId != 0) {
            desk.line().hungUp(callId, Party.EXCHANGE, cause);
        }
    }

    private void closeMedia() {
        MediaCall open = media;
        media = null;
        if (open != null) {
            open.close(this::measured);
        }
    }

    private void measured(MediaFigures figures) {
        if (callId != 0) {
            if (figures.recordedMillis() > 0 && desk.recordings().done(callId)) {
                desk.recorded(callId);
            }
            desk.line().measured(callId, figures, buyers::orderOf);
            voices.tell(callId, figures.voice(), true);
        }
    }
}
