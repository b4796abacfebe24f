package io.gavel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.journal.DataDirectory;
import io.gavel.journal.Retention;
import io.gavel.message.Outlet;
import io.gavel.message.Rules;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.replay.Retelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telling again what was said, beside a line that runs. */
class RetellingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void whoDidNotHearIsToldTheSameFromAnyInputOn() {
        EngineConfig config = EngineConfig.in(folder).withSegments(16 << 10, Retention.KEEP);
        Heard live = new Heard();
        try (Engine engine = Engine.open(config, CountingRules::new, List.of(live))) {
            engine.start();
            Driver driver = new Driver(engine);
            for (int bid = 1; bid <= 3_000; bid++) {
                driver.bid(bid, bid);
            }
            engine.drain(PATIENCE);
            for (long after : new long[] {0, 1, 500, 1_999, 2_999}) {
                Heard told = new Heard();
                long first = engine.retell(after, live.lastSequence(), told, () -> false);
                assertEquals(after + 1, first);
                List<String> expected = live.lines.stream()
                        .filter(line -> Long.parseLong(line.substring(0, line.indexOf('.'))) > after)
                        .toList();
                assertEquals(expected, told.lines, "after " + after);
            }
        }
    }

    @Test
    void whoComesTooLateIsToldFromWhereTheJournalBegins() throws IOException {
        EngineConfig config = EngineConfig.in(folder).withSegments(16 << 10, Retention.DROP);
        Heard live = new Heard();
        try (Engine engine = Engine.open(config, CountingRules::new, List.of(live))) {
            engine.start();
            Driver driver = new Driver(engine);
            for (int bid = 1; firstSegment() == 1; bid++) {
                driver.bid(bid, bid);
                engine.drain(PATIENCE);
            }
            Heard told = new Heard();
            long first = engine.retell(0, live.lastSequence(), told, () -> false);
            assertEquals(true, first > 1);
            assertEquals(live.lines.subList(live.lines.size() - told.lines.size(), live.lines.size()), told.lines);
            assertEquals(true, told.lines.get(0).startsWith(first + "."));
        }
    }

    @Test
    void theJournalIsKeptForWhoReadsIt() throws IOException {
        EngineConfig config = EngineConfig.in(folder).withSegments(16 << 10, Retention.DROP);
        try (Engine engine = Engine.open(config, CountingRules::new, List.of(new Heard()))) {
            engine.retain(() -> 0);
            engine.start();
            Driver driver = new Driver(engine);
            for (int bid = 1; bid <= 3_000; bid++) {
                driver.bid(bid, bid);
            }
            engine.drain(PATIENCE);
        }
        assertEquals(1, firstSegment());
    }

    @Test
    void aSnapshotThatIsDeletedMeanwhileIsNotNeeded() throws IOException {
        EngineConfig config = EngineConfig.in(folder).withSegments(16 << 10, Retention.KEEP);
        Heard live = new Heard();
        try (Engine engine = Engine.open(config, CountingRules::new, List.of(live))) {
            engine.start();
            Driver driver = new Driver(engine);
            for (int bid = 1; snapshots().isEmpty(); bid++) {
                driver.bid(bid, bid);
                engine.drain(PATIENCE);
            }
        }
        long last = live.lastSequence();
        try (DataDirectory data = DataDirectory.open(folder)) {
            Heard told = new Heard();
            Retelling retelling = new Retelling(data, outlet -> new Deleting(outlet, this));
            assertEquals(last, retelling.tell(last - 1, last, told, () -> false));
            assertEquals(live.lines.subList(live.lines.size() - told.lines.size(), live.lines.size()), told.lines);
            assertEquals(false, told.lines.isEmpty());
        }
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("snapshot"))) {
            return files.filter(file -> file.toString().endsWith(".snapshot")).toList();
        }
    }

    /** Rules at whose first look at a snapshot all are deleted. */
    private static final class Deleting implements Rules {
        private final CountingRules rules;
        private final RetellingTest test;

        Deleting(Outlet outlet, RetellingTest test) {
            this.rules = new CountingRules(outlet);
            this.test = test;
        }

        @Override
        public int stateVersion() {
            try {
                for (Path snapshot : test.snapshots()) {
                    Files.delete(snapshot);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return rules.stateVersion();
        }

        @Override
        public void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length) {
            rules.apply(sequence, timeMicros, buffer, offset, length);
        }

        @Override
        public long nextDeadlineMicros() {
            return rules.nextDeadlineMicros();
        }

        @Override
        public void writeState(StateWriter out) {
            rules.writeState(out);
        }

        @Override
        public void readState(StateReader in) {
            rules.readState(in);
        }
    }

    private long firstSegment() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".segment"))
                    .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
                    .min()
                    .orElse(1);
        }
    }
}
