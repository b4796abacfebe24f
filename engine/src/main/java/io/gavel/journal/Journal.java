package io.gavel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages into segments that were prepared ahead, one after the other; a batch is committed at once. A message that
 * was committed survives a killed process; whether it survives a power failure is {@link Sync}'s business. One thread, the
 * line's; allocates nothing for a message.
 */
public final class Journal implements AutoCloseable {
    private static final int SEGMENT_MESSAGES = 4;

    private final boolean syncsBatches;
    private final long segmentMicros;
    private final SegmentSupply supply;
    private final Flusher flusher;
    private final JournalFigures figures = new JournalFigures();
    private @Nullable SegmentWriter segment;
    private long lastSequence;
    private long uncommittedBytes;

    private Journal(
            JournalSettings settings, @Nullable SegmentWriter segment, long nextNumber, JournalListener listener) {
        this.syncsBatches = settings.sync() == Sync.BATCH;
        this.segmentMicros = settings.segmentAge().isZero()
                ? Long.MAX_VALUE
                : settings.segmentAge().toNanos() / 1000;
        this.segment = segment;
        this.supply = new SegmentSupply(settings, nextNumber, listener);
        this.flusher = new Flusher(
                settings.sync() == Sync.INTERVAL, settings.syncInterval().toNanos(), listener, figures);
    }

    /**
     * Goes on where {@code end} says; what is damaged there must have been cut.
     *
     * @throws JournalException if the folder cannot be written
     */
    public static Journal open(JournalSettings settings, JournalEnd end, JournalListener listener) {
        try {
            Segments.deleteUnfinished(settings.folder());
            for (long number : Segments.numbers(settings.folder())) {
                if (number > end.segment()) {
                    Files.delete(Segments.path(settings.folder(), number));
                }
            }
            Path file = Segments.path(settings.folder(), end.segment());
            SegmentWriter segment =
                    Files.exists(file) ? SegmentWriter.reopened(file, end.segment(), end.position()) : null;
            Journal journal =
                    new Journal(settings, segment, segment == null ? end.segment() : end.segment() + 1, listener);
            journal.start();
            return journal;
        } catch (IOException e) {
            throw new JournalException("journal " + settings.folder() + " cannot be opened: " + e, e);
        }
    }

    /** The longest message that fits this size of segments with room to spare. */
    public static int maxLength(long segmentBytes) {
        return (int) Math.min(Integer.MAX_VALUE / 2, segmentBytes / SEGMENT_MESSAGES);
    }

    /**
     * Writes one message; nothing may be answered before {@link #commit}.
     *
     * @return false if it was not written because the journal is being closed while the disk is full
     * @throws IOException if the disk fails
     */
    public boolean append(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length)
            throws IOException {
        SegmentWriter present = segment;
        if (present == null || !present.fits(Frame.size(length)) || isTimeToClose(present, timeMicros)) {
            present = roll();
            if (present == null) {
                return false;
            }
        }
        present.append(sequence, timeMicros, buffer, offset, length);
        lastSequence = sequence;
        uncommittedBytes += Frame.size(length);
        return true;
    }

    /** Makes what was appended as durable as {@link Sync} says. */
    public void commit() throws IOException {
        if (syncsBatches && segment != null) {
            figures.force(segment);
        }
        figures.wrote(uncommittedBytes);
        uncommittedBytes = 0;
        flusher.written(lastSequence);
    }

    /** What was written and forced. Any thread. */
    public JournalFigures figures() {
        return figures;
    }

    /** An append that waits for room on the disk gives up. Before {@link #close}, if it is not certain that none waits. */
    public void giveUp() {
        supply.giveUp();
    }

    /** Forces everything and stops. After the last commit, on any thread. */
    @Override
    public void close() {
        try {
            supply.close();
            if (segment != null) {
                segment.finish();
            }
            flusher.close();
        } catch (IOException e) {
            throw new JournalException("journal cannot be closed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() {
        if (segment != null) {
            flusher.rolled(null, segment);
        }
        flusher.start();
        supply.start();
    }

    /** Nobody waits for that: with no segment ready to take over, this one goes on. */
    private boolean isTimeToClose(SegmentWriter present, long timeMicros) {
        return present.isBegun() && timeMicros - present.begunMicros() >= segmentMicros && canRoll();
    }

    /** Whether the next segment is there. */
    boolean canRoll() {
        return supply.isReady();
    }

    private @Nullable SegmentWriter roll() throws IOException {
        SegmentWriter next = supply.take();
        if (next == null) {
            return null;
        }
        SegmentWriter previous = segment;
        if (previous != null) {
            if (syncsBatches) {
                previous.force();
            }
            previous.finish();
        }
        segment = next;
        flusher.rolled(previous, next);
        return next;
    }
}
