package io.gavel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Cuts a journal's damaged end exactly behind the last whole message; what is cut off is kept in a file beside it. */
public final class Cut {
    private static final int CHUNK = 1 << 20;

    private Cut() {}

    /**
     * Copies the damaged bytes aside, then makes them zeros, so that nothing of them can ever be read as a message.
     *
     * @return where they are now
     */
    public static Path behindLastWhole(Damage damage) {
        try (FileChannel segment = FileChannel.open(damage.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Path aside = unusedName(damage);
            copy(segment, damage, aside);
            clear(segment, damage);
            return aside;
        } catch (IOException e) {
            throw new JournalException(damage + "; it cannot be cut: " + e, e);
        }
    }

    private static Path unusedName(Damage damage) {
        String name = damage.file().getFileName() + "-" + damage.offset() + "-";
        int attempt = 1;
        while (Files.exists(damage.file().resolveSibling(name + attempt + ".damaged"))) {
            attempt++;
        }
        return damage.file().resolveSibling(name + attempt + ".damaged");
    }

    private static void copy(FileChannel segment, Damage damage, Path aside) throws IOException {
        try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < damage.bytes()) {
                done += segment.transferTo(damage.offset() + done, damage.bytes() - done, copy);
            }
            copy.force(true);
        }
        DataDirectory.forceFolderOf(aside);
    }

    private static void clear(FileChannel segment, Damage damage) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
        long end = damage.offset() + damage.bytes();
        for (long at = damage.offset(); at < end; ) {
            zeros.clear().limit((int) Math.min(CHUNK, end - at));
            at += segment.write(zeros, at);
        }
        segment.force(true);
    }
}
