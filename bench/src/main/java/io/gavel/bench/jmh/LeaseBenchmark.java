package io.gavel.bench.jmh;

import io.gavel.core.number.Attribution;
import io.gavel.core.number.Pools;
import io.gavel.core.timer.Timers;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.PoolPutEncoder;
import io.gavel.message.VisitOpenedEncoder;
import io.gavel.message.VisitTouchedEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Visits and their numbers in the core, message by message: as many live visits as numbers, in pools of 62,500. The set-up says
 * how much memory they take. Run with {@code -prof gc}: nothing is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LeaseBenchmark {
    private static final int POOL = 62_500;
    private static final long FIRST = 12_000_000_000L;
    private static final long HOLD_MICROS = 1_200_000_000L;
    private static final int SOURCES = 1_000;

    @Param({"62500", "1000000"})
    public int visits;

    private final Outlet outlet = new Outlet() {
        private final ExpandableArrayBuffer room = new ExpandableArrayBuffer(1024);

        @Override
        public ExpandableArrayBuffer claim() {
            return room;
        }

        @Override
        public void send(int length) {}
    };
    private final Timers timers = new Timers();
    private final Pools pools = new Pools(outlet, timers);
    private final Attribution attribution = new Attribution();
    private final UnsafeBuffer opened = new UnsafeBuffer(new byte[512]);
    private final UnsafeBuffer touched = new UnsafeBuffer(new byte[64]);
    private final VisitOpenedEncoder open = new VisitOpenedEncoder();
    private final VisitTouchedEncoder touch = new VisitTouchedEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final byte[][] sources = new byte[SOURCES][];
    private long sequence;
    private long now = 1;
    private long step;
    private int next;

    @Setup(Level.Trial)
    public void setUp() {
        for (int i = 0; i < SOURCES; i++) {
            sources[i] = ("campaign-" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }
        long before = used();
        int count = visits / POOL;
        for (int pool = 1; pool <= count; pool++) {
            put(pool);
        }
        step = HOLD_MICROS / visits;
        for (int i = 0; i < visits; i++) {
            lease();
        }
        System.out.printf("%n%d live visits over %d numbers: %d MB%n", pools.live(), visits, (used() - before) >> 20);
    }

    /** A new visitor has the number that a silent one just gave back. */
    @Benchmark
    public int lease() {
        now += step;
        while (timers.poll(now)) {
            pools.fire(timers.id(), now);
        }
        int visitor = ++next;
        int pool = 1 + visitor % (visits / POOL);
        open.wrapAndApplyHeader(opened, 0, header)
                .correlationId(1)
                .visitRef(visitor)
                .visitorKey(visitor * 0x9E3779B97F4A7C15L)
                .addressKey(visitor % 100_000 + 1)
                .poolId(pool)
                .areaCode(0);
        open.flags().clear().tracked(true);
        open.attributesCount(1).next().fieldId(3).value(visitor % SOURCES).putText(sources[0], 0, 0);
        byte[] source = sources[visitor % SOURCES];
        open.putSource(source, 0, source.length);
        pools.open(opened, ++sequence, now);
        return pools.live();
    }

    /** A visitor is still there. */
    @Benchmark
    public int touch() {
        touch.wrapAndApplyHeader(touched, 0, header)
                .correlationId(1)
                .visitId(sequence - (next++ * 7_919L & 0x7fffffffL) % visits);
        pools.touch(touched, now);
        return pools.live();
    }

    /** Somebody calls a number. */
    @Benchmark
    public int attribute() {
        int i = (int) ((next++ * 7_919L & 0x7fffffffL) % visits);
        pools.attribute(FIRST + i, i + 1L, now, attribution);
        return attribution.candidates();
    }

    private void put(int pool) {
        ByteBuffer digits = ByteBuffer.allocate(POOL * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < POOL; i++) {
            digits.putLong(FIRST + (long) (pool - 1) * POOL + i);
        }
        MutableDirectBuffer message = new ExpandableArrayBuffer(POOL * Long.BYTES + 256);
        PoolPutEncoder put = new PoolPutEncoder();
        put.wrapAndApplyHeader(message, 0, header)
                .correlationId(1)
                .poolId(pool)
                .holdSeconds((int) (HOLD_MICROS / 1_000_000))
                .quarantineSeconds(0)
                .lateSeconds(86_400)
                .longestSeconds(86_400)
                .perAddress(60)
                .enabled((short) 1)
                .overflow(11_000_000_000L + pool);
        put.putNumbers(digits.array(), 0, digits.capacity())
                .putRetiring(new byte[0], 0, 0)
                .key("pool")
                .actor("bench")
                .putDocument(new byte[0], 0, 0);
        pools.put(message, now);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
