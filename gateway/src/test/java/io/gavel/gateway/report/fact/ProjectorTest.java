package io.gavel.gateway.report.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are damaged, or whose process is killed: they come again from the journal, each once, and nobody has to ask for it. */
@Timeout(60)
class ProjectorTest {
    private static final String FILE = "facts.duckdb";
    private static final int FEW = 20_000;
    /** Enough for several transactions. */
    private static final int MANY = 130_000;

    private static final int BLOCK = 262_144;
    private static final int HEADERS = 3 * 4_096;

    @TempDir
    private Path folder;

    private @Nullable Projector running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.stop(0, Duration.ofSeconds(30));
        }
    }

    /** What may become of the file between two starts. */
    private enum Damage {
        GARBLED_HEADER {
            @Override
            void in(Path folder) throws IOException {
                write(folder.resolve(FILE), 0, new byte[HEADERS]);
            }
        },
        GARBLED_BLOCKS {
            @Override
            void in(Path folder) throws IOException {
                Path file = folder.resolve(FILE);
                for (long at = HEADERS; at + BLOCK <= Files.size(file); at += BLOCK) {
                    write(file, at + 512, noise(64));
                }
            }
        },
        /** Only whoever reads the rows sees it. */
        GARBLED_ROWS {
            @Override
            void in(Path folder) throws IOException {
                Path file = folder.resolve(FILE);
                for (long at = HEADERS + BLOCK; at + BLOCK <= Files.size(file); at += BLOCK) {
                    write(file, at + 512, noise(64));
                }
            }
        },
        CUT_OFF {
            @Override
            void in(Path folder) throws IOException {
                cut(folder.resolve(FILE), HEADERS + BLOCK / 2);
            }
        },
        EMPTY {
            @Override
            void in(Path folder) throws IOException {
                cut(folder.resolve(FILE), 0);
            }
        },
        SOMETHING_ELSE {
            @Override
            void in(Path folder) throws IOException {
                Files.writeString(folder.resolve(FILE), "no database at all, but a text".repeat(1_000));
            }
        },
        GONE {
            @Override
            void in(Path folder) throws IOException {
                Files.delete(folder.resolve(FILE));
            }
        };

        abstract void in(Path folder) throws IOException;

        private static byte[] noise(int length) {
            byte[] noise = new byte[length];
            new SplittableRandom(length).nextBytes(noise);
            return noise;
        }

        private static void write(Path file, long at, byte[] bytes) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes), at);
            }
        }

        private static void cut(Path file, long length) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedItIsMadeAgain(Damage damage) throws Exception {
        Recorded recorded = new Recorded(FEW, sequence -> {});
        Projector first = recorded.projector(folder);
        running = first;
        assertEquals(recorded.sums(), report(first));
        first.stop(FEW, Duration.ofSeconds(30));
        damage.in(folder);

        Projector second = recorded.projector(folder);
        running = second;
        assertEquals(recorded.sums(), report(second));
        assertEquals(List.of(0L, 0L), recorded.begun);
    }

    @Test
    void undamagedItIsToldNothingAgain() throws Exception {
        Recorded recorded = new Recorded(FEW, sequence -> {});
        Projector first = recorded.projector(folder);
        running = first;
        assertEquals(recorded.sums(), report(first));
        first.stop(FEW, Duration.ofSeconds(30));

        Projector second = recorded.projector(folder);
        running = second;
        assertEquals(recorded.sums(), report(second));
        assertEquals(List.of(0L), recorded.begun);
    }

    @Test
    void killedInTheMiddleAgainAndAgainNothingIsTwiceAndNothingMissing() throws Exception {
        for (int killed : new int[] {60_000, 100_000}) {
            Process process = ProjectingProcess.start(folder, MANY);
            try (BufferedReader lines = process.inputReader()) {
                String line = lines.readLine();
                while (line != null && Long.parseLong(line) < killed) {
                    line = lines.readLine();
                }
                assertTrue(line != null, "it ended by itself");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        Recorded recorded = new Recorded(MANY, sequence -> {});
        Projector last = recorded.projector(folder);
        running = last;
        assertEquals(recorded.sums(), report(last));
        assertTrue(recorded.begun.get(0) > 0, "it goes on where the last whole transaction ended");
    }

    /** As soon as it answers. */
    private static Map<String, Long> report(Projector projector) throws Exception {
        FactReports reports = Recorded.reports(projector);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return Recorded.sums(reports);
            } catch (Facts.NotReady e) {
                assertTrue(System.nanoTime() < end, e.getMessage());
                Thread.onSpinWait();
            }
        }
    }
}
