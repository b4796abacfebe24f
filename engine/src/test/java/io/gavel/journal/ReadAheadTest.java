package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    private static final JournalEnd NEW = new JournalEnd(1, SegmentHeader.SIZE);
    private static final int SEGMENT = 4 << 20;
    /** As many messages as fill more stretches than may be ahead. */
    private static final int MESSAGES = 6_000;

    @TempDir
    Path folder;

    @Test
    void itSaysOfEachMessageWhatTheReaderSays() throws IOException {
        write();
        assertSame("all");
        Files.writeString(folder.resolve(Skipped.FILE), "1\n2\n3000\n" + MESSAGES + "\n");
        assertSame("without what is skipped, also at either end");
    }

    @Test
    void aMessageLongerThanAStretchIsRead() throws IOException {
        try (Journal journal = new Written(folder, 24 << 20).open(NEW)) {
            for (int i = 1; i <= 40; i++) {
                Written.append(journal, i, i % 7 == 3 ? "long ".repeat(200_000 + i) : "short");
            }
            journal.commit();
        }
        assertSame("long and short");
    }

    @Test
    void aTornEndIsSaidBehindTheLastWholeMessage() throws IOException {
        write();
        JournalTest.flip(lastSegment(), SegmentHeader.SIZE + 100_000, 3);
        try (JournalReader reader = JournalReader.open(folder, 0, 1);
                ReadAhead ahead = new ReadAhead(JournalReader.open(folder, 0, 1))) {
            while (reader.next()) {
                assertNull(ahead.damage());
                assertTrue(ahead.next());
            }
            assertTrue(reader.nextSequence() < MESSAGES);
            assertEquals(false, ahead.next());
            assertEquals(reader.nextSequence(), ahead.nextSequence());
            assertNotNull(ahead.damage());
            assertEquals(reader.damage(), ahead.damage());
            assertEquals(false, ahead.next());
        }
    }

    @Test
    void whatCannotBeReadIsThrownBehindTheMessagesBeforeIt() throws IOException {
        write();
        JournalTest.flip(Segments.path(folder, 2), SegmentHeader.SIZE + 100_000, 3);
        List<String> before = new ArrayList<>();
        List<String> said = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder, 0, 1);
                ReadAhead ahead = new ReadAhead(JournalReader.open(folder, 0, 1))) {
            JournalException error = assertThrows(JournalException.class, () -> readAll(reader, before));
            JournalException same = assertThrows(JournalException.class, () -> readAll(ahead, said));
            assertEquals(error.getMessage(), same.getMessage());
            assertThrows(JournalException.class, ahead::next);
        }
        assertTrue(before.size() > 1_000, "messages before the damage: " + before.size());
        assertEquals(before, said);
        assertTheThreadEnds();
    }

    @Test
    void whoClosesItInTheMiddleEndsItsThread() throws IOException {
        write();
        for (int read : new int[] {0, 1, 2_000, MESSAGES}) {
            try (ReadAhead ahead = new ReadAhead(JournalReader.open(folder, 0, 1))) {
                for (int i = 1; i <= read; i++) {
                    assertTrue(ahead.next());
                    assertEquals(i, ahead.sequence());
                }
            }
            assertTheThreadEnds();
        }
    }

    @Test
    void anEmptyJournalHasNoMessage() {
        try (ReadAhead ahead = new ReadAhead(JournalReader.open(folder, 0, 1))) {
            assertEquals(false, ahead.next());
            assertEquals(1, ahead.nextSequence());
        }
    }

    private void write() throws IOException {
        Random random = new Random(5);
        try (Journal journal = new Written(folder, SEGMENT).open(NEW)) {
            for (int i = 1; i <= MESSAGES; i++) {
                Written.append(journal, i, "m".repeat(1 + random.nextInt(3_000)));
            }
            journal.commit();
        }
    }

    private void assertSame(String what) {
        List<String> expected = new ArrayList<>();
        List<String> said = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder, 0, 1);
                ReadAhead ahead = new ReadAhead(JournalReader.open(folder, 0, 1))) {
            assertEquals(reader.nextSequence(), ahead.nextSequence());
            readAll(reader, expected);
            readAll(ahead, said);
            assertEquals(reader.nextSequence(), ahead.nextSequence());
            assertNull(ahead.damage());
        }
        assertEquals(expected, said, what);
    }

    private static void readAll(JournalReader reader, List<String> into) {
        while (reader.next()) {
            byte[] bytes = new byte[reader.length()];
            reader.buffer().getBytes(reader.offset(), bytes);
            into.add(line(reader.sequence(), reader.timeMicros(), reader.segment(), reader.position(), bytes));
            assertEquals(reader.sequence() + 1, reader.nextSequence());
        }
    }

    private static void readAll(ReadAhead reader, List<String> into) {
        while (reader.next()) {
            byte[] bytes = new byte[reader.length()];
            reader.buffer().getBytes(reader.offset(), bytes);
            into.add(line(reader.sequence(), reader.timeMicros(), reader.segment(), reader.position(), bytes));
            assertEquals(reader.sequence() + 1, reader.nextSequence());
        }
    }

    private static String line(long sequence, long timeMicros, long segment, long position, byte[] bytes) {
        return sequence + "@" + timeMicros + " " + segment + ":" + position + " "
                + new String(bytes, StandardCharsets.UTF_8);
    }

    private Path lastSegment() throws IOException {
        long[] numbers = Segments.numbers(folder);
        for (int i = numbers.length - 1; ; i--) {
            if (Files.readAllBytes(Segments.path(folder, numbers[i]))[0] != 0) {
                return Segments.path(folder, numbers[i]);
            }
        }
    }

    private static void assertTheThreadEnds() {
        Written.until(
                "the reader's end",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("journal-reader")));
    }
}
