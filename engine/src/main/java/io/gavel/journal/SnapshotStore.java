package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps states: one file each, named by the last message that is in it, whole or not there at all. Little endian: 8
 * characters {@code GAVELSNP}, long format 1, the {@link Snapshot}'s four numbers as longs, the state; at the end its
 * CRC32C as a long. Any one thread at a time.
 */
public final class SnapshotStore {
    /** {@code GAVELSNP} as a little endian long. */
    private static final long MAGIC = 0x504E534C45564147L;

    private static final long FORMAT = 1;
    private static final int HEADER_LONGS = 6;
    private static final int FOOTER = Long.BYTES;

    private final Path folder;

    public SnapshotStore(Path folder) {
        this.folder = folder;
    }

    /** Writes a snapshot, forces it, and only then gives it its name. */
    public Path write(Snapshot snapshot, Consumer<StateWriter> state) {
        Path file = path(snapshot.sequence());
        Path unfinished = folder.resolve("unfinished");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                StateOutput out = new StateOutput(channel);
                out.putLong(MAGIC);
                out.putLong(FORMAT);
                out.putLong(snapshot.sequence());
                out.putLong(snapshot.timeMicros());
                out.putLong(snapshot.nextSegment());
                out.putInt(snapshot.stateVersion());
                state.accept(out);
                out.putInt(out.checksum());
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            DataDirectory.force(folder);
            return file;
        } catch (IOException | UncheckedIOException e) {
            throw new JournalException("snapshot " + file + " cannot be written: " + e, e);
        }
    }

    /** All snapshots by their last message, newest first; whether they are whole is not looked at. */
    public List<Long> sequences() {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\.snapshot"))
                    .map(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
                    .sorted(Comparator.reverseOrder())
                    .toList());
        } catch (IOException e) {
            throw new JournalException("snapshots in " + folder + " cannot be listed: " + e, e);
        }
    }

    /** What a snapshot stands for, if the file is whole; null if it is not. Reads all of it. */
    public @Nullable Snapshot check(long sequence) {
        try (FileChannel channel = FileChannel.open(path(sequence), StandardOpenOption.READ)) {
            long size = channel.size() - FOOTER;
            if (size < HEADER_LONGS * Long.BYTES) {
                return null;
            }
            ByteBuffer footer = ByteBuffer.allocate(FOOTER).order(LITTLE_ENDIAN);
            channel.read(footer, size);
            if (footer.getLong(0) != StateInput.checksum(channel, size)) {
                return null;
            }
            return header(new StateInput(channel), sequence);
        } catch (IOException e) {
            throw new JournalException("snapshot " + path(sequence) + " cannot be read: " + e, e);
        }
    }

    /** Reads the state of a snapshot that was checked. */
    public void read(long sequence, Consumer<StateReader> state) {
        try (FileChannel channel = FileChannel.open(path(sequence), StandardOpenOption.READ)) {
            StateInput in = new StateInput(channel);
            for (int i = 0; i < HEADER_LONGS; i++) {
                in.getLong();
            }
            state.accept(in);
        } catch (IOException | UncheckedIOException e) {
            throw new JournalException("snapshot " + path(sequence) + " cannot be read: " + e, e);
        }
    }

    public void delete(long sequence) {
        try {
            Files.delete(path(sequence));
        } catch (IOException e) {
            throw new JournalException("snapshot " + path(sequence) + " cannot be deleted: " + e, e);
        }
    }

    private static @Nullable Snapshot header(StateReader in, long sequence) {
        if (in.getLong() != MAGIC || in.getLong() != FORMAT || in.getLong() != sequence) {
            return null;
        }
        return new Snapshot(sequence, in.getLong(), in.getLong(), in.getInt());
    }

    private Path path(long sequence) {
        return folder.resolve(String.format(Locale.ROOT, "%019d.snapshot", sequence));
    }
}
