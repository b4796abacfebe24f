package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment from its first frame to its last, in bulk, checking each. Stops before the first that is not whole and
 * tells why. One thread; allocates nothing for a frame.
 */
final class SegmentReader implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final long number;
    private final FileChannel channel;
    private final long fileLength;
    private final CRC32C crc = new CRC32C();
    private final boolean headerWhole;
    private final long firstSequence;

    private ByteBuffer bytes;
    private final UnsafeBuffer chunk;
    private long chunkStart;
    private int chunkLength;

    private long offset;
    private int frameSize;
    private @Nullable String fault;

    SegmentReader(Path file, long number) throws IOException {
        this.file = file;
        this.number = number;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.fileLength = channel.size();
        this.bytes = ByteBuffer.allocateDirect((int) Math.max(SegmentHeader.SIZE, Math.min(CHUNK, fileLength)));
        this.chunk = new UnsafeBuffer(bytes);
        this.headerWhole = load(0, SegmentHeader.SIZE) && SegmentHeader.isWhole(chunk, number);
        if (headerWhole && !SegmentHeader.isKnown(chunk)) {
            close();
            throw new JournalException(file + " was written by a newer program, with format "
                    + SegmentHeader.format(chunk) + " and messages of version " + SegmentHeader.schemaVersion(chunk));
        }
        this.offset = SegmentHeader.SIZE;
        this.firstSequence = headerWhole ? SegmentHeader.firstSequence(chunk) : 0;
    }

    /**
     * Goes to the next frame.
     *
     * @param expectedSequence the sequence that it must have; 0: any
     * @throws JournalException if it is whole but another one: then something is missing, and cutting would lose more
     * @return false at the end: of what was written if {@link #fault} is null, of what can be trusted otherwise
     */
    boolean next(long expectedSequence) throws IOException {
        offset += frameSize;
        frameSize = 0;
        fault = look(expectedSequence);
        return frameSize != 0;
    }

    long sequence() {
        return chunk.getLong(at() + Frame.SEQUENCE, LITTLE_ENDIAN);
    }

    long timeMicros() {
        return chunk.getLong(at() + Frame.TIME, LITTLE_ENDIAN);
    }

    /** Holds the present message. */
    DirectBuffer buffer() {
        return chunk;
    }

    int messageOffset() {
        return at() + Frame.MESSAGE;
    }

    int messageLength() {
        return chunk.getInt(at() + Frame.LENGTH, LITTLE_ENDIAN);
    }

    /** Where the present frame starts in the file; after the last, where the next one belongs. */
    long offset() {
        return offset;
    }

    /** Why the last {@link #next} ended before what was written did; null: it did not. */
    @Nullable
    String fault() {
        return fault;
    }

    boolean headerWhole() {
        return headerWhole;
    }

    /** As the header says; 0 if that is damaged. */
    long firstSequence() {
        return firstSequence;
    }

    Path file() {
        return file;
    }

    long number() {
        return number;
    }

    /** Stands at {@code offset} again, with no frame. */
    void stop(long offset) {
        this.offset = offset;
        this.frameSize = 0;
    }

    /** The offset of the last byte that is not zero, from {@code from} on; -1 if all are. */
    long lastWritten(long from) throws IOException {
        long last = -1;
        for (long start = from; start < fileLength; start += chunkLength) {
            chunkLength = 0;
            if (!load(start, 1)) {
                break; // was truncated since it was opened: the writer gave back what it had not used
            }
            int i = chunkLength;
            while (i >= Long.BYTES && chunk.getLong(i - Long.BYTES) == 0) {
                i -= Long.BYTES;
            }
            while (i > 0 && chunk.getByte(i - 1) == 0) {
                i--;
            }
            last = i > 0 ? start + i - 1 : last;
        }
        return last;
    }

    /** Counts frames between two offsets that are whole although what is before them is not. */
    long countWhole(long from, long to) throws IOException {
        long found = 0;
        long at = from;
        while (load(at, Frame.MESSAGE) && at < to) {
            offset = at;
            int length = messageLength();
            int size = length > 0 && at + length <= to ? Frame.size(length) : 0;
            boolean whole = size > 0
                    && load(at, size)
                    && chunk.getInt(at(), LITTLE_ENDIAN) == Frame.checksum(crc, bytes, at(), size);
            found += whole ? 1 : 0;
            at += whole ? size : Long.BYTES;
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private @Nullable String look(long expectedSequence) throws IOException {
        if (!load(offset, Frame.MESSAGE)) {
            return lastWritten(offset) < 0 ? null : "the file ends within a message's head";
        }
        int length = messageLength();
        if (length == 0) {
            return lastWritten(offset) < 0 ? null : "no message where one must be";
        }
        if (length < 0 || length > fileLength) {
            return "length " + length + " is impossible";
        }
        int size = Frame.size(length);
        if (!load(offset, size)) {
            return "the file ends within a message of " + length + " bytes";
        }
        int written = chunk.getInt(at(), LITTLE_ENDIAN);
        int computed = Frame.checksum(crc, bytes, at(), size);
        if (written != computed) {
            return "checksum " + Integer.toHexString(written) + " is not " + Integer.toHexString(computed)
                    + ", that of the bytes";
        }
        if (expectedSequence != 0 && sequence() != expectedSequence) {
            throw new JournalException(file + " has message " + sequence() + " at offset " + offset + " where message "
                    + expectedSequence + " must be: part of the journal is missing");
        }
        frameSize = size;
        return null;
    }

    private int at() {
        return (int) (offset - chunkStart);
    }

    /** Makes {@code length} bytes from {@code from} available in the chunk; false if the file has not as many. */
    private boolean load(long from, int length) throws IOException {
        if (from >= chunkStart && from + length <= chunkStart + chunkLength) {
            return true;
        }
        if (length > bytes.capacity()) {
            bytes = ByteBuffer.allocateDirect(length);
            chunk.wrap(bytes);
        }
        chunkStart = from;
        bytes.clear();
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
        chunkLength = bytes.position();
        bytes.clear();
        return chunkLength >= length;
    }
}
