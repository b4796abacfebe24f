package io.gavel.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of letters survives kills, torn tails and flipped bits: no letter is lost and none is made twice. */
class LetterBoxTest {
    private static final Receiver CRM = receiver(1, "crm");
    private static final Receiver BOOKS = receiver(2, "books");

    @TempDir
    private Path folder;

    private final List<LetterBox> opened = new ArrayList<>();
    private Path file;
    private LetterBox box;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("letters");
        box = reopen();
    }

    @AfterEach
    void close() throws IOException {
        for (LetterBox each : opened) {
            each.close();
        }
    }

    @Test
    void afterAKillTheUndeliveredAreThereAsTheyWere() throws IOException {
        Letter delivered = write(CRM, 5, 0);
        Letter tried = write(CRM, 6, 0);
        Letter dead = write(CRM, 7, 0);
        write(BOOKS, 7, 0);
        box.done(delivered);
        tried.attempts = 3;
        tried.dueMillis = 77;
        tried.problem = "status 500";
        box.tried(tried);
        dead.attempts = 10;
        dead.problem = "late";
        dead.diedMillis = 99;
        box.died(dead);

        box = reopen();

        assertEquals(List.of("crm 6/0 after 3 at 77 status 500", "books 7/0 after 0 at 0 "), waiting());
        assertEquals(1, box.deadCount());
        Letter kept = box.dead(dead.id);
        assertNotNull(kept);
        assertEquals(dead.webhookId(), kept.webhookId());
        assertEquals("late", kept.problem);
        assertEquals(99, kept.diedMillis);
        assertEquals("body 7", new String(kept.body, StandardCharsets.UTF_8));
    }

    @Test
    void anEventThatIsToldAgainMakesNoSecondLetterWhateverBecameOfTheFirst() throws IOException {
        box.done(write(CRM, 5, 0));
        box.seen(4);
        box.died(write(CRM, 5, 1));
        write(CRM, 6, 0);

        box = reopen();

        assertNull(box.write(CRM, event(5, 0), Event.SOLD, body(5), 0));
        assertNull(box.write(CRM, event(5, 1), Event.SOLD, body(5), 0));
        assertNull(box.write(CRM, event(6, 0), Event.SOLD, body(6), 0));
        assertNotNull(box.write(BOOKS, event(6, 0), Event.SOLD, body(6), 0));
        assertNotNull(box.write(CRM, event(6, 1), Event.SOLD, body(6), 0));
    }

    @Test
    void aTornTailIsCutAndTheRestIsGoodAtEveryByte() throws IOException {
        write(CRM, 5, 0);
        long first = Files.size(file);
        write(CRM, 6, 0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = (int) first; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));

            box = reopen();

            assertEquals(List.of("crm 5/0 after 0 at 0 "), waiting());
            assertEquals(first, Files.size(file));
            assertNotNull(box.write(CRM, event(6, 0), Event.SOLD, body(6), 0));
        }
    }

    @Test
    void aFlippedBitIsFoundAndWhatFollowsItIsToldAgain() throws IOException {
        write(CRM, 5, 0);
        box.seen(5);
        long good = Files.size(file);
        write(CRM, 6, 0);
        box.seen(6);
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) good + 30] ^= 4;
        Files.write(file, bytes);

        box = reopen();

        assertEquals(5, box.seen());
        assertEquals(List.of("crm 5/0 after 0 at 0 "), waiting());
        assertNotNull(box.write(CRM, event(6, 0), Event.SOLD, body(6), 0));
    }

    @Test
    void aFileOfAnotherFormIsRefusedNotCut() throws IOException {
        Path other = folder.resolve("other");
        Files.writeString(other, "something that is no log of letters");

        assertThrows(IOException.class, () -> new LetterBox(other, 1 << 20));
        assertEquals("something that is no log of letters", Files.readString(other));
    }

    @Test
    void theFileStaysSmallWhateverGoesThroughIt() throws IOException {
        Letter waits = write(CRM, 1, 0);
        Letter dead = write(CRM, 2, 0);
        box.died(dead);
        for (int sequence = 3; sequence <= 20_000; sequence++) {
            Letter letter = write(CRM, sequence, 0);
            box.tried(letter);
            box.done(letter);
            if (sequence % 10 == 0) {
                box.seen(sequence - 1);
            }
            assertTrue(Files.size(file) < 70_000);
        }

        box = reopen();

        assertEquals(List.of("crm 1/0 after 0 at 0 "), waiting());
        assertNotNull(box.dead(dead.id));
        assertNull(box.write(CRM, event(20_000, 0), Event.SOLD, body(1), 0), "done, but may be told again");
        Letter next = box.write(CRM, event(20_001, 0), Event.SOLD, body(1), 0);
        assertNotNull(next);
        assertTrue(next.id > waits.id + 19_000, "no id is given twice");
    }

    @Test
    void theFileStaysSmallWhileNothingIsEverDelivered() throws IOException {
        for (int sequence = 1; sequence < 40_000; sequence++) {
            box.died(write(CRM, sequence, 0));
            if (sequence % 100 == 0) {
                box.seen(sequence);
            }
        }

        assertEquals(LetterBox.DEAD, box.deadCount());
        assertTrue(Files.size(file) < 16L * LetterBox.DEAD * 100, "is " + Files.size(file));
    }

    @Test
    void aDeadLetterSentAgainWaitsAfterAKillToo() throws IOException {
        Letter letter = write(CRM, 5, 0);
        letter.attempts = 10;
        box.died(letter);
        box.sendAgain(letter, 0);

        box = reopen();

        assertEquals(List.of("crm 5/0 after 0 at 0 "), waiting());
        assertEquals(0, box.deadCount());
    }

    @Test
    void whatTheJournalLostIsNotTakenForWhatComesWithTheSameNumbers() throws IOException {
        write(CRM, 5, 0);
        box.seen(5);
        write(CRM, 6, 0);
        box = reopen();

        box.caughtUp(4);

        assertEquals(4, box.seen());
        assertNotNull(box.write(CRM, event(5, 0), Event.SOLD, body(5), 0));
        assertNotNull(box.write(CRM, event(6, 0), Event.SOLD, body(6), 0));
    }

    @Test
    void onlyAFileThatWasNotThereIsNew() throws IOException {
        assertTrue(box.isNew());
        box.caughtUp(0);

        box = reopen();

        assertFalse(box.isNew());
    }

    /** As after a kill: the former one is left as it is. */
    private LetterBox reopen() throws IOException {
        LetterBox made = new LetterBox(file, 1 << 14);
        opened.add(made);
        return made;
    }

    private List<String> waiting() {
        return box.waiting().stream()
                .map(letter -> letter.webhook + " " + letter.sequence + "/" + letter.index + " after " + letter.attempts
                        + " at " + letter.dueMillis + " " + letter.problem)
                .toList();
    }

    private Letter write(Receiver receiver, long sequence, int index) throws IOException {
        Letter letter = box.write(receiver, event(sequence, index), Event.SOLD, body(sequence), 0);
        assertNotNull(letter);
        return letter;
    }

    private static Event event(long sequence, int index) {
        return new Event(sequence, index, 1_000_000 + sequence, Event.SOLD, new byte[0]);
    }

    private static byte[] body(long sequence) {
        return ("body " + sequence).getBytes(StandardCharsets.UTF_8);
    }

    private static Receiver receiver(int id, String name) {
        return new Receiver(
                id, name, new Hook(Endpoint.of("http://127.0.0.1:1/"), List.of(), new Signer(new byte[32])));
    }
}
