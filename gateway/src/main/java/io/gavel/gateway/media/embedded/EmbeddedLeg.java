package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompt;
import io.gavel.gateway.media.audio.Tones;
import io.gavel.gateway.media.sdp.Negotiation;
import io.gavel.gateway.media.sdp.SdpException;
import io.gavel.gateway.media.sdp.Terms;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A leg as its call's owner sees it: negotiates, and posts the rest to its stream. Call loop only. */
final class EmbeddedLeg implements MediaLeg {
    private static final int NOT_ACCEPTABLE = 488;
    private static final int SHORTEST_KEY_MILLIS = 40;
    private static final int LONGEST_KEY_MILLIS = 6_000;

    private final String name;
    private final EmbeddedCall call;
    private final PortPair ports;
    private final long sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 53);
    private Negotiation negotiation;
    private final Stream stream;
    private boolean closed;

    EmbeddedLeg(String name, EmbeddedCall call, PortPair ports) {
        this.name = name;
        this.call = call;
        this.ports = ports;
        this.negotiation = negotiation(false);
        this.stream = new Stream(name, ports, call.session(), new Posted());
        call.loop().postQuietly(() -> {
            ports.use(stream);
            call.session().add(stream);
        });
    }

    private Negotiation negotiation(boolean secure) {
        EmbeddedOptions options = call.options();
        return new Negotiation(options.address(), ports.port(), sessionId, options.protection(secure));
    }

    @Override
    public void signalled(boolean secure) {
        negotiation = negotiation(secure);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void answer(String offerSdp, Consumer<Negotiated> then) {
        Negotiated said;
        try {
            said = Negotiated.to(negotiation.answer(offerSdp));
            agreed();
        } catch (SdpException e) {
            said = Negotiated.refused(NOT_ACCEPTABLE);
        }
        then.accept(said);
    }

    @Override
    public void offer(Consumer<Negotiated> then) {
        if (negotiation.isPossible()) {
            then.accept(Negotiated.to(negotiation.offer(negotiation.terms() == null ? call.codec() : null)));
        } else {
            then.accept(Negotiated.refused(NOT_ACCEPTABLE));
        }
    }

    @Override
    public void answered(String answerSdp, Consumer<Negotiated> then) {
        Negotiated said;
        try {
            negotiation.answered(answerSdp);
            agreed();
            said = Negotiated.to("");
        } catch (SdpException e) {
            said = Negotiated.refused(NOT_ACCEPTABLE);
        }
        then.accept(said);
    }

    @Override
    public boolean held() {
        Terms terms = negotiation.terms();
        return terms != null && terms.held();
    }

    @Override
    public void play(Prompt prompt, boolean loop, Runnable done) {
        Playing playing = new Playing(prompt, loop, () -> back(done));
        call.loop().post(() -> stream.play(playing));
    }

    @Override
    public void ringback() {
        play(Tones.RINGBACK, true, () -> {});
    }

    @Override
    public void silence() {
        call.loop().post(() -> stream.play(Playing.silence()));
    }

    @Override
    public void digit(char digit, int millis) {
        if (EventReceiver.code(digit) < 0) {
            throw new IllegalArgumentException("No key: " + digit);
        }
        int held = Math.max(SHORTEST_KEY_MILLIS, Math.min(LONGEST_KEY_MILLIS, millis));
        call.loop().post(() -> call.session().key(stream, digit, held));
        back(() -> call.listener().digit(this, digit));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            call.loop().post(() -> call.session().close(stream));
        }
    }

    @Nullable
    Terms terms() {
        return negotiation.terms();
    }

    Stream stream() {
        return stream;
    }

    boolean isOf(EmbeddedCall other) {
        return call == other;
    }

    private void agreed() {
        Terms terms = negotiation.terms();
        if (terms != null) {
            call.loop().postQuietly(() -> stream.terms(terms, System.nanoTime()));
        }
    }

    /** Onto the call loop; nothing is told of what is closed. */
    private void back(Runnable task) {
        call.callLoop().execute(() -> {
            if (!closed && !call.isClosed()) {
                task.run();
            }
        });
    }

    /** Carries what the stream hears to the call loop. */
    private final class Posted implements Stream.Hearing {
        @Override
        public void digit(char digit) {
            back(() -> call.listener().digit(EmbeddedLeg.this, digit));
        }

        @Override
        public void silent(Duration since) {
            back(() -> call.listener().silent(EmbeddedLeg.this, since));
        }
    }
}
