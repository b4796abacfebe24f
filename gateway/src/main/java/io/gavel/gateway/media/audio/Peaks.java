package io.gavel.gateway.media.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * How loud a recording is, piece by piece: each side's greatest sample of every piece, 0 to 32,768.
 *
 * @param left the caller's
 * @param right the buyer's
 * @param millis how long it is
 */
public record Peaks(List<Integer> left, List<Integer> right, long millis) {
    private static final int RATE = 8_000;
    private static final int CHUNK_FRAMES = 16 * 1024;

    /** Reads a recording of {@link WavFile} in so many pieces. Blocks. */
    public static Peaks of(Path file, int pieces) throws IOException {
        int[] left = new int[pieces];
        int[] right = new int[pieces];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long frames = Math.max(0, channel.size() - WavFile.HEADER_BYTES) / WavFile.FRAME_BYTES;
            ByteBuffer chunk =
                    ByteBuffer.allocate(CHUNK_FRAMES * WavFile.FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < frames; at += CHUNK_FRAMES) {
                read(channel, at, (int) Math.min(CHUNK_FRAMES, frames - at), chunk);
                for (long frame = at; chunk.hasRemaining(); frame++) {
                    int piece = (int) (frame * pieces / frames);
                    left[piece] = Math.max(left[piece], Math.abs(chunk.getShort()));
                    right[piece] = Math.max(right[piece], Math.abs(chunk.getShort()));
                }
            }
            return new Peaks(list(left), list(right), frames * 1_000 / RATE);
        }
    }

    private static List<Integer> list(int[] peaks) {
        return Arrays.stream(peaks).boxed().toList();
    }

    private static void read(FileChannel channel, long frame, int frames, ByteBuffer into) throws IOException {
        into.clear().limit(frames * WavFile.FRAME_BYTES);
        long from = WavFile.HEADER_BYTES + frame * WavFile.FRAME_BYTES;
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position()) < 0) {
                throw new EOFException("the recording became shorter");
            }
        }
        into.flip();
    }
}
