package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
    private static final JournalEnd NEW = new JournalEnd(1, SegmentHeader.SIZE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Sync.class)
    void whatWasWrittenIsReadOverManySegments(Sync sync) throws IOException {
        Written written = new Written(folder, 4096);
        List<String> expected = new ArrayList<>();
        Random random = new Random(1);
        try (Journal journal = written.open(NEW, sync)) {
            for (int i = 1; i <= 500; i++) {
                String text = "x".repeat(random.nextInt(600));
                Written.append(journal, i, "text " + text);
                expected.add(i + "@" + i * 10L + " text " + text);
                journal.commit();
            }
        }

        assertEquals(expected, Written.read(folder));
        assertTrue(written.reports.contains("closed 5"), written.reports.toString());
    }

    @Test
    void messagesLargerThanTheWindowAreWrittenAndRead() throws IOException {
        Written written = new Written(folder, 24 << 20);
        String large = "y".repeat(9 << 20);
        try (Journal journal = written.open(NEW)) {
            for (int i = 1; i <= 9; i++) {
                Written.append(journal, i, i % 2 == 0 ? large : "small");
            }
            journal.commit();
        }

        List<String> lines = Written.read(folder);
        assertEquals(9, lines.size());
        assertEquals("8@80 " + large, lines.get(7));
        assertEquals("9@90 small", lines.get(8));
    }

    @Test
    void aReopenedJournalGoesOnBehindItsLastMessage() throws IOException {
        for (int i = 1; i <= 40; i++) {
            try (Journal journal = new Written(folder, 4096).reopen()) {
                Written.append(journal, i, "z".repeat(i * 20));
                journal.commit();
            }
        }

        assertEquals(40, Written.read(folder).size());
    }

    @Test
    void aSegmentThatIsOldEnoughIsClosedByTheNextMessageAndGivesItsRoomBack() throws IOException {
        Written written = new Written(folder, 4096);
        try (Journal journal = written.open(NEW, Sync.NONE, Duration.ofNanos(50_000))) {
            for (int i = 1; i <= 5; i++) {
                Written.append(journal, i, "first"); // at 10, 20 ... 50 microseconds
            }
            Written.until("the next segment", journal::canRoll);
            Written.append(journal, 6, "old enough");
            Written.until("the first is closed", () -> written.reports.contains("closed 1"));
            assertEquals(64 + 5 * 32, Files.size(Segments.path(folder, 1)));
            assertEquals(6, Written.read(folder).size());
        }
        try (Journal journal = written.open(JournalReader.tail(folder).end(), Sync.NONE, Duration.ofNanos(50_000))) {
            Written.until("the next segment", journal::canRoll);
            Written.append(journal, 7, "same segment");
            Written.append(journal, 12, "its age is that of its first message, also when it is reopened");
            Written.until("the second is closed", () -> written.reports.contains("closed 2"));
        }
    }

    @Test
    void whileTheDiskIsFullNewWorkIsRefusedAndWhatIsUnderWayFits() throws IOException {
        Written written = new Written(folder, 4096);
        try (Journal journal = written.open(NEW)) {
            Written.append(journal, 1, "first");
            Written.until("the next segment", () -> Files.exists(Segments.path(folder, 2)));
            written.usable.set(999);
            Written.until("refusal", () -> written.reports.contains("disk_full"));
            for (int i = 2; i <= 100; i++) {
                Written.append(journal, i, "under way ".repeat(5));
            }
            written.usable.set(Long.MAX_VALUE / 2);
            Written.until("room", () -> written.reports.contains("room"));
            for (int i = 101; i <= 200; i++) {
                Written.append(journal, i, "later");
            }
            journal.commit();
        }

        assertEquals(200, Written.read(folder).size());
    }

    @Test
    void aJournalThatIsClosedWhileItWaitsForRoomGivesUp() throws Exception {
        Written written = new Written(folder, 4096);
        written.usable.set(0);
        try (Journal journal = written.open(NEW)) {
            boolean[] appended = {true};
            Thread waiting = new Thread(() -> appended[0] = append(journal));
            waiting.start();
            Written.until("refusal", () -> written.reports.contains("disk_full"));
            journal.giveUp();
            waiting.join();
            assertFalse(appended[0]);
        }
    }

    @Test
    void damageBeforeTheJournalsEndIsAnErrorThatSaysWhere() throws IOException {
        writeSegments();
        flip(Segments.path(folder, 1), SegmentHeader.SIZE + 30, 1);

        JournalException error = assertThrows(JournalException.class, () -> Written.read(folder));
        assertTrue(
                error.toString().contains("0000000001.segment is damaged at offset 64, in message 1: checksum"),
                error.toString());
    }

    @Test
    void aMissingSegmentIsAnError() throws IOException {
        writeSegments();
        Files.delete(Segments.path(folder, 2));

        JournalException error = assertThrows(JournalException.class, () -> Written.read(folder));
        assertTrue(error.toString().contains("part of the journal is missing"), error.toString());
    }

    @Test
    void aJournalOfANewerProgramIsRefused() throws IOException {
        writeSegments();
        Path first = Segments.path(folder, 1);
        byte[] bytes = Files.readAllBytes(first);
        org.agrona.concurrent.UnsafeBuffer header = new org.agrona.concurrent.UnsafeBuffer(bytes);
        header.putInt(8, 2);
        SegmentHeader.seal(header);
        Files.write(first, bytes);

        JournalException error = assertThrows(JournalException.class, () -> Written.read(folder));
        assertTrue(error.toString().contains("was written by a newer program"), error.toString());
    }

    private static boolean append(Journal journal) {
        try {
            return journal.append(1, 1, new org.agrona.concurrent.UnsafeBuffer(new byte[8]), 0, 8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void writeSegments() throws IOException {
        try (Journal journal = new Written(folder, 4096).open(NEW)) {
            for (int i = 1; i <= 300; i++) {
                Written.append(journal, i, "message " + i);
            }
            journal.commit();
        }
    }

    static void flip(Path file, long offset, int bit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 1 << bit));
            channel.write(one.rewind(), offset);
        }
    }
}
