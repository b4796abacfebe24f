package io.gavel.bench.jmh;

import io.gavel.journal.Journal;
import io.gavel.journal.JournalEnd;
import io.gavel.journal.JournalSettings;
import io.gavel.journal.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message of 256 bytes costs in the journal, by sync mode and by how many are committed at once, into a segment that
 * was prepared before (in life that happens beside the line). Ceilings of the same run: a bare copy into memory, and a copy
 * with its checksum.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class JournalBenchmark {
    private static final int LENGTH = 256;
    private static final int MESSAGES = 1 << 17;
    private static final int FORCED = 1 << 10;
    private static final int MEMORY = 64 << 20;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);

    /** A journal that has its first segment ready. */
    public abstract static class Prepared {
        Path folder = Path.of("");
        Journal journal;

        void open(Sync sync) throws IOException {
            folder = Folders.make("journal");
            JournalSettings settings = new JournalSettings(
                    folder, sync, Duration.ofMillis(10), 64L << 20, Duration.ZERO, 0, () -> Long.MAX_VALUE / 2);
            journal = Journal.open(settings, new JournalEnd(1, 64), Folders.NOBODY);
            Folders.awaitSegment(folder, 1);
        }

        @TearDown(Level.Iteration)
        public void delete() throws IOException {
            journal.close();
            Folders.delete(folder);
        }
    }

    @State(Scope.Benchmark)
    public static class None extends Prepared {
        @Param({"1", "64"})
        public int batch;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            open(Sync.NONE);
        }
    }

    @State(Scope.Benchmark)
    public static class Interval extends Prepared {
        @Param({"1", "64"})
        public int batch;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            open(Sync.INTERVAL);
        }
    }

    @State(Scope.Benchmark)
    public static class Batch extends Prepared {
        @Param({"1", "64", "1024"})
        public int batch;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            open(Sync.BATCH);
        }
    }

    @State(Scope.Benchmark)
    public static class Memory {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(MEMORY);
        final CRC32C crc = new CRC32C();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void syncNone(None prepared) throws IOException {
        append(prepared.journal, prepared.batch, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void syncInterval(Interval prepared) throws IOException {
        append(prepared.journal, prepared.batch, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(FORCED)
    public void syncBatch(Batch prepared) throws IOException {
        append(prepared.journal, prepared.batch, FORCED);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public ByteBuffer copy(Memory memory) {
        ByteBuffer to = memory.bytes.clear();
        for (int i = 0; i < MESSAGES; i++) {
            to.put(message.byteArray());
        }
        return to;
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long copyAndChecksum(Memory memory) {
        ByteBuffer to = memory.bytes.clear();
        for (int i = 0; i < MESSAGES; i++) {
            int at = to.position();
            to.put(message.byteArray());
            memory.crc.reset();
            memory.crc.update(to.limit(at + LENGTH).position(at));
            to.limit(MEMORY);
        }
        return memory.crc.getValue();
    }

    private void append(Journal journal, int batch, int messages) throws IOException {
        for (int i = 0; i < messages; i += batch) {
            for (int k = 1; k <= batch; k++) {
                journal.append(i + k, i, message, 0, LENGTH);
            }
            journal.commit();
        }
    }
}
