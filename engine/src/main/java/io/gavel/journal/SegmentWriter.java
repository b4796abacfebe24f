package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A segment that is full of zeros from the position on, and is written through a mapped window that moves along it: a
 * message costs no system call, and little of the file counts as the program's memory. Journal thread, except
 * {@link #force}.
 */
final class SegmentWriter {
    private static final long WINDOW = 8L << 20;

    /** Where windows start: so aligned, the kernel maps the page cache in large pieces, at half the cost a message. */
    private static final long ALIGNMENT = 2L << 20;

    private final Path file;
    private final long number;
    private final FileChannel channel;
    private final long capacity;
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer window = new UnsafeBuffer(0, 0);
    private @Nullable MappedByteBuffer mapped;
    private long windowStart;
    private long windowEnd;
    private long position;
    private long begunMicros;

    private SegmentWriter(Path file, long number, FileChannel channel, long position) throws IOException {
        this.file = file;
        this.number = number;
        this.channel = channel;
        this.capacity = channel.size() & ~7L;
        this.position = position;
    }

    /** A segment that nobody wrote to yet. */
    static SegmentWriter fresh(Path file, long number) throws IOException {
        return new SegmentWriter(file, number, open(file), SegmentHeader.SIZE);
    }

    /** A segment to go on with at {@code position}; its head is written again, as this program's. */
    static SegmentWriter reopened(Path file, long number, long position) throws IOException {
        SegmentWriter writer = new SegmentWriter(file, number, open(file), position);
        if (writer.capacity >= SegmentHeader.SIZE + Frame.MESSAGE) {
            writer.map(0, SegmentHeader.SIZE + Frame.MESSAGE);
            if (position > SegmentHeader.SIZE) {
                long first = writer.window.getLong(SegmentHeader.SIZE + Frame.SEQUENCE, LITTLE_ENDIAN);
                SegmentHeader.write(writer.window, number, first);
                writer.begunMicros = writer.window.getLong(SegmentHeader.SIZE + Frame.TIME, LITTLE_ENDIAN);
            }
        }
        return writer;
    }

    boolean isBegun() {
        return position > SegmentHeader.SIZE;
    }

    /** The time of its first message. */
    long begunMicros() {
        return begunMicros;
    }

    /** Whether a frame of {@code size} bytes finds room. */
    boolean fits(int size) {
        return position + size <= capacity;
    }

    void append(long sequence, long timeMicros, DirectBuffer source, int offset, int length) throws IOException {
        if (!isBegun()) {
            view(0, SegmentHeader.SIZE);
            SegmentHeader.write(window, number, sequence);
            begunMicros = timeMicros;
        }
        int size = Frame.size(length);
        ByteBuffer bytes = view(position, size);
        int at = (int) (position - windowStart);
        window.putLong(at + size - Long.BYTES, 0);
        window.putInt(at + Frame.LENGTH, length, LITTLE_ENDIAN);
        window.putLong(at + Frame.SEQUENCE, sequence, LITTLE_ENDIAN);
        window.putLong(at + Frame.TIME, timeMicros, LITTLE_ENDIAN);
        window.putBytes(at + Frame.MESSAGE, source, offset, length);
        window.putInt(at, Frame.checksum(crc, bytes, at, size), LITTLE_ENDIAN);
        position += size;
    }

    /** Waits until everything that was appended is on the disk. Any thread. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Nothing more will be appended; {@link #force} still works. */
    void finish() {
        if (mapped != null) {
            IoUtil.unmap(mapped);
            mapped = null;
            windowEnd = 0;
        }
    }

    /** Gives back the room that was not used. Any thread, after {@link #finish}. */
    void truncate() throws IOException {
        channel.truncate(position);
    }

    /** Any thread, after {@link #finish}. */
    void close() throws IOException {
        channel.close();
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    private ByteBuffer view(long from, int length) throws IOException {
        MappedByteBuffer present = mapped;
        if (present != null && from >= windowStart && from + length <= windowEnd) {
            return present;
        }
        return map(from, length);
    }

    private ByteBuffer map(long from, int length) throws IOException {
        finish();
        long start = from & -ALIGNMENT;
        long end = Math.min(capacity, Math.max(start + WINDOW, from + length));
        MappedByteBuffer next = channel.map(FileChannel.MapMode.READ_WRITE, start, end - start);
        mapped = next;
        window.wrap(next);
        windowStart = start;
        windowEnd = end;
        return next;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
