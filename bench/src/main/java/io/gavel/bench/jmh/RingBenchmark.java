package io.gavel.bench.jmh;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.journal.Retention;
import io.gavel.journal.Sync;
import io.gavel.message.Rules;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.ring.Slot;
import io.gavel.ring.WaitPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
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
 * From an edge's claim to the rules, journal included: pings encoded in place, with rules that do nothing, into a segment
 * that was prepared before. Ceilings of the same run: the same encoding over a bare Disruptor ring, and the encoding alone.
 * {@link #roundTrip} is one message at a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
public class RingBenchmark {
    private static final int MESSAGES = 1 << 17;
    private static final int ROUND_TRIPS = 1 << 12;

    private final Pings pings = new Pings();
    private final ExpandableArrayBuffer alone = new ExpandableArrayBuffer(1024);
    private long number;

    /** An engine whose journal has its next segment ready. */
    @State(Scope.Benchmark)
    public static class Running {
        @Param({"BLOCKING", "YIELDING"})
        public WaitPolicy waiting;

        Path folder = Path.of("");
        Engine engine;

        @Setup(Level.Iteration)
        public void open() throws IOException {
            folder = Folders.make("ring");
            EngineConfig config = EngineConfig.in(folder)
                    .withSync(Sync.NONE, Duration.ofMillis(10))
                    .withWaiting(waiting)
                    .withSegments(64L << 20, Retention.KEEP);
            engine = Engine.open(config, outlet -> new Nothing(), List.of());
            engine.start();
            Folders.awaitSegment(folder.resolve("journal"), 2);
        }

        @TearDown(Level.Iteration)
        public void close() throws IOException {
            engine.close();
            Folders.delete(folder);
        }
    }

    /** The Disruptor with nothing around it. */
    @State(Scope.Benchmark)
    public static class Bare {
        final RingBuffer<ExpandableArrayBuffer> ring = RingBuffer.createMultiProducer(
                () -> new ExpandableArrayBuffer(1024), 16_384, new BlockingWaitStrategy());
        final BatchEventProcessor<ExpandableArrayBuffer> consumer =
                new BatchEventProcessorBuilder().build(ring, ring.newBarrier(), (slot, place, end) -> {});

        @Setup
        public void start() {
            ring.addGatingSequences(consumer.getSequence());
            Thread thread = new Thread(consumer, "bare");
            thread.setDaemon(true);
            thread.start();
        }

        @TearDown
        public void stop() {
            consumer.halt();
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void line(Running running) {
        for (int i = 0; i < MESSAGES; i++) {
            publish(running.engine);
        }
        awaitApplied(running.engine);
    }

    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public void roundTrip(Running running) {
        for (int i = 0; i < ROUND_TRIPS; i++) {
            publish(running.engine);
            awaitApplied(running.engine);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void bareRing(Bare bare) {
        for (int i = 0; i < MESSAGES; i++) {
            long place = bare.ring.next();
            pings.encode(bare.ring.get(place), number++);
            bare.ring.publish(place);
        }
        while (bare.ring.getMinimumGatingSequence() < bare.ring.getCursor()) {
            Thread.onSpinWait();
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int encode() {
        int length = 0;
        for (int i = 0; i < MESSAGES; i++) {
            length += pings.encode(alone, number++);
        }
        return length;
    }

    private static void awaitApplied(Engine engine) {
        while (engine.inputBacklog() > 0) {
            Thread.onSpinWait();
        }
    }

    private void publish(Engine open) {
        Slot slot = open.inputs().claimIntake();
        while (slot == null) {
            Thread.onSpinWait();
            slot = open.inputs().claimIntake();
        }
        slot.publish(pings.encode(slot.buffer(), number++));
    }

    private static final class Nothing implements Rules {
        private long last;

        @Override
        public void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length) {
            last = sequence;
        }

        @Override
        public long nextDeadlineMicros() {
            return Long.MAX_VALUE;
        }

        @Override
        public void writeState(StateWriter out) {
            out.putLong(last);
        }

        @Override
        public void readState(StateReader in) {
            last = in.getLong();
        }
    }
}
