package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.message.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** Writes a state to a file in bulk, with a checksum over all of it. One thread. */
final class StateOutput implements StateWriter {
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK).order(LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private long flushed;

    StateOutput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void putLong(long value) {
        if (bytes.remaining() < Long.BYTES) {
            flush();
        }
        bytes.putLong(value);
    }

    @Override
    public void putBytes(DirectBuffer buffer, int offset, int length) {
        putLong(length);
        int done = 0;
        while (done < length) {
            if (!bytes.hasRemaining()) {
                flush();
            }
            int part = Math.min(bytes.remaining(), length - done);
            buffer.getBytes(offset + done, bytes, part);
            done += part;
        }
    }

    /** Bytes written so far. */
    long size() {
        return flushed + bytes.position();
    }

    /** The checksum of all bytes written so far. */
    int checksum() {
        flush();
        return (int) crc.getValue();
    }

    void flush() {
        try {
            bytes.flip();
            crc.update(bytes.duplicate());
            flushed += bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            bytes.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
