package io.gavel.bench.jmh;

import io.gavel.journal.Journal;
import io.gavel.journal.JournalEnd;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalSettings;
import io.gavel.journal.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How fast a journal of pings is read back, checked and decoded; {@link #readFiles} is the bare reading of its files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecoveryBenchmark {
    private static final int MESSAGES = 1_000_000;

    private final Pings pings = new Pings();
    private Path folder = Path.of("");

    @Setup
    public void write() throws IOException {
        folder = Folders.make("recovery");
        JournalSettings settings = new JournalSettings(
                folder, Sync.NONE, Duration.ofMillis(10), 64L << 20, Duration.ZERO, 0, () -> Long.MAX_VALUE / 2);
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
        try (Journal journal = Journal.open(settings, new JournalEnd(1, 64), Folders.NOBODY)) {
            for (int i = 1; i <= MESSAGES; i++) {
                journal.append(i, i, buffer, 0, pings.encode(buffer, i));
            }
            journal.commit();
        }
    }

    @TearDown
    public void delete() throws IOException {
        Folders.delete(folder);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long readMessages() {
        long lengths = 0;
        try (JournalReader reader = JournalReader.open(folder, 0, 1)) {
            while (reader.next()) {
                lengths += reader.length();
            }
        }
        return lengths;
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long readFiles() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    while (channel.read(chunk.clear()) > 0) {
                        bytes += chunk.position();
                    }
                }
            }
        }
        return bytes;
    }
}
