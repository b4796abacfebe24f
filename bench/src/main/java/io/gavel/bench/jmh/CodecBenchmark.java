package io.gavel.bench.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a ping costs on its way into and out of its bytes; {@link #copy} of the same bytes is the ceiling. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private final Pings pings = new Pings();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
    private final ByteBuffer from = ByteBuffer.allocateDirect(1024);
    private final ByteBuffer to = ByteBuffer.allocateDirect(1024);
    private int length;
    private long number;

    @Setup
    public void encodeOne() {
        length = pings.encode(buffer, 1);
    }

    @Benchmark
    public int encode() {
        return pings.encode(buffer, number++);
    }

    @Benchmark
    public long decode() {
        return pings.decode(buffer);
    }

    @Benchmark
    public ByteBuffer copy() {
        return to.clear().put(from.clear().limit(length));
    }
}
