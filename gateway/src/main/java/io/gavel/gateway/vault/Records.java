package io.gavel.gateway.vault;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The files {@code records-000001, …}: each record is its length 4, CRC32C of the rest 4, leadRef 8, sealed text; little-endian.
 * Written by the vault's thread, read by any.
 */
final class Records {
    static final int HEAD_BYTES = 16;

    private final Path directory;
    private final int segmentBytes;
    private final Map<Integer, FileChannel> open = new ConcurrentHashMap<>();
    private int segment;
    private int end;

    Records(Path directory, int segmentBytes) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
    }

    /** Goes on behind the last record that counts; what lies beyond was never acknowledged and is cut. */
    void resume(int lastSegment, int lastEnd) throws IOException {
        segment = lastSegment;
        end = lastEnd;
        channel(segment).truncate(end);
        for (int beyond = segment + 1; exists(beyond); beyond++) {
            drop(beyond);
        }
    }

    /** The segment that is written to. */
    int segment() {
        return segment;
    }

    /** Where its next record begins. */
    int end() {
        return end;
    }

    /** Begins a new segment if {@code length} more bytes would make this one too long; what was written is forced first. */
    void room(int length) throws IOException {
        if (end > 0 && end + length > segmentBytes) {
            force();
            segment++;
            end = 0;
            channel(segment);
        }
    }

    /** Adds encoded records behind the last; they count only when {@link #added} says so. */
    void write(ByteBuffer records) throws IOException {
        Channels.writeFully(channel(segment), records, end);
    }

    void added(int bytes) {
        end += bytes;
    }

    void force() throws IOException {
        channel(segment).force(false);
    }

    static int encodedLength(byte[] sealed) {
        return HEAD_BYTES + sealed.length;
    }

    static void encode(ByteBuffer into, long ref, byte[] sealed) {
        into.order(ByteOrder.LITTLE_ENDIAN);
        into.putInt(sealed.length).putInt(crc(ref, sealed)).putLong(ref).put(sealed);
    }

    /** The sealed text of a record, or null if what is there is not whole, or not this lead's. */
    byte @Nullable [] read(int segmentNumber, int offset, int length, long ref) throws IOException {
        if (!Files.exists(file(segmentNumber)) || offset < 0 || length < 0) {
            return null;
        }
        ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Channels.readFully(channel(segmentNumber), record, offset);
        } catch (EOFException e) {
            return null;
        }
        record.flip();
        boolean sameLength = record.getInt() == length;
        int crc = record.getInt();
        boolean sameLead = record.getLong() == ref;
        byte[] sealed = new byte[length];
        record.get(sealed);
        return sameLength && sameLead && crc == crc(ref, sealed) ? sealed : null;
    }

    /** Removes a segment in which nobody is left. */
    void drop(int segmentNumber) throws IOException {
        FileChannel channel = open.remove(segmentNumber);
        if (channel != null) {
            channel.close();
        }
        Files.deleteIfExists(file(segmentNumber));
    }

    boolean exists(int segmentNumber) {
        return Files.exists(file(segmentNumber));
    }

    void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
    }

    private static int crc(long ref, byte[] sealed) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, ref));
        crc.update(sealed);
        return (int) crc.getValue();
    }

    private FileChannel channel(int segmentNumber) throws IOException {
        FileChannel channel = open.get(segmentNumber);
        if (channel != null) {
            return channel;
        }
        FileChannel opened = FileChannel.open(
                file(segmentNumber), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel other = open.putIfAbsent(segmentNumber, opened);
        if (other == null) {
            return opened;
        }
        opened.close();
        return other;
    }

    private Path file(int segmentNumber) {
        return directory.resolve("records-%06d".formatted(segmentNumber));
    }
}
