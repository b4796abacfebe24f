package io.gavel.bench.jmh;

import io.gavel.core.ledger.Ledger;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Money: what a hold and its end cost. Run with {@code -prof gc}: nothing is allocated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmark {
    @Param({"100", "10000"})
    public int accounts;

    private final Ledger ledger = new Ledger();
    private int next;

    @Setup(Level.Trial)
    public void setUp() {
        for (int id = 0; id < accounts; id++) {
            ledger.hold(id, 1);
            ledger.post(id, id, 1, 1);
        }
    }

    @TearDown(Level.Trial)
    public void check() {
        if (ledger.sum() != 0) {
            throw new IllegalStateException("money was made: " + ledger.sum());
        }
    }

    /** Asked what is available, held, and sold: the money of one lead. */
    @Benchmark
    public long holdAndPost() {
        int id = (next++ & 0x7fffffff) % accounts;
        long available = ledger.available(id, Long.MAX_VALUE / 2);
        ledger.hold(id, 14_400_000);
        ledger.post(id, id, 14_400_000, 11_520_000);
        ledger.reverse(id, id, 14_400_000, 11_520_000);
        return available;
    }

    /** Held, and released when the award expired. */
    @Benchmark
    public long holdAndRelease() {
        int id = (next++ & 0x7fffffff) % accounts;
        ledger.hold(id, 14_400_000);
        ledger.release(id, 14_400_000);
        return ledger.available(id, 1_000_000_000);
    }
}
