package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every truncation and every flipped bit of a journal's last segment: found, said, cut exactly behind the last whole message. */
class TornTailTest {
    private static final int SEGMENT = 4096;
    private static final int MESSAGES = 8;

    @TempDir
    Path root;

    private Path folder = Path.of("");
    private byte[] whole = {};

    /** Where each message ends, in the last segment; the first entry is where the first starts. */
    private final List<Long> ends = new ArrayList<>();

    @BeforeEach
    void writeAJournal() throws IOException {
        folder = Files.createDirectory(root.resolve("journal"));
        ends.clear();
        ends.add((long) SegmentHeader.SIZE);
        Random random = new Random(7);
        try (Journal journal = new Written(folder, SEGMENT).open(new JournalEnd(1, SegmentHeader.SIZE))) {
            for (int i = 1; i <= MESSAGES; i++) {
                String text = "message " + "x".repeat(random.nextInt(40));
                Written.append(journal, i, text);
                ends.add(ends.get(i - 1) + Frame.size(text.length()));
            }
            journal.commit();
        }
        whole = Files.readAllBytes(segment());
    }

    @Test
    void aFileThatEndsAnywhereIsReadUpToItsLastWholeMessage() throws IOException {
        for (int length = 0; length <= end() + 8; length++) {
            Files.write(segment(), Arrays.copyOf(whole, length));
            assertEquals(wholeWithin(length), JournalReader.tail(folder).lastSequence(), "truncated to " + length);
            if (length % 29 == 0) {
                assertRecovers(wholeWithin(length), "truncated to " + length);
            }
        }
    }

    @Test
    void zerosFromAnywhereOnAreReadUpToTheLastWholeMessage() throws IOException {
        for (int length = SegmentHeader.SIZE; length <= end(); length++) {
            Files.write(segment(), Arrays.copyOf(Arrays.copyOf(whole, length), SEGMENT));
            long survive = wholeWithin(lastNonZero(length));
            assertEquals(survive, JournalReader.tail(folder).lastSequence(), "zeros from " + length);
            if (length % 29 == 0) {
                assertRecovers(survive, "zeros from " + length);
            }
        }
    }

    @Test
    void everyFlippedBitIsFoundAndCostsNoMessageBeforeIt() throws IOException {
        for (int offset = 0; offset < end() + 64; offset++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[offset] ^= (byte) (1 << bit);
                Files.write(segment(), flipped);
                boolean inHeader = offset < SegmentHeader.SIZE;
                long survive = inHeader ? MESSAGES : wholeWithin(offset);

                JournalTail tail = JournalReader.tail(folder);
                String what = "bit " + bit + " of byte " + offset;
                assertEquals(survive, tail.lastSequence(), what);
                if (inHeader) {
                    assertNull(tail.damage(), what);
                } else {
                    Damage damage = assertDamage(tail, what);
                    assertEquals(survive + 1, damage.sequence(), what);
                    assertEquals(ends.get((int) survive), damage.offset(), what);
                    assertEquals(Math.max(0, MESSAGES - survive - 1), damage.wholeAfter(), what);
                }
            }
        }
    }

    @Test
    void afterACutNothingOfWhatWasCutIsEverReadAgain() throws IOException {
        for (int cut = 1; cut <= MESSAGES; cut++) {
            Files.write(segment(), whole);
            JournalTest.flip(segment(), ends.get(cut - 1) + 30, 2);
            assertRecovers(cut - 1, "flipped in " + cut);
        }
    }

    private void assertRecovers(long messages, String what) throws IOException {
        JournalTail tail = JournalReader.tail(folder);
        assertEquals(messages, tail.lastSequence(), what);
        if (tail.damage() != null) {
            Path aside = Cut.behindLastWhole(assertDamage(tail, what));
            assertTrue(Files.size(aside) > 0, what);
            Files.delete(aside);
            assertNull(JournalReader.tail(folder).damage(), what);
        }
        try (Journal journal = new Written(folder, SEGMENT).open(tail.end())) {
            for (int i = 1; i <= 3; i++) {
                Written.append(journal, messages + i, "new");
            }
            journal.commit();
        }
        List<String> lines = Written.read(folder);
        assertEquals(messages + 3, lines.size(), what);
        assertTrue(lines.get(lines.size() - 1).endsWith(" new"), what);
        clear();
    }

    private Damage assertDamage(JournalTail tail, String what) {
        Damage damage = tail.damage();
        assertNotNull(damage, what);
        return damage;
    }

    private long wholeWithin(long length) {
        return ends.stream().filter(end -> end <= length).count() - (length >= SegmentHeader.SIZE ? 1 : 0);
    }

    /** Padding is zero anyway: a message that lost nothing but that is whole. */
    private long lastNonZero(int length) {
        for (long end : ends) {
            boolean onlyZerosLost = length < end && end - length < 8;
            for (int i = length; onlyZerosLost && i < end; i++) {
                onlyZerosLost = whole[i] == 0;
            }
            if (onlyZerosLost) {
                return end;
            }
        }
        return length;
    }

    private long end() {
        return ends.get(ends.size() - 1);
    }

    private Path segment() {
        return Segments.path(folder, 1);
    }

    private void clear() throws IOException {
        for (long number : Segments.numbers(folder)) {
            Files.delete(Segments.path(folder, number));
        }
    }
}
