package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.audio.Tones;
import io.gavel.gateway.media.sdp.Negotiation;
import io.gavel.gateway.media.sdp.SdpException;
import io.gavel.gateway.media.sdp.Terms;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A far side: we talk with it about rtpengine's ports. Call loop only. */
final class RtpengineLeg implements MediaLeg {
    private static final int NOT_ACCEPTABLE = 488;
    private static final int NO_MEDIA = 503;
    private static final int EVENT_TYPE = 101;

    private final String name;
    private final RtpengineCall call;
    private @Nullable Negotiation negotiation;
    private @Nullable Terms terms;
    private @Nullable InetSocketAddress lastAddress;
    private boolean closed;

    RtpengineLeg(String name, RtpengineCall call) {
        this.name = name;
        this.call = call;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void answer(String offerSdp, Consumer<Negotiated> then) {
        Terms wanted = read(offerSdp);
        if (wanted == null) {
            then.accept(Negotiated.refused(NOT_ACCEPTABLE));
            return;
        }
        agree(wanted);
        call.told(this, placed -> finish(placed, with -> with.answer(offerSdp), then));
    }

    @Override
    public void offer(Consumer<Negotiated> then) {
        call.whenPlaced(placed -> finish(
                placed,
                with -> {
                    Terms caller =
                            this == call.callerLeg() ? null : call.callerLeg().terms();
                    return with.offer(
                            terms != null || caller == null ? null : caller.codec(),
                            caller == null || caller.eventOut() < 0 ? EVENT_TYPE : caller.eventOut());
                },
                then));
    }

    @Override
    public void answered(String answerSdp, Consumer<Negotiated> then) {
        call.whenPlaced(placed -> {
            try {
                Negotiation with = placed ? negotiation() : null;
                if (with == null) {
                    then.accept(Negotiated.refused(NO_MEDIA));
                    return;
                }
                with.answered(answerSdp);
                agree(with.terms());
                call.told(this, good -> then.accept(good ? Negotiated.to("") : Negotiated.refused(NO_MEDIA)));
            } catch (SdpException e) {
                then.accept(Negotiated.refused(NOT_ACCEPTABLE));
            }
        });
    }

    /** What is said about a port. */
    private interface Say {
        String say(Negotiation with) throws SdpException;
    }

    private void finish(boolean placed, Say what, Consumer<Negotiated> then) {
        Negotiation with = placed ? negotiation() : null;
        if (closed) {
            return;
        }
        try {
            then.accept(with == null ? Negotiated.refused(NO_MEDIA) : Negotiated.to(what.say(with)));
        } catch (SdpException e) {
            then.accept(Negotiated.refused(NOT_ACCEPTABLE));
        }
    }

    private @Nullable Negotiation negotiation() {
        InetSocketAddress place = call.place(this);
        if (negotiation == null && place != null) {
            negotiation = new Negotiation(
                    NetUtil.toAddressString(place.getAddress()),
                    place.getPort(),
                    ThreadLocalRandom.current().nextLong(1, 1L << 53));
        }
        return negotiation;
    }

    /** What an offer would come to; null: nothing. */
    private static @Nullable Terms read(String offer) {
        try {
            Negotiation trial = new Negotiation("0.0.0.0", 9, 1);
            trial.answer(offer);
            return trial.terms();
        } catch (SdpException e) {
            return null;
        }
    }

    private void agree(@Nullable Terms now) {
        terms = now;
        if (now != null && now.address() != null) {
            lastAddress = now.address();
        }
    }

    @Nullable
    Terms terms() {
        return terms;
    }

    /** Where it wants its audio; null if it never said. */
    @Nullable
    InetSocketAddress lastAddress() {
        return lastAddress;
    }

    @Override
    public boolean held() {
        return terms != null && terms.held();
    }

    @Override
    public void play(Prompt prompt, boolean loop, Runnable done) {
        call.play(this, prompt, loop, () -> {
            if (!closed) {
                done.run();
            }
        });
    }

    @Override
    public void ringback() {
        play(Tones.RINGBACK, true, () -> {});
    }

    @Override
    public void silence() {
        call.hush(this);
    }

    @Override
    public void digit(char digit, int millis) {
        call.keyed(this, digit);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            call.closed(this);
        }
    }

    boolean isClosed() {
        return closed;
    }
}
