package io.gavel.gateway.media.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A stereo recording that grows: 8 kHz, 16-bit PCM. The header is written first and brought up to date now and then; if the process
 * dies in between, the audio after it is all there and {@link #repair} makes the header agree. One thread at a time.
 */
public final class WavFile implements AutoCloseable {
    /** Bytes of the header that this class writes. */
    public static final int HEADER_BYTES = 44;
    /** Bytes of one sample of both channels. */
    public static final int FRAME_BYTES = 4;

    private static final int RATE = 8_000;
    private static final long HEADER_EVERY_FRAMES = 5L * RATE;
    private static final long MOST_DATA_BYTES = 0xFFFF_FFFFL - HEADER_BYTES;
    private static final ByteBuffer SILENCE =
            ByteBuffer.allocateDirect(16 * 1024).asReadOnlyBuffer();

    private final FileChannel channel;
    private long frames;
    private long framesInHeader;

    private WavFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes a new file; one that is there already is refused. The folder must exist. */
    public static WavFile create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        WavFile file = new WavFile(channel);
        try {
            file.writeHeader();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return file;
    }

    /**
     * Writes interleaved little-endian frames; a gap before them is filled with silence.
     *
     * @param position of the first, in frames since the start; not before what is written
     */
    public void write(long position, ByteBuffer data) throws IOException {
        if (position < frames) {
            throw new IllegalArgumentException("Frame " + position + " is written already");
        }
        if ((position + data.remaining() / FRAME_BYTES) * FRAME_BYTES > MOST_DATA_BYTES) {
            throw new IOException("A WAV file holds no more");
        }
        while (frames < position) {
            ByteBuffer silence = SILENCE.duplicate();
            silence.limit((int) Math.min(silence.capacity(), (position - frames) * FRAME_BYTES));
            append(silence);
        }
        append(data);
        if (frames - framesInHeader >= HEADER_EVERY_FRAMES) {
            writeHeader();
        }
    }

    /** Written so far. */
    public long frames() {
        return frames;
    }

    /** Completes the header. */
    @Override
    public void close() throws IOException {
        try (channel) {
            writeHeader();
        }
    }

    /**
     * Makes the header of a recording agree with the audio that is there, after a crash; a frame that was cut is cut off. A whole
     * file stays as it is.
     *
     * @return its length in milliseconds
     * @throws IOException also if it is no recording of ours
     */
    public static long repair(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
            readFully(channel, found);
            long frames = (channel.size() - HEADER_BYTES) / FRAME_BYTES;
            found.flip();
            ByteBuffer right = header(frames);
            if (found.remaining() < HEADER_BYTES || !sameButLengths(found, right)) {
                throw new IOException("No recording of ours: " + path);
            }
            if (!found.equals(right)) {
                writeFully(channel, right, 0);
            }
            channel.truncate(HEADER_BYTES + frames * FRAME_BYTES);
            return frames * 1_000 / RATE;
        }
    }

    private void append(ByteBuffer data) throws IOException {
        int length = data.remaining();
        writeFully(channel, data, HEADER_BYTES + frames * FRAME_BYTES);
        frames += length / FRAME_BYTES;
    }

    private void writeHeader() throws IOException {
        writeFully(channel, header(frames), 0);
        framesInHeader = frames;
    }

    private static ByteBuffer header(long frames) {
        long data = Math.min(frames * FRAME_BYTES, MOST_DATA_BYTES);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (data + HEADER_BYTES - 8)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
        header.putInt(RATE)
                .putInt(RATE * FRAME_BYTES)
                .putShort((short) FRAME_BYTES)
                .putShort((short) 16);
        header.put(ascii("data")).putInt((int) data);
        return header.flip();
    }

    private static boolean sameButLengths(ByteBuffer one, ByteBuffer other) {
        for (int i = 0; i < HEADER_BYTES - 4; i++) {
            if ((i < 4 || i >= 8) && one.get(i) != other.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void readFully(FileChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining() && channel.read(target, target.position()) >= 0) {
            // until it is full or the file ends
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
    }
}
