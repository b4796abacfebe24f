package io.gavel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the next segment ready, filled with zeros, before it is needed, and watches the disk: while there is no next segment
 * or less free than the reserve, new work is refused, and what is under way still finds room in the present segment. Looks
 * again four times a second, so that intake resumes by itself.
 */
final class SegmentSupply implements Runnable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int CHUNK = 1 << 20;

    private final Path folder;
    private final long segmentBytes;
    private final long reserveBytes;
    private final LongSupplier usableBytes;
    private final boolean forces;
    private final JournalListener listener;
    private final Thread thread = new Thread(this, "journal-supply");
    private long nextNumber;
    private volatile @Nullable SegmentWriter next;
    private volatile boolean refusing;
    private volatile boolean closed;

    SegmentSupply(JournalSettings settings, long nextNumber, JournalListener listener) {
        this.folder = settings.folder();
        this.nextNumber = nextNumber;
        this.segmentBytes = settings.segmentBytes();
        this.reserveBytes = settings.reserveBytes();
        this.usableBytes = settings.usableBytes();
        this.forces = settings.sync() != Sync.NONE;
        this.listener = listener;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes the next segment, waiting for it if need be; null if the journal is closed meanwhile. One thread. */
    @Nullable
    SegmentWriter take() {
        SegmentWriter taken = next;
        while (taken == null && !closed) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            taken = next;
        }
        next = null;
        LockSupport.unpark(thread);
        return taken;
    }

    /** Whether {@link #take} would not wait. */
    boolean isReady() {
        return next != null;
    }

    void giveUp() {
        closed = true;
    }

    /** Stops, and removes a segment that nobody took. */
    void close() throws IOException, InterruptedException {
        giveUp();
        LockSupport.unpark(thread);
        thread.join();
        SegmentWriter unused = next;
        if (unused != null) {
            unused.close();
            Files.delete(unused.file());
        }
    }

    @Override
    public void run() {
        while (!closed) {
            long usable = usableBytes.getAsLong();
            boolean supplied = next != null || (usable >= segmentBytes + reserveBytes && prepare());
            say(usable, supplied);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether there was a next segment is told, not looked up: the writer may have taken it by now. */
    private void say(long usable, boolean supplied) {
        boolean full = !supplied || usable < reserveBytes;
        if (full && !refusing) {
            listener.room(
                    "disk_full",
                    usable + " bytes free in " + folder + ", " + segmentBytes + " needed for the next segment and "
                            + reserveBytes + " in reserve");
        } else if (refusing && !full) {
            listener.room(null, usable + " bytes free in " + folder);
        }
        refusing = full;
    }

    private boolean prepare() {
        Path unfinished = Segments.unfinished(folder, nextNumber);
        Path finished = Segments.path(folder, nextNumber);
        try {
            fill(unfinished);
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
            if (forces) {
                DataDirectory.force(folder);
            }
            next = SegmentWriter.fresh(finished, nextNumber);
            nextNumber++;
            return true;
        } catch (IOException e) {
            listener.room("disk_full", "the next segment cannot be prepared: " + e);
            refusing = true;
            deleteIfThere(unfinished);
            return false;
        }
    }

    private void fill(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
            for (long at = 0; at < segmentBytes && !closed; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(CHUNK, segmentBytes - at));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
            if (forces) {
                channel.force(true);
            }
        }
    }

    private void deleteIfThere(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            listener.room("disk_full", "an unfinished segment cannot be deleted: " + e);
        }
    }
}
