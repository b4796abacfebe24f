package io.gavel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalException;
import io.gavel.journal.Retention;
import io.gavel.journal.Sync;
import io.gavel.replay.Replay;
import io.gavel.ring.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The line from end to end, with small rules. */
class EngineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private Path folder = Path.of("");

    @BeforeEach
    void inAFolderOfItsOwn() {
        folder = root.resolve("data");
    }

    @ParameterizedTest
    @EnumSource(Sync.class)
    void whatIsPutOnTheLineIsHeardInOrder(Sync sync) {
        Heard heard = new Heard();
        try (Engine engine =
                Engine.open(config().withSync(sync, Duration.ofMillis(1)), CountingRules::new, List.of())) {
            engine.subscribe("heard", heard);
            engine.start();
            Driver driver = new Driver(engine);
            driver.bid(7, 100);
            driver.bid(8, 200);
            assertTrue(engine.drain(PATIENCE));
        }
        assertEquals(List.of("2.0:7", "3.0:8"), heard.lines);
    }

    @Test
    void aThreadThatWorksInTurnsWakesTheLineOnceForAllThatItPublishes() {
        Heard heard = new Heard();
        List<Runnable> afterTurn = new ArrayList<>();
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.subscribe("heard", heard);
            engine.start();
            engine.inputs().wakeAtEndOfTurn(afterTurn::add);
            Driver driver = new Driver(engine);
            for (int turn = 1; turn <= 3; turn++) {
                driver.bid(10 * turn, 100);
                driver.bid(10 * turn + 1, 200);
                assertEquals(1, afterTurn.size());
                afterTurn.remove(0).run();
                assertTrue(engine.drain(PATIENCE));
            }
        }
        assertEquals(List.of("2.0:10", "3.0:11", "4.0:20", "5.0:21", "6.0:30", "7.0:31"), heard.lines);
    }

    @Test
    void liveStateIsThatOfAReplayAndThatOfASnapshotWithItsTail() {
        Engine running = Engine.open(config(), CountingRules::new, List.of());
        running.start();
        Driver driver = new Driver(running);
        for (int i = 1; i <= 30_000; i++) {
            driver.bid(i, i * 7L);
        }
        Driver.until("a snapshot", () -> running.snapshotSequence() > 10_000);
        assertTrue(running.drain(PATIENCE));
        running.close();
        long live = running.stateHash();

        Replay.Summary whole = Replay.run(folder, CountingRules::new, true);
        Replay.Summary tail = Replay.run(folder, CountingRules::new, false);

        assertEquals(List.of(30_001L, 0L, live), List.of(whole.messages(), whole.fromSequence(), whole.stateHash()));
        assertEquals(List.of(30_001L, live), List.of(tail.sequence(), tail.stateHash()));
        assertTrue(tail.fromSequence() > 10_000);
        assertEquals(30_000, whole.counts().get(4));
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            assertEquals(live, engine.stateHash());
        }
    }

    @Test
    void aKilledExchangeLosesNothingThatWasHeard() throws IOException {
        Heard heard = new Heard();
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.subscribe("heard", heard);
            engine.start();
            Thread load = new Thread(() -> {
                Driver driver = new Driver(engine);
                for (int i = 1; i <= 40_000; i++) {
                    driver.bid(i, i);
                }
            });
            load.start();
            for (int kill = 1; kill <= 4; kill++) {
                int enough = kill * 5_000;
                Driver.until("load", () -> heard.size() > enough);
                long answered = heard.lastSequence();
                Path copy = copy(folder, folder.resolveSibling("copy-" + kill));
                assertRecoversAtLeast(copy, answered);
            }
            Driver.until("the end of the load", () -> heard.size() == 40_000);
        }
    }

    @Test
    void aStartGoesOnWhereTheLastOneStopped() {
        for (int start = 1; start <= 3; start++) {
            try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
                engine.start();
                new Driver(engine).bid(start, start);
                assertTrue(engine.drain(PATIENCE));
                assertEquals(start * 2L, engine.sequence());
            }
        }
        assertEquals(6, Replay.run(folder, CountingRules::new, true).messages());
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (Engine first = Engine.open(config(), CountingRules::new, List.of())) {
            String refusal = refusal();
            assertTrue(
                    refusal.contains(
                            "in use by process " + ProcessHandle.current().pid()),
                    refusal);
            assertThrows(JournalException.class, () -> Replay.run(folder, CountingRules::new, false));
            assertEquals(0, first.sequence());
        }
    }

    @Test
    void timeComesByItselfWhenADeadlineIsDue() {
        Heard heard = new Heard();
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.subscribe("heard", heard);
            engine.start();
            new Driver(engine).deadline(5, 20_000);
            Driver.until("the deadline", () -> heard.size() == 1);
            assertEquals(List.of("3.0:5"), heard.lines);
        }
    }

    @Test
    void anIdleExchangeJournalsNothing() {
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.start();
            new Driver(engine).deadline(5, Duration.ofHours(1).toNanos() / 1000);
            assertTrue(engine.drain(PATIENCE));
            assertEquals(2, engine.sequence());
        }
    }

    @Test
    void whoIsNearWhoIsPatientAndWhoHasAThreadHearTheSame() {
        Heard near = new Heard();
        Heard patient = new Heard();
        Heard apart = new Heard();
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.subscribeNear("near", near);
            engine.subscribePatient("patient", patient);
            engine.subscribe("apart", apart);
            engine.start();
            Driver driver = new Driver(engine);
            for (int i = 0; i < 1000; i++) {
                driver.bid(i, 1);
            }
            assertTrue(engine.drain(PATIENCE));
        }
        assertEquals(1000, near.lines.size());
        assertEquals(near.lines, patient.lines);
        assertEquals(near.lines, apart.lines);
    }

    @Test
    void aBatchThatSaysMoreThanTheOutputRingHoldsIsHeardByWhoIsNearMeanwhile() {
        Heard near = new Heard();
        CountDownLatch held = new CountDownLatch(1);
        try (Engine engine = Engine.open(config().withSlots(1024, 8), CountingRules::new, List.of())) {
            engine.subscribeNear("near", (sequence, index, time, buffer, offset, length, end) -> {
                await(held); // until a whole batch waits behind it
                near.onOutput(sequence, index, time, buffer, offset, length, end);
            });
            engine.start();
            Driver driver = new Driver(engine);
            for (int i = 0; i < 500; i++) {
                driver.bid(i, 1);
            }
            held.countDown();
            assertTrue(engine.drain(PATIENCE));
        }
        assertEquals(500, near.lines.size());
    }

    @Test
    void aSlowHearerFillsTheLineAndNewWorkIsRefusedAtOnceWhileAnswersStillFit() {
        CountDownLatch slow = new CountDownLatch(1);
        try (Engine engine = Engine.open(config().withSlots(64, 8), CountingRules::new, List.of())) {
            engine.subscribe("slow", (sequence, index, time, buffer, offset, length, end) -> await(slow));
            engine.start();
            Driver driver = new Driver(engine);
            Driver.until("the end of intake", () -> {
                Slot slot = engine.inputs().claimIntake();
                if (slot != null) {
                    slot.publish(driver.encodeBid(slot.buffer(), 1, 1, ""));
                }
                return slot == null;
            });
            Slot answer = engine.inputs().claim();
            assertNotNull(answer);
            answer.abandon();
            slow.countDown();
            assertTrue(engine.drain(PATIENCE));
            Slot again = engine.inputs().claimIntake();
            assertNotNull(again);
            again.abandon();
        }
    }

    @Test
    void whatIsAbandonedOrTooLongNeverHappened() {
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.start();
            Driver driver = new Driver(engine);
            driver.intake().abandon();
            Slot tooLong = driver.intake();
            assertThrows(IllegalArgumentException.class, () -> tooLong.publish(1 << 20));
            driver.bid(1, 1);
            assertTrue(engine.drain(PATIENCE));
            assertEquals(2, engine.sequence());
        }
    }

    @Test
    void aDrainingExchangeTakesAnswersButNoNewWork() {
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            assertEquals("starting", engine.refusal());
            engine.start();
            assertNull(engine.refusal());
            engine.stopIntake("draining");
            assertEquals("draining", engine.refusal());
            assertFalse(engine.accepting());
            assertNull(engine.inputs().claimIntake());
            Slot answer = engine.inputs().claim();
            assertNotNull(answer);
            answer.abandon();
        }
    }

    @Test
    void brokenRulesStopTheLineLoudlyAndNothingIsAnsweredAfterwards() {
        Heard heard = new Heard();
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.subscribe("heard", heard);
            engine.start();
            Slot slot = new Driver(engine).intake();
            new io.gavel.message.EntityDeletedEncoder()
                    .wrapAndApplyHeader(slot.buffer(), 0, new io.gavel.message.MessageHeaderEncoder());
            slot.publish(64);
            Driver.until("the failure", () -> "failed".equals(engine.refusal()));
            assertNull(engine.inputs().claim());
        }
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void aSubscriberThatFailsIsCountedAndDisturbsNobody() {
        Heard heard = new Heard();
        try (Engine engine = Engine.open(config(), CountingRules::new, List.of())) {
            engine.subscribe("broken", (sequence, index, time, buffer, offset, length, end) -> {
                throw new IllegalStateException("broken");
            });
            engine.subscribe("heard", heard);
            engine.start();
            Driver driver = new Driver(engine);
            driver.bid(1, 1);
            driver.bid(2, 1);
            assertTrue(engine.drain(PATIENCE));
            assertEquals(2, engine.subscriberFailures());
        }
        assertEquals(2, heard.size());
    }

    @Test
    void segmentsThatNothingNeedsAreDropped() {
        EngineConfig dropping = config().withSegments(64 << 10, Retention.DROP);
        long last;
        try (Engine engine = Engine.open(dropping, CountingRules::new, List.of())) {
            engine.start();
            Driver driver = new Driver(engine);
            for (int i = 1; i <= 10_000; i++) {
                driver.bid(i, i);
            }
            assertTrue(engine.drain(PATIENCE));
            // two snapshots have to be there; each is made when a segment is full
            Driver.until("segments are dropped", () -> {
                driver.bid(1, 1);
                LockSupport.parkNanos(100_000);
                return engine.snapshotSequence() > 9_000 && segments() < 10;
            });
            assertTrue(engine.drain(PATIENCE));
            last = engine.sequence();
        }
        try (Engine engine = Engine.open(dropping, CountingRules::new, List.of())) {
            assertEquals(last, engine.sequence());
        }
    }

    private long segments() {
        try (Stream<Path> segments = Files.list(folder.resolve("journal"))) {
            return segments.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String refusal() {
        try (Engine second = Engine.open(config(), CountingRules::new, List.of())) {
            return "opened at " + second.sequence();
        } catch (JournalException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertRecoversAtLeast(Path copy, long sequence) {
        try (Engine again = Engine.open(EngineConfig.in(copy), CountingRules::new, List.of())) {
            assertTrue(again.sequence() >= sequence, again.sequence() + " of " + sequence);
            assertEquals(Replay.run(copyOf(copy), CountingRules::new, true).stateHash(), again.stateHash());
        }
    }

    private static Path copyOf(Path copy) {
        try {
            return copy(copy, copy.resolveSibling(copy.getFileName() + "-again"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a killed process leaves. Backwards: snapshots before the journal, its newest segment before older ones, which are
     * whole; so the copy never has a later part of the journal without the part before it.
     */
    static Path copy(Path from, Path to) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            /** A file that was renamed meanwhile, like a snapshot that was finished, is not there. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
                if (cause instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw cause;
            }
        });
        for (Path file : files.descendingSet()) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            try {
                Files.copy(file, target);
            } catch (NoSuchFileException renamed) {
                continue; // a segment that was being prepared, under its name by now
            }
        }
        return to;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineConfig config() {
        return EngineConfig.in(folder).withSegments(256 << 10, Retention.KEEP);
    }
}
