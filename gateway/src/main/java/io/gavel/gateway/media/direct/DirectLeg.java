package io.gavel.gateway.media.direct;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.sdp.PassedOn;
import io.gavel.gateway.media.sdp.SdpException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one far side said of its media, and what it was told. Call loop only. */
final class DirectLeg implements MediaLeg {
    private static final int NOT_ACCEPTABLE = 488;
    private static final int PENDING = 491;

    private final String name;
    private final DirectCall call;
    private final PassedOn words = new PassedOn(ThreadLocalRandom.current().nextLong(1, 1L << 53));
    private @Nullable String said;
    private @Nullable String told;
    private @Nullable Consumer<Negotiated> waiting;
    private boolean closed;

    DirectLeg(String name, DirectCall call) {
        this.name = name;
        this.call = call;
    }

    @Override
    public String name() {
        return name;
    }

    /** What the far side said last, null if nothing. */
    @Nullable
    String said() {
        return said;
    }

    /** Whether its offer has no answer yet. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** The caller's first offer waits for the buyer; a later one of either side goes to the other. */
    @Override
    public void answer(String offerSdp, Consumer<Negotiated> then) {
        if (!isReadable(offerSdp)) {
            then.accept(Negotiated.refused(NOT_ACCEPTABLE));
            return;
        }
        DirectLeg other = call.other(this);
        if (offerSdp.equals(said) && told != null) {
            then.accept(Negotiated.to(told));
        } else if (other != null) {
            other.offered(offerSdp, answer -> {
                if (answer.isGood()) {
                    said = offerSdp;
                    then.accept(Negotiated.to(tell(answer.sdp())));
                } else {
                    then.accept(answer);
                }
            });
        } else if (told == null && this == call.callerLeg()) {
            said = offerSdp;
            waiting = then;
        } else {
            then.accept(Negotiated.refused(PENDING));
        }
    }

    /** The answer that the far side waits for. */
    void hear(String sdp) {
        Consumer<Negotiated> then = waiting;
        waiting = null;
        if (then != null) {
            then.accept(Negotiated.to(tell(sdp)));
        }
    }

    /** The other side's words go to this far side in an offer of ours; its answer is kept. */
    void offered(String sdp, Consumer<Negotiated> then) {
        call.offer(this, tell(sdp), answer -> {
            boolean good = !closed && answer.isGood() && isReadable(answer.sdp());
            if (good) {
                said = answer.sdp();
            }
            then.accept(good || !answer.isGood() ? answer : Negotiated.refused(NOT_ACCEPTABLE));
        });
    }

    /** To a buyer: what the caller said. Without the caller's words there is nothing that we could offer. */
    @Override
    public void offer(Consumer<Negotiated> then) {
        String theirs = call.callerLeg().said();
        if (this == call.callerLeg() || theirs == null) {
            then.accept(Negotiated.refused(NOT_ACCEPTABLE));
        } else {
            then.accept(Negotiated.to(tell(theirs)));
        }
    }

    @Override
    public void answered(String answerSdp, Consumer<Negotiated> then) {
        if (isReadable(answerSdp)) {
            said = answerSdp;
            then.accept(Negotiated.to(""));
        } else {
            then.accept(Negotiated.refused(NOT_ACCEPTABLE));
        }
    }

    private String tell(String sdp) {
        String now = words.of(sdp);
        told = now;
        return now;
    }

    private static boolean isReadable(String sdp) {
        try {
            PassedOn.check(sdp);
            return true;
        } catch (SdpException e) {
            return false;
        }
    }

    @Override
    public boolean held() {
        return false;
    }

    /** Nothing can be heard; it is over at once. */
    @Override
    public void play(Prompt prompt, boolean loop, Runnable done) {
        if (!loop) {
            done.run();
        }
    }

    /** 180 says it. */
    @Override
    public void ringback() {}

    @Override
    public void silence() {}

    @Override
    public void digit(char digit, int millis) {
        call.digit(this, digit);
    }

    @Override
    public void close() {
        closed = true;
        waiting = null;
        call.closed(this);
    }

    LegFigures figures() {
        return new LegFigures(name, null, 0, 0, 0, 0, 0, -1, -1, null);
    }
}
