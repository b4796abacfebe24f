package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaException.Cause;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.VoiceFigures;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.sdp.Terms;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call as its owner sees it: says what shall be, and posts it to the media loop. Call loop only. */
final class EmbeddedCall implements MediaCall {
    private final String name;
    private final MediaListener listener;
    private final Executor callLoop;
    private final MediaLoop loop;
    private final EmbeddedOptions options;
    private final Session session;
    private final EmbeddedLeg caller;
    private boolean closed;

    EmbeddedCall(
            String name,
            MediaListener listener,
            Executor callLoop,
            MediaLoop loop,
            EmbeddedOptions options,
            PortPair ports) {
        this.name = name;
        this.listener = listener;
        this.callLoop = callLoop;
        this.loop = loop;
        this.options = options;
        this.session = new Session(loop, options.silence().toNanos());
        loop.postQuietly(() -> loop.add(session));
        this.caller = new EmbeddedLeg("caller", this, ports);
    }

    @Override
    public MediaLeg caller() {
        return caller;
    }

    @Override
    public MediaLeg newLeg(String legName) throws MediaException {
        if (closed) {
            throw new MediaException(Cause.CLOSED, "The media of " + name + " is closed");
        }
        PortPair ports = loop.ports().take();
        if (ports == null) {
            throw new MediaException(Cause.NO_PORTS, "No media ports left for " + name + " " + legName);
        }
        return new EmbeddedLeg(legName, this, ports);
    }

    @Override
    public void bridge(MediaLeg buyer) {
        if (!(buyer instanceof EmbeddedLeg leg) || !leg.isOf(this) || leg == caller) {
            throw new IllegalArgumentException(buyer.name() + " is no buyer's leg of " + name);
        }
        loop.post(() -> session.bridge(leg.stream()));
    }

    @Override
    public void unbridge() {
        loop.post(session::unbridge);
    }

    @Override
    public void record(Path wavFile) {
        loop.post(() -> session.record(wavFile));
    }

    @Override
    public void maskRecording(boolean masked) {
        loop.post(() -> session.mask(masked));
    }

    @Override
    public void voice(Consumer<@Nullable VoiceFigures> then) {
        loop.post(() -> {
            VoiceFigures figures = session.voice();
            callLoop.execute(() -> then.accept(figures));
        });
    }

    @Override
    public void close(Consumer<MediaFigures> then) {
        if (!closed) {
            closed = true;
            loop.post(() -> session.end(figures -> callLoop.execute(() -> then.accept(figures))));
        }
    }

    boolean isClosed() {
        return closed;
    }

    MediaLoop loop() {
        return loop;
    }

    Session session() {
        return session;
    }

    MediaListener listener() {
        return listener;
    }

    Executor callLoop() {
        return callLoop;
    }

    EmbeddedOptions options() {
        return options;
    }

    /** What is agreed with the caller; null if nothing is yet. */
    @Nullable
    Codec codec() {
        Terms terms = caller.terms();
        return terms == null ? null : terms.codec();
    }
}
