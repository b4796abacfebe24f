package io.gavel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One exchange's files: {@code lock}, {@code journal/}, {@code snapshot/}, {@code archive/}. Open means locked: a second
 * process, or a second opening in this one, is refused.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Locks a directory, making it if it is not there.
     *
     * @throws JournalException if it is in use or cannot be written
     */
    public static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root.resolve("journal"));
            Files.createDirectories(root.resolve("snapshot"));
            return new DataDirectory(root, lock(root.resolve("lock")));
        } catch (IOException e) {
            throw new JournalException("data directory " + root + " cannot be used: " + e, e);
        }
    }

    public Path root() {
        return root;
    }

    public Path journal() {
        return root.resolve("journal");
    }

    public Path snapshots() {
        return root.resolve("snapshot");
    }

    public Path archive() {
        return root.resolve("archive");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new JournalException("lock of " + root + " cannot be given back: " + e, e);
        }
    }

    /** Makes what was created, renamed or deleted in a folder survive a power failure. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void forceFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new JournalException("data directory " + file.getParent() + " is in use by process "
                        + Files.readString(file).strip() + "; two exchanges cannot share one");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | JournalException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException usedByThisProcess) {
            return null;
        }
    }
}
