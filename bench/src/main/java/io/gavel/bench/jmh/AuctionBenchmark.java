package io.gavel.bench.jmh;

import io.gavel.journal.Journal;
import io.gavel.journal.JournalEnd;
import io.gavel.journal.JournalSettings;
import io.gavel.journal.Sync;
import io.gavel.message.MethodName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * One ping through the rules, decided at once from fixed prices: checks, eligible orders, ranking, caps and credit held, answer
 * written. {@link #auction} and {@link #journaled} are the steady state, in which with every ping an older award expires too:
 * caps and credit released, said. In {@link #auctionAlone} they expire outside of what JMH times, but its {@code cpu} counts
 * them ({@link AuctionSpeed} does not). With {@code -prof gc} it shows what is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AuctionBenchmark {
    private static final int ALONE = 1_000;

    @Param({"PING_POST", "WATERFALL", "WEIGHTED", "ROUND_ROBIN"})
    private MethodName method = MethodName.PING_POST;

    @Param({"1000"})
    private int orders = 1_000;

    @Param({"1000"})
    private int open = 1_000;

    private AuctionScene scene = new AuctionScene(MethodName.PING_POST, 10, 10);

    /** A journal whose segments are deleted once they are full. */
    @State(Scope.Thread)
    public static class Written {
        private Path folder = Path.of("");
        private Journal journal;

        @Setup
        public void open() throws IOException {
            folder = Folders.make("auction");
            JournalSettings settings = new JournalSettings(
                    folder, Sync.NONE, Duration.ofMillis(10), 256L << 20, Duration.ZERO, 0, () -> Long.MAX_VALUE / 2);
            journal = Journal.open(settings, new JournalEnd(1, 64), Folders.forgetting(folder));
            Folders.awaitSegment(folder, 1);
        }

        Journal journal() {
            return journal;
        }

        @TearDown
        public void delete() throws IOException {
            journal.close();
            Folders.delete(folder);
        }
    }

    /** Awards that expire while nobody looks. */
    @State(Scope.Thread)
    public static class Expiring {
        @TearDown(Level.Invocation)
        public void expire(AuctionBenchmark benchmark) {
            benchmark.scene.expire();
        }
    }

    @Setup
    public void makeMarket() {
        scene = new AuctionScene(method, orders, open);
    }

    @Benchmark
    public long auction() {
        return scene.ping(scene.next());
    }

    @Benchmark
    public long journaled(Written written) throws IOException {
        return scene.ping(scene.next(), written.journal);
    }

    @Benchmark
    @OperationsPerInvocation(ALONE)
    public long auctionAlone(Expiring expiring) {
        long said = 0;
        for (int i = 0; i < ALONE; i++) {
            said += scene.ping(scene.next());
        }
        return said;
    }
}
