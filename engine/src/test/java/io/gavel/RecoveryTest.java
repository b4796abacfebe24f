package io.gavel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalException;
import io.gavel.journal.Retention;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.View;
import io.gavel.replay.Replay;
import io.gavel.ring.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of what it finds. */
class RecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private EngineConfig config = EngineConfig.in(Path.of(""));
    private Path folder = Path.of("");

    @BeforeEach
    void inAFolderOfItsOwn() {
        folder = root.resolve("data");
        config = EngineConfig.in(folder).withSegments(64 << 10, Retention.KEEP);
    }

    @Test
    void aDamagedSnapshotIsPassedOverForTheOneBefore() throws IOException {
        run(10_000, List.of());
        long live = run(10_000, List.of());
        List<Path> snapshots = files("snapshot");
        assertEquals(2, snapshots.size(), "the newest two are kept");
        Path newest = snapshots.get(1);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);

        try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
            assertEquals(live, engine.stateHash());
            assertTrue(engine.recovered().fromSequence() < sequence(newest));
            assertTrue(engine.recovered().notes().get(0).contains("is damaged and passed over"));
        }
    }

    @Test
    void withoutAnyWholeSnapshotTheWholeJournalIsReplayed() throws IOException {
        long live = run(10_000, List.of());
        for (Path snapshot : files("snapshot")) {
            Files.write(snapshot, new byte[100]);
        }

        try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
            assertEquals(live, engine.stateHash());
            assertEquals(0, engine.recovered().fromSequence());
        }
    }

    @Test
    void messagesAfterASnapshotThatEndedASegmentAreNotLost() throws IOException {
        run(10_000, List.of());
        List<Path> snapshots = files("snapshot");
        long newest = sequence(snapshots.get(snapshots.size() - 1));
        // as if the process had been killed when the snapshot was made and nothing had come after it
        for (Path segment : files("journal")) {
            if (firstSequence(segment) > newest) {
                Files.delete(segment);
            }
        }
        for (int start = 1; start <= 3; start++) {
            try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
                assertEquals(newest + (start - 1) * 2L, engine.sequence());
                engine.start();
                new Driver(engine).bid(1, 1);
                assertTrue(engine.drain(PATIENCE));
            }
        }
        Replay.Summary whole = Replay.run(folder, CountingRules::new, true);
        Replay.Summary tail = Replay.run(folder, CountingRules::new, false);
        assertEquals(whole.stateHash(), tail.stateHash());
        assertEquals(newest + 6, whole.sequence());
    }

    @Test
    void aTornEndIsCutAndSaid() throws IOException {
        run(100, List.of());
        Path last = files("journal").get(0);
        byte[] bytes = Files.readAllBytes(last);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end - 1] ^= 4;
        Files.write(last, bytes);

        try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
            assertEquals(100, engine.sequence());
            String note = engine.recovered().notes().get(0);
            assertTrue(note.contains("0000000001.segment is damaged at offset"), note);
            assertTrue(note.contains("in message 101: checksum"), note);
            engine.start();
            new Driver(engine).bid(1, 1);
            assertTrue(engine.drain(PATIENCE));
            assertEquals(102, engine.sequence());
        }
    }

    @Test
    void aViewHearsEveryOutputOnceOverManyStarts() {
        Heard view = new Heard();
        List<String> expected = new ArrayList<>();
        for (int start = 0; start < 4; start++) {
            for (int i = 1; i <= 3_000; i++) {
                long sequence = start * 3_001L + i + 1;
                expected.add(sequence + ".0:" + i);
            }
            run(3_000, List.of(view));
        }

        assertEquals(expected, view.lines);
    }

    @Test
    void aViewThatLostTheLastOutputsHearsThemAgain() {
        Heard view = new Heard();
        run(3_000, List.of(view));
        List<String> all = List.copyOf(view.lines);
        view.forgetAfter(1_000);

        try (Engine engine = Engine.open(config, CountingRules::new, List.of(view))) {
            assertEquals(all, view.lines);
            assertTrue(engine.recovered().fromSequence() <= 1_000);
        }
        assertEquals(List.of(), view.rebuilt);
    }

    @Test
    void aViewThatIsAheadOfTheJournalIsBuiltAgain() throws IOException {
        Heard view = new Heard();
        run(100, List.of(view));
        Path segment = files("journal").get(0);
        try (var channel = java.nio.channels.FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.truncate(64 + 50 * 48);
        }

        try (Engine engine = Engine.open(config, CountingRules::new, List.of(view))) {
            assertEquals(List.of(1L), view.rebuilt);
            assertEquals(engine.sequence(), view.lastSequence());
        }
    }

    @Test
    void nothingIsDroppedThatAViewHasNotSeen() throws IOException {
        config = config.withSegments(64 << 10, Retention.DROP);
        View behind = new Heard() {
            @Override
            public long lastSequence() {
                return 0;
            }
        };
        run(5_000, List.of(behind));
        assertEquals(1, firstSequence(files("journal").get(0)));
    }

    @Test
    void oldSegmentsMoveToTheArchive() throws IOException {
        config = config.withSegments(64 << 10, Retention.ARCHIVE);
        run(10_000, List.of());
        run(10_000, List.of());
        assertTrue(files("archive").size() >= 3);
        assertTrue(firstSequence(files("journal").get(0)) > 1);
    }

    @Test
    void aMessageThatStopsTheRulesIsNamedAtTheNextStartAndCanBeGivenUp() throws IOException {
        long poison = runUntilTheRulesFail();
        for (int start = 0; start < 2; start++) {
            JournalException refusal =
                    assertThrows(JournalException.class, () -> Engine.open(config, CountingRules::new, List.of()));
            String said = String.valueOf(refusal.getMessage());
            assertTrue(said.startsWith("message " + poison + " in segment 1 at offset "), said);
            assertTrue(said.contains("cannot be applied: java.lang.IllegalArgumentException: template 999"), said);
        }

        Files.writeString(folder.resolve("journal/skipped"), "# given up by the operator\n" + poison + "\n");

        long hash;
        try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
            assertEquals(poison, engine.sequence(), "its number is used");
            assertTrue(engine.recovered().notes().get(0).startsWith("message " + poison + " is left out"));
            engine.start();
            new Driver(engine).bid(1, 1);
            assertTrue(engine.drain(PATIENCE));
            assertEquals(poison + 2, engine.sequence());
            engine.close();
            hash = engine.stateHash();
        }
        assertEquals(hash, Replay.run(folder, CountingRules::new, true).stateHash());
    }

    /** The sequence of the message at which it failed, the last. */
    private long runUntilTheRulesFail() {
        Engine engine = Engine.open(config, CountingRules::new, List.of());
        engine.start();
        Driver driver = new Driver(engine);
        driver.bid(1, 1);
        assertTrue(engine.drain(PATIENCE));
        Slot slot = driver.intake();
        new MessageHeaderEncoder()
                .wrap(slot.buffer(), 0)
                .blockLength(0)
                .templateId(999)
                .schemaId(7283)
                .version(1);
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH);
        Driver.until("the line's end", () -> "failed".equals(engine.refusal()));
        engine.close();
        return 3; // after the tick of the start, and the bid
    }

    @Test
    void asManySnapshotsAreKeptAsAreWanted() throws IOException {
        for (int keep : List.of(3, 1)) {
            config = config.withSnapshots(Duration.ZERO, keep);
            for (int runs = 0; runs < 4; runs++) {
                run(5_000, List.of());
            }
            assertEquals(keep, files("snapshot").size());
        }
    }

    @Test
    void aSnapshotIsMadeOfASegmentThatIsOldThoughNotFull() throws IOException {
        config = config.withSnapshots(Duration.ofNanos(1_000), 2);
        try (Engine engine = Engine.open(config, CountingRules::new, List.of())) {
            engine.start();
            Driver driver = new Driver(engine);
            Driver.until("a snapshot", () -> {
                driver.bid(1, 1);
                return engine.snapshotSequence() > 0;
            });
        }
        assertTrue(Files.size(files("journal").get(0)) < 64 << 10, "what was not used is given back");
    }

    /** Runs an exchange with this many bids, long enough for one new snapshot at least; the state's hash at the end. */
    private long run(int bids, List<View> views) {
        Engine engine = Engine.open(config, CountingRules::new, views);
        long before = engine.sequence();
        engine.start();
        Driver driver = new Driver(engine);
        for (int i = 1; i <= bids; i++) {
            driver.bid(i, i * 3L);
        }
        assertTrue(engine.drain(PATIENCE));
        if (bids >= 5_000) {
            Driver.until("a snapshot", () -> engine.snapshotSequence() > before + bids - 2_000);
        }
        engine.close();
        return engine.stateHash();
    }

    private List<Path> files(String subfolder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
            List<Path> sorted = new ArrayList<>(files.toList());
            Collections.sort(sorted);
            return sorted;
        }
    }

    private static long sequence(Path snapshot) {
        return Long.parseLong(String.valueOf(snapshot.getFileName()).substring(0, 19));
    }

    private static long firstSequence(Path segment) throws IOException {
        return java.nio.ByteBuffer.wrap(Files.readAllBytes(segment))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong(24);
    }
}
