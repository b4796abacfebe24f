package io.gavel.bench.jmh;

import io.gavel.message.MethodName;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One ping through the rules, decided at once from fixed prices: checks, eligible orders, ranking, caps and credit held, answer
 * written; and an older award's expiry: caps and credit released, said. With {@code -prof gc} it shows what is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AuctionBenchmark {

    @Param({"PING_POST", "WATERFALL", "WEIGHTED", "ROUND_ROBIN"})
    private MethodName method = MethodName.PING_POST;

    @Param({"1000"})
    private int orders = 1_000;

    @Param({"1000"})
    private int open = 1_000;

    private AuctionScene scene = new AuctionScene(MethodName.PING_POST, 10, 10);

    @Setup
    public void makeMarket() {
        scene = new AuctionScene(method, orders, open);
    }

    @Benchmark
    public long auction() {
        return scene.ping(scene.next());
    }
}
