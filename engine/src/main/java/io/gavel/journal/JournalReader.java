package io.gavel.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal, message by message, from the start of a segment. What is not whole ends the reading if it is the
 * journal's end (see {@link #damage}), and is an error anywhere before. One thread; allocates nothing for a message.
 */
public final class JournalReader implements AutoCloseable {
    private final Path folder;
    private final long[] numbers;
    private final boolean toTheEnd;
    private int index;
    private @Nullable SegmentReader segment;
    private long expectedSequence;
    private @Nullable Damage damage;
    private final List<Long> skipped;

    private JournalReader(Path folder, long[] numbers, boolean toTheEnd, long firstSequence) {
        this.folder = folder;
        this.numbers = numbers;
        this.toTheEnd = toTheEnd;
        this.expectedSequence = firstSequence;
        this.skipped = Skipped.in(folder);
    }

    /**
     * Reads to the journal's end.
     *
     * @param fromSegment its number; 0: the first that is there
     * @param firstSequence that its first message must have; 0: any
     */
    public static JournalReader open(Path folder, long fromSegment, long firstSequence) {
        return attempt(folder, () -> {
            long[] numbers = written(folder, Segments.numbers(folder));
            return start(folder, numbers, fromSegment, firstSequence, true);
        });
    }

    /** Reads segments that are complete: up to {@code toSegment}, and that one whole. */
    public static JournalReader openClosed(Path folder, long fromSegment, long toSegment, long firstSequence) {
        return attempt(folder, () -> {
            long[] numbers = Arrays.stream(Segments.numbers(folder))
                    .filter(number -> number <= toSegment)
                    .toArray();
            return start(folder, numbers, fromSegment, firstSequence, false);
        });
    }

    /** Finds the end of the journal by reading its last segment. */
    public static JournalTail tail(Path folder) {
        return attempt(folder, () -> {
            long[] numbers = written(folder, Segments.numbers(folder));
            if (numbers.length == 0) {
                return new JournalTail(new JournalEnd(1, SegmentHeader.SIZE), 0, null);
            }
            try (JournalReader reader = start(folder, numbers, numbers[numbers.length - 1], 0, true)) {
                SegmentReader last = reader.current();
                if (last.firstSequence() == 0) {
                    reader.expectedSequence = firstOfLast(folder, numbers);
                }
                while (reader.advance()) {}
                long lastSequence = Math.max(0, reader.expectedSequence - 1);
                return new JournalTail(new JournalEnd(last.number(), last.offset()), lastSequence, reader.damage);
            }
        });
    }

    /** The first message that is still in the journal, 0 if there is none. */
    public static long firstSequence(Path folder) {
        try (JournalReader reader = open(folder, 0, 0)) {
            return reader.next() ? reader.sequence() : 0;
        }
    }

    /** Goes to the next message that is not {@linkplain Skipped skipped}; false at the end. */
    public boolean next() {
        try {
            return advancePastSkipped();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    public long sequence() {
        return current().sequence();
    }

    public long timeMicros() {
        return current().timeMicros();
    }

    /** Holds the present message, until {@link #next}. */
    public DirectBuffer buffer() {
        return current().buffer();
    }

    /** Where it starts in {@link #buffer}. */
    public int offset() {
        return current().messageOffset();
    }

    public int length() {
        return current().messageLength();
    }

    /** The sequence after the last message that was read. */
    public long nextSequence() {
        return expectedSequence;
    }

    /** The segment of the present message; at the end, the one to go on with; 0: there is none. */
    public long segment() {
        return segment == null ? 0 : segment.number();
    }

    /** Where the present frame starts in its file; at the end, where the next one belongs. */
    public long position() {
        return segment == null ? 0 : segment.offset();
    }

    /** At the end: what follows there and is no whole message; null if nothing does. */
    public @Nullable Damage damage() {
        return damage;
    }

    @Override
    public void close() {
        try {
            if (segment != null) {
                segment.close();
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Goes on, past messages that were given up. */
    private boolean advancePastSkipped() throws IOException {
        while (advance()) {
            if (skipped.isEmpty() || !skipped.contains(sequence())) {
                return true;
            }
        }
        return false;
    }

    private boolean advance() throws IOException {
        while (segment != null) {
            if (segment.next(expectedSequence)) {
                expectedSequence = segment.sequence() + 1;
                return true;
            }
            String fault = segment.fault();
            boolean last = index == numbers.length - 1;
            if (fault != null) {
                damage = assess(segment, fault);
                if (!last || !toTheEnd) {
                    throw new JournalException(damage
                            + ". This is not the journal's end: later messages depend on it. Bring the file back from a"
                            + " copy, or give up what follows: truncate it to " + damage.offset()
                            + " bytes and move the later segments and snapshots away");
                }
                return false;
            }
            if (last) {
                return false;
            }
            segment.close();
            segment = new SegmentReader(Segments.path(folder, numbers[++index]), numbers[index]);
        }
        return false;
    }

    private Damage assess(SegmentReader torn, String fault) throws IOException {
        long offset = torn.offset();
        long end = torn.lastWritten(offset) + 1;
        long wholeAfter = torn.countWhole(offset + Long.BYTES, end);
        torn.stop(offset);
        return new Damage(torn.file(), offset, expectedSequence, fault, end - offset, wholeAfter);
    }

    private SegmentReader current() {
        if (segment == null) {
            throw new IllegalStateException("no message is being read");
        }
        return segment;
    }

    private static JournalReader start(
            Path folder, long[] numbers, long fromSegment, long firstSequence, boolean toTheEnd) throws IOException {
        JournalReader reader = new JournalReader(folder, numbers, toTheEnd, firstSequence);
        while (reader.index < numbers.length && numbers[reader.index] < fromSegment) {
            reader.index++;
        }
        if (reader.index < numbers.length) {
            long number = numbers[reader.index];
            SegmentReader first = new SegmentReader(Segments.path(folder, number), number);
            reader.segment = first;
            reader.expectedSequence = firstSequence > 0 ? firstSequence : first.firstSequence();
        }
        return reader;
    }

    /** The first sequence of a last segment whose head is damaged: the one before tells. */
    private static long firstOfLast(Path folder, long[] numbers) throws IOException {
        long[] before = Arrays.copyOf(numbers, numbers.length - 1);
        if (before.length == 0) {
            return numbers[0] == 1 ? 1 : 0;
        }
        try (JournalReader reader = start(folder, before, before[before.length - 1], 0, false)) {
            while (reader.advance()) {}
            return reader.expectedSequence;
        }
    }

    /** Leaves out the segments at the end that were prepared but not begun. */
    private static long[] written(Path folder, long[] numbers) throws IOException {
        int count = numbers.length;
        while (count > 0 && isUnused(folder, numbers[count - 1])) {
            count--;
        }
        return Arrays.copyOf(numbers, count);
    }

    private static boolean isUnused(Path folder, long number) throws IOException {
        try (SegmentReader reader = new SegmentReader(Segments.path(folder, number), number)) {
            return !reader.headerWhole() && reader.lastWritten(0) < 0;
        }
    }

    private static <T> T attempt(Path folder, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static JournalException unreadable(Path folder, IOException e) {
        return new JournalException("journal " + folder + " cannot be read: " + e, e);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
