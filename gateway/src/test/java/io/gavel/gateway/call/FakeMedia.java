package io.gavel.gateway.call;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaEngine;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Audio without sockets: says what it is told to do, plays until the test says that it has played. {@code bad} is no SDP. */
final class FakeMedia implements MediaEngine {
    static final String BAD = "bad";

    final AtomicInteger free = new AtomicInteger(100);
    private final Map<String, Leg> legs = new ConcurrentHashMap<>();
    private final Consumer<String> said;
    private @Nullable MediaListener listener;

    FakeMedia(Consumer<String> said) {
        this.said = said;
    }

    /** The last leg of this name. On the call's loop. */
    Leg leg(String name) {
        Leg leg = legs.get(name);
        if (leg == null) {
            throw new AssertionError("no leg " + name + " of " + legs.keySet());
        }
        return leg;
    }

    /** Nothing is heard of a leg for half a minute. */
    void silent(String name) {
        if (listener != null) {
            listener.silent(leg(name), Duration.ofSeconds(30));
        }
    }

    @Override
    public MediaCall open(String callName, MediaListener heard, Executor callLoop) throws MediaException {
        listener = heard;
        return new Call();
    }

    private Leg newLeg(String name) throws MediaException {
        if (free.decrementAndGet() < 0) {
            free.incrementAndGet();
            throw new MediaException(MediaException.Cause.NO_PORTS, "none left");
        }
        Leg leg = new Leg(name);
        legs.put(name, leg);
        return leg;
    }

    @Override
    public int calls() {
        return 0;
    }

    @Override
    public int freePorts() {
        return free.get();
    }

    @Override
    public void close() {}

    private final class Call implements MediaCall {
        private final Leg caller;

        Call() throws MediaException {
            caller = FakeMedia.this.newLeg("caller");
        }

        @Override
        public MediaLeg caller() {
            return caller;
        }

        @Override
        public MediaLeg newLeg(String name) throws MediaException {
            return FakeMedia.this.newLeg(name);
        }

        @Override
        public void bridge(MediaLeg buyer) {
            said.accept("bridge " + buyer.name());
        }

        @Override
        public void unbridge() {
            said.accept("unbridge");
        }

        @Override
        public void record(Path wavFile) {
            said.accept("record");
        }

        @Override
        public void maskRecording(boolean masked) {}

        @Override
        public void close(Consumer<MediaFigures> then) {
            legs.values().forEach(Leg::close);
            then.accept(new MediaFigures(List.of(), 0, 0, false));
        }
    }

    /** One side. */
    final class Leg implements MediaLeg {
        private final String name;
        private @Nullable Runnable played;
        private boolean closed;

        Leg(String name) {
            this.name = name;
        }

        /** What is played has come to its end. */
        void played() {
            Runnable done = played;
            played = null;
            if (done != null) {
                done.run();
            }
        }

        void press(char digit) {
            if (listener != null) {
                listener.digit(this, digit);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void answer(String offerSdp, Consumer<Negotiated> then) {
            then.accept(offerSdp.equals(BAD) ? Negotiated.refused(488) : Negotiated.to("answer to " + offerSdp));
        }

        @Override
        public void offer(Consumer<Negotiated> then) {
            then.accept(Negotiated.to("offer of " + name));
        }

        @Override
        public void answered(String answerSdp, Consumer<Negotiated> then) {
            then.accept(answerSdp.equals(BAD) ? Negotiated.refused(488) : Negotiated.to(""));
        }

        @Override
        public boolean held() {
            return false;
        }

        @Override
        public void play(Prompt prompt, boolean loop, Runnable done) {
            played = done;
            said.accept(name + " hears a prompt");
        }

        @Override
        public void ringback() {
            played = null;
            said.accept(name + " hears ringback");
        }

        @Override
        public void silence() {
            played = null;
        }

        @Override
        public void digit(char digit, int millis) {
            press(digit);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                free.incrementAndGet();
            }
        }
    }
}
