package io.gavel.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;

/**
 * Takes a mapped file's room on the disk before anything is written to it: whoever writes to a page of a sparse file while the disk is
 * full, because another program filled it, is ended by the system (SIGBUS).
 */
final class DiskRoom {
    private static final int PIECE = 1 << 20;

    private DiskRoom() {}

    /**
     * For a file that is being made.
     *
     * @throws IOException if the disk has not so much room
     */
    static void takeForNew(Path file, long bytes) throws IOException {
        if (!takeForOld(file, bytes)) {
            writeZeros(file, bytes);
        }
    }

    /** For a file that may have data; false if the file system cannot, or has not so much room: then nothing changed. */
    static boolean takeForOld(Path file, long bytes) {
        PosixAPI posix = PosixAPI.posix();
        int descriptor = posix.open(file.toString(), OpenFlag.O_RDWR, 0);
        if (descriptor < 0) {
            return false;
        }
        try {
            return posix.fallocate(descriptor, 0, 0, bytes) == 0;
        } finally {
            posix.close(descriptor);
        }
    }

    private static void writeZeros(Path file, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(PIECE, bytes));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; ) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
                at += channel.write(zeros, at);
            }
        } catch (IOException full) {
            throw new IOException(
                    file + " needs " + bytes + " bytes; make room, or have fewer in the views' settings: "
                            + full.getMessage(),
                    full);
        }
    }
}
