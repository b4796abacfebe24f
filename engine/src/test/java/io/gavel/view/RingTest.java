package io.gavel.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files of rings: whole when they have their name, and never sparse. */
class RingTest {
    private static final int RECORD = 64;
    private static final int CAPACITY = 50_000;

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRingHasItsRoomOnTheDiskBeforeItIsWrittenToForTheDiskMayBeFullThen() throws Exception {
        Path file = folder.resolve("a.ring");
        Ring.open(file, RECORD, CAPACITY);
        assertTrue(taken(file) >= Files.size(file), taken(file) + " of " + Files.size(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSparseRingOfAnOlderGavelTakesItsRoomWhenItIsOpenedAndKeepsItsRecords() throws Exception {
        Path file = folder.resolve("b.ring");
        Ring ring = Ring.open(file, RECORD, CAPACITY);
        ring.buffer().putLong(ring.next(), 42);
        ring.commit();
        Path sparse = folder.resolve("sparse.ring");
        try (FileChannel from = FileChannel.open(file);
                FileChannel to = FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate(4096);
            from.read(start, 0);
            to.write(start.flip(), 0);
            to.write(ByteBuffer.allocate(1), from.size() - 1);
        }
        assertTrue(taken(sparse) < Files.size(sparse) / 2, "it is sparse");

        Ring opened = Ring.open(sparse, RECORD, CAPACITY);
        assertTrue(taken(sparse) >= Files.size(sparse), taken(sparse) + " of " + Files.size(sparse));
        assertEquals(1, opened.head());
        assertEquals(42, opened.buffer().getLong(opened.at(0)));
    }

    @Test
    void whatAProcessLeftThatDiedWhileItMadeARingIsMadeAnew() throws Exception {
        Path file = folder.resolve("c.ring");
        Files.write(folder.resolve("c.ring.new"), new byte[100]);
        assertTrue(Ring.open(file, RECORD, CAPACITY).isEmpty());
        assertFalse(Files.exists(folder.resolve("c.ring.new")));
        assertTrue(Ring.open(file, RECORD, CAPACITY).isEmpty());
    }

    /** Bytes that a file has on the disk. */
    private static long taken(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
        String[] blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .strip()
                .split(" ", 2);
        return Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]);
    }
}
