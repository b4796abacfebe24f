package io.gavel.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records of one size in a mapped file, the newest replacing the oldest. A record's position counts up for ever, so it is
 * also a cursor. One thread writes; any thread reads, and asks {@link #holds} afterwards whether what it read was still
 * there. What was appended survives the death of the process, not of the machine.
 */
final class Ring {
    private static final long MAGIC = 0x31_474E_4952_5647L;
    private static final int HEADER = 128;
    private static final int MAGIC_AT = 0;
    private static final int RECORD_AT = 8;
    private static final int CAPACITY_AT = 16;
    private static final int HEAD_AT = 24;
    private static final int TAIL_AT = 32;
    private static final int APPLIED_AT = 40;
    private static final int HEARD_AT = 48;

    private final int recordBytes;
    private final int capacity;
    private final UnsafeBuffer buffer;

    private Ring(MappedByteBuffer mapped, int recordBytes, int capacity) {
        this.recordBytes = recordBytes;
        this.capacity = capacity;
        this.buffer = new UnsafeBuffer(mapped);
    }

    /**
     * Opens a ring, or makes it. A ring of another capacity is copied: the newest records stay.
     *
     * @throws IllegalStateException if the file is not such a ring
     */
    static Ring open(Path file, int recordBytes, int capacity) {
        try {
            if (!Files.exists(file)) {
                Path made = besides(file);
                Ring ring = create(made, recordBytes, capacity);
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
                return ring;
            }
            Ring found = map(file, recordBytes);
            return found.capacity == capacity ? found : found.copyTo(file, capacity);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Where a file is made: it has its name only when it is whole. */
    private static Path besides(Path file) throws IOException {
        Path made = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(made);
        return made;
    }

    private static Ring create(Path file, int recordBytes, int capacity) throws IOException {
        long bytes = HEADER + (long) recordBytes * capacity;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalStateException(file + " would need " + bytes + " bytes");
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            DiskRoom.takeForNew(file, bytes);
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            Ring ring = new Ring(mapped, recordBytes, capacity);
            ring.buffer.putLong(RECORD_AT, recordBytes);
            ring.buffer.putLong(CAPACITY_AT, capacity);
            ring.buffer.putLongVolatile(MAGIC_AT, MAGIC);
            return ring;
        }
    }

    private static Ring map(Path file, int recordBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < HEADER) {
                throw new IllegalStateException(file + " is cut off");
            }
            DiskRoom.takeForOld(file, channel.size());
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            UnsafeBuffer header = new UnsafeBuffer(mapped);
            long capacity = header.getLong(CAPACITY_AT);
            long head = header.getLong(HEAD_AT);
            long tail = header.getLong(TAIL_AT);
            if (header.getLong(MAGIC_AT) != MAGIC
                    || header.getLong(RECORD_AT) != recordBytes
                    || channel.size() != HEADER + recordBytes * capacity
                    || tail < 0
                    || head < tail
                    || head - tail > capacity) {
                throw new IllegalStateException(file + " is not a ring of records of " + recordBytes + " bytes");
            }
            return new Ring(mapped, recordBytes, (int) capacity);
        }
    }

    private Ring copyTo(Path file, int newCapacity) throws IOException {
        Path copy = besides(file);
        Ring ring = create(copy, recordBytes, newCapacity);
        long tail = Math.max(tail(), head() - newCapacity);
        for (long position = tail; position < head(); position++) {
            ring.buffer.putBytes(ring.at(position), buffer, at(position), recordBytes);
        }
        ring.buffer.putLong(TAIL_AT, tail);
        ring.buffer.putLong(HEAD_AT, head());
        ring.buffer.putLong(HEARD_AT, heard());
        ring.buffer.putLongVolatile(APPLIED_AT, applied());
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        return ring;
    }

    /** Records that have room. */
    int capacity() {
        return capacity;
    }

    /** Where the next record goes. */
    long head() {
        return buffer.getLongVolatile(HEAD_AT);
    }

    /** The oldest record's position; equal to the head if there is none. */
    long tail() {
        return buffer.getLongVolatile(TAIL_AT);
    }

    boolean isEmpty() {
        return head() == tail();
    }

    boolean isFull() {
        return head() - tail() == capacity;
    }

    /** The stamp of the last output that went into this ring's store, whether it left a record or not. */
    long applied() {
        return buffer.getLongVolatile(APPLIED_AT);
    }

    void applied(long stamp) {
        buffer.putLongVolatile(APPLIED_AT, stamp);
    }

    /** A note of the view's: the stamp up to which all outputs were told, kept with the newest records. */
    long heard() {
        return buffer.getLongVolatile(HEARD_AT);
    }

    void heard(long stamp) {
        buffer.putLongVolatile(HEARD_AT, stamp);
    }

    /** Whether the record of this position is there. Readers ask again after reading. */
    boolean holds(long position) {
        VarHandle.loadLoadFence();
        return position >= tail() && position < head();
    }

    /** Where a record lies in {@link #buffer}. */
    int at(long position) {
        return HEADER + (int) (position % capacity) * recordBytes;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Gives up the oldest record. */
    void dropOldest() {
        buffer.putLongVolatile(TAIL_AT, tail() + 1);
        VarHandle.fullFence();
    }

    /** Makes the oldest record the newest, as it is. The ring must be full: both have the same place. */
    void keepOldest() {
        buffer.putLongVolatile(TAIL_AT, tail() + 1);
        buffer.putLongVolatile(HEAD_AT, head() + 1);
    }

    /** The cleared place of the next record, at {@link #head}; {@link #commit} makes it visible. There must be room. */
    int next() {
        if (isFull()) {
            throw new IllegalStateException("full");
        }
        int at = at(head());
        buffer.setMemory(at, recordBytes, (byte) 0);
        return at;
    }

    /** Whether no record has this stamp or a later one; they have theirs at {@code field}. */
    boolean isNews(long stamp, int field) {
        return isEmpty() || buffer.getLong(at(head() - 1) + field) < stamp;
    }

    /** Gives up the newest records from a stamp on; they have theirs at {@code field}, and carried ones stay. */
    void cut(long stamp, int field) {
        long head = head();
        while (head > tail() && buffer.getLong(at(head - 1) + field) >= stamp) {
            head--;
        }
        buffer.putLongVolatile(HEAD_AT, head);
        applied(Math.min(applied(), stamp - 1));
        heard(Math.min(heard(), stamp - 1));
    }

    void commit() {
        buffer.putLongVolatile(HEAD_AT, head() + 1);
    }
}
