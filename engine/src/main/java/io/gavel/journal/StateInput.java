package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.message.StateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.agrona.MutableDirectBuffer;

/** Reads in bulk what {@link StateOutput} wrote. One thread. */
final class StateInput implements StateReader {
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(CHUNK).order(LITTLE_ENDIAN).limit(0);

    StateInput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long getLong() {
        if (bytes.remaining() < Long.BYTES) {
            fill(Long.BYTES);
        }
        return bytes.getLong();
    }

    @Override
    public int getBytes(MutableDirectBuffer target) {
        int length = getInt();
        int done = 0;
        while (done < length) {
            if (!bytes.hasRemaining()) {
                fill(1);
            }
            int part = Math.min(bytes.remaining(), length - done);
            target.putBytes(done, bytes, part);
            done += part;
        }
        return length;
    }

    /** The checksum of the first {@code size} bytes of a file. */
    static int checksum(FileChannel channel, long size) throws IOException {
        ByteBuffer part = ByteBuffer.allocateDirect(CHUNK);
        CRC32C crc = new CRC32C();
        long at = 0;
        while (at < size) {
            part.clear().limit((int) Math.min(CHUNK, size - at));
            int read = channel.read(part, at);
            if (read < 0) {
                break;
            }
            crc.update(part.flip());
            at += read;
        }
        return (int) crc.getValue();
    }

    private void fill(int needed) {
        try {
            bytes.compact();
            while (bytes.position() < needed && channel.read(bytes) >= 0) {}
            bytes.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
