package io.gavel.gateway.media.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads prompts: RIFF WAVE, 16-bit PCM, 8 kHz, mono; chunks that are not known are passed over. */
final class WavReader {
    private static final long MOST_BYTES = 20L * 60 * 8_000 * 2;
    private static final int RIFF = tag("RIFF");
    private static final int WAVE = tag("WAVE");
    private static final int FORMAT = tag("fmt ");
    private static final int DATA = tag("data");

    private WavReader() {}

    /** Its samples. Blocks. */
    static short[] read(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("A prompt of more than 20 minutes: " + path.getFileName());
        }
        return read(
                ByteBuffer.wrap(Files.readAllBytes(path)), path.getFileName().toString());
    }

    static short[] read(ByteBuffer bytes, String name) throws IOException {
        ByteBuffer file = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (file.remaining() < 12 || file.getInt() != RIFF || file.getInt() == 0 || file.getInt() != WAVE) {
            throw new IOException("No WAV file: " + name);
        }
        boolean known = false;
        while (file.remaining() >= 8) {
            int chunk = file.getInt();
            long length = Integer.toUnsignedLong(file.getInt());
            if (chunk == FORMAT && length >= 16 && file.remaining() >= 16) {
                checkFormat(file, name);
                known = true;
            } else if (chunk == DATA && known) {
                return samples(file, (int) Math.min(length, file.remaining()));
            }
            long next = file.position() + length + (length & 1);
            if (next > file.limit()) {
                break;
            }
            file.position((int) next);
        }
        throw new IOException("No audio in the WAV file " + name);
    }

    private static void checkFormat(ByteBuffer file, String name) throws IOException {
        int at = file.position();
        int coding = file.getShort(at);
        int channels = file.getShort(at + 2);
        int rate = file.getInt(at + 4);
        int bits = file.getShort(at + 14);
        if (coding != 1 || channels != 1 || rate != 8_000 || bits != 16) {
            throw new IOException("A prompt is 16-bit PCM, 8000 Hz, mono; %s has coding %d, %d bits, %d Hz, %d channels"
                    .formatted(name, coding, bits, rate, channels));
        }
    }

    private static short[] samples(ByteBuffer file, int bytes) {
        short[] samples = new short[bytes / 2];
        file.asShortBuffer().get(samples);
        return samples;
    }

    /** As a little-endian int. */
    private static int tag(String text) {
        return text.charAt(0) | (text.charAt(1) << 8) | (text.charAt(2) << 16) | (text.charAt(3) << 24);
    }
}
