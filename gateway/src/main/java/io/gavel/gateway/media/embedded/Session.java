package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.VoiceFigures;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.Tones;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call on its media loop: its streams, which of them are joined, and its recording. */
final class Session {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int REPORT_EVERY_TICKS = 20;

    private final MediaLoop loop;
    private final long silenceNanos;
    private final List<Stream> streams = new ArrayList<>(2);
    private int ticks;
    private boolean ended;

    private @Nullable Stream buyer;
    private @Nullable Tape tape;
    private Recorder.@Nullable Recording recording;

    Session(MediaLoop loop, long silenceNanos) {
        this.loop = loop;
        this.silenceNanos = silenceNanos;
    }

    MediaLoop loop() {
        return loop;
    }

    /** The caller's comes first. */
    void add(Stream stream) {
        streams.add(stream);
    }

    void bridge(Stream to) {
        if (ended || to.isClosed() || to == buyer) {
            return;
        }
        part();
        buyer = to;
        Stream.join(streams.get(0), to, System.nanoTime());
    }

    void unbridge() {
        Stream before = buyer;
        if (before != null) {
            part();
            streams.get(0).play(new Playing(Tones.RINGBACK, true, () -> {}));
            before.play(Playing.silence());
        }
    }

    private void part() {
        if (buyer != null) {
            buyer.part();
            buyer = null;
            streams.get(0).part();
        }
    }

    void close(Stream stream) {
        if (stream == buyer) {
            part();
        }
        stream.close(loop.wall(), System.nanoTime());
    }

    /** The far side of this stream pressed a key without RTP. */
    void key(Stream from, char key, int millis) {
        if (buyer != null && (from == buyer || from == streams.get(0))) {
            (from == buyer ? streams.get(0) : buyer).sendKey(key, millis);
        }
    }

    void record(Path file) {
        if (tape == null && !ended) {
            Recorder.Recording begun = loop.recorder().begin(file);
            recording = begun;
            tape = new Tape(System.nanoTime(), begun);
        }
    }

    void mask(boolean masked) {
        if (tape != null) {
            tape.mask(masked);
        }
    }

    /** Who spoke how long by now; null: nothing is recorded. */
    @Nullable
    VoiceFigures voice() {
        Tape running = tape;
        return running == null ? null : running.voice();
    }

    /** Audio came in on this stream. */
    void heard(Stream stream, Codec codec, ByteBuf packet, int from, int to, long nowNanos) {
        Tape running = tape;
        if (running != null && (stream == buyer || stream == streams.get(0))) {
            int side = stream == buyer ? RIGHT : LEFT;
            running.audio(side, codec, Rtp.source(packet), Rtp.timestamp(packet), packet, from, to, nowNanos);
        }
    }

    /** Four times a second. */
    void tick(long nowNanos) {
        ticks++;
        if (tape != null) {
            tape.advance(nowNanos);
        }
        for (Stream stream : streams) {
            if (!stream.isClosed()) {
                stream.watchSilence(silenceNanos, nowNanos);
                if (ticks % REPORT_EVERY_TICKS == 0) {
                    stream.report(loop.wall(), nowNanos, false);
                }
            }
        }
    }

    /** Ends all; {@code then} is called when the recording is complete, perhaps on the recorder's thread. */
    void end(Consumer<MediaFigures> then) {
        if (ended) {
            return;
        }
        ended = true;
        long now = System.nanoTime();
        Instant wall = loop.wall();
        part();
        streams.forEach(stream -> stream.close(wall, now));
        loop.remove(this);
        List<LegFigures> legs =
                streams.stream().map(stream -> stream.figures(wall, now)).toList();
        if (tape == null || recording == null) {
            then.accept(new MediaFigures(legs, 0, 0, false));
        } else {
            long frames = tape.end(now);
            VoiceFigures voice = tape.voice();
            recording.end(
                    frames,
                    file -> then.accept(
                            new MediaFigures(legs, file.frames() / 8, file.droppedFrames() / 8, file.failed(), voice)));
        }
    }
}
