package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.VoiceFigures;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.Talk;
import io.gavel.gateway.media.audio.VoiceActivity;
import io.netty.buffer.ByteBuf;

/**
 * Puts what two sides say where it belongs on one time line, by their timestamps, and hands it on in chunks of 250 ms once 400 ms
 * have passed in which late packets may still come. Nothing heard is silence. A side is placed anew when its SSRC changes, when its
 * timestamps are more than 300 ms ahead of its arrival or a second behind, and when ten packets in a row are too late. What is handed on
 * is listened to: who speaks. Pure; media loop only.
 */
final class Tape {
    /** Frames in one chunk. */
    static final int CHUNK = 2_000;
    /** Frames for which late packets are waited for. */
    static final int HOLD = 3_200;

    static final int MOST_AHEAD = 2_400;
    static final int MOST_BEHIND = 8_000;
    static final int MOST_LATE = 10;
    private static final int WINDOW = 8_192;

    /** Takes chunks: 16-bit little-endian, left and right in turn. Those that are all silence are left out. */
    interface Sink {
        void chunk(long position, byte[] frames);
    }

    private static final class Side {
        final short[] samples = new short[WINDOW];
        boolean placed;
        int source;
        int anchorTimestamp;
        long anchorPosition;
        int lateInRow;
    }

    private final long startNanos;
    private final Sink sink;
    private final Side[] sides = {new Side(), new Side()};
    private final Talk talk = new Talk();
    private final byte[] payload = new byte[CHUNK];
    private long flushed;
    private long heardUpTo;
    private long late;
    private boolean masked;

    Tape(long startNanos, Sink sink) {
        this.startNanos = startNanos;
        this.sink = sink;
    }

    /**
     * Audio of one side: payload bytes {@code from} to {@code to} of the packet.
     *
     * @param side 0 left, 1 right
     */
    void audio(int side, Codec codec, int ssrc, int timestamp, ByteBuf packet, int from, int to, long nowNanos) {
        advance(nowNanos);
        int length = Math.min(to - from, CHUNK);
        if (masked || length <= 0) {
            return;
        }
        Side target = sides[side];
        long position = place(target, ssrc, timestamp, length, at(nowNanos));
        long first = Math.max(position, flushed);
        late += Math.min(length, first - position);
        packet.getBytes(from, payload, 0, length);
        for (long i = first; i < position + length; i++) {
            target.samples[(int) (i & (WINDOW - 1))] = codec.decode(payload[(int) (i - position)]);
        }
        heardUpTo = Math.max(heardUpTo, position + length);
    }

    private long place(Side side, int ssrc, int timestamp, int length, long now) {
        long position = side.anchorPosition + (timestamp - side.anchorTimestamp);
        boolean fits =
                side.placed && ssrc == side.source && position <= now + MOST_AHEAD && position >= now - MOST_BEHIND;
        side.lateInRow = fits && position + length <= flushed ? side.lateInRow + 1 : 0;
        if (fits && side.lateInRow < MOST_LATE) {
            // moving with it keeps the difference of timestamps small for ever
            if (timestamp - side.anchorTimestamp > 0) {
                side.anchorTimestamp = timestamp;
                side.anchorPosition = position;
            }
            return position;
        }
        side.placed = true;
        side.source = ssrc;
        side.anchorTimestamp = timestamp;
        side.anchorPosition = now;
        side.lateInRow = 0;
        return now;
    }

    /** Hands on what is complete by now. */
    void advance(long nowNanos) {
        long complete = at(nowNanos) - HOLD;
        while (flushed + CHUNK <= complete) {
            flush(CHUNK);
        }
    }

    /** Hands on all the rest; its length in frames. */
    long end(long nowNanos) {
        advance(nowNanos);
        long end = Math.max(at(nowNanos), heardUpTo);
        while (flushed < end) {
            flush((int) Math.min(CHUNK, end - flushed));
        }
        return flushed;
    }

    /** Silence in place of both sides from now on, or no more. */
    void mask(boolean on) {
        masked = on;
    }

    /** Samples that came too late. */
    long late() {
        return late;
    }

    private long at(long nowNanos) {
        return (nowNanos - startNanos) / 125_000;
    }

    /** Who spoke how long in what was handed on. */
    VoiceFigures voice() {
        return talk.figures();
    }

    private void flush(int length) {
        if (heardUpTo > flushed) {
            byte[] frames = new byte[length * 4];
            for (int i = 0; i < length; i += VoiceActivity.FRAME) {
                int end = Math.min(length, i + VoiceActivity.FRAME);
                talk.frame(put(frames, i, end, 0), put(frames, i, end, 1));
            }
            sink.chunk(flushed, frames);
        } else {
            talk.silence((length + VoiceActivity.FRAME - 1) / VoiceActivity.FRAME);
        }
        flushed += length;
    }

    /** Takes one side's samples {@code from} to {@code to} of the chunk away; the sum of their magnitudes. */
    private int put(byte[] frames, int from, int to, int side) {
        short[] samples = sides[side].samples;
        int magnitude = 0;
        for (int i = from; i < to; i++) {
            int at = (int) ((flushed + i) & (WINDOW - 1));
            short sample = samples[at];
            samples[at] = 0;
            int offset = i * 4 + side * 2;
            frames[offset] = (byte) sample;
            frames[offset + 1] = (byte) (sample >> 8);
            magnitude += Math.abs(sample);
        }
        return magnitude;
    }
}
