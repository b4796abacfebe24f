package io.gavel.bench.jmh;

import io.gavel.core.score.Scores;
import io.gavel.core.score.Subject;
import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.ScoreStage;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VerticalPutEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
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

/** A lead scored, kept, and its outcome learned as many leads later as wait. Run with {@code -prof gc}: nothing is allocated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreBenchmark {
    private static final int FIELDS = 8;
    private static final int VARIETY = 1 << 14;

    /** Leads whose outcome is not known yet. */
    @Param({"1000", "200000"})
    public int waiting;

    private final Scores scores = new Scores(new Outlet() {
        private final ExpandableArrayBuffer room = new ExpandableArrayBuffer();

        @Override
        public ExpandableArrayBuffer claim() {
            return room;
        }

        @Override
        public void send(int length) {}
    });
    private final Attributes fields = new Attributes();
    private final long[] values = new long[VARIETY * FIELDS];
    private final UnsafeBuffer[] sources = new UnsafeBuffer[64];
    private long now = 1_780_000_000_000_000L;
    private long next = 1;
    private int turn;

    @Setup(Level.Trial)
    public void setUp() {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VerticalPutEncoder put = new VerticalPutEncoder();
        put.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).verticalId(1).scoreAfter(200);
        VerticalPutEncoder.FieldsEncoder group = put.fieldsCount(FIELDS);
        for (int i = 1; i <= FIELDS; i++) {
            group.next().fieldId(i).fieldType(i == 1 ? FieldType.ZIP : i == 2 ? FieldType.INTEGER : FieldType.ENUM);
        }
        put.key("leads").actor("bench").putDocument(new byte[0], 0, 0);
        scores.put(new VerticalPutDecoder().wrapAndApplyHeader(out, 0, new MessageHeaderDecoder()));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = i % FIELDS == 0 ? random.nextInt(100_000) : random.nextInt(4 + 20 * (i % FIELDS));
        }
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new UnsafeBuffer(("source-" + i).getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < waiting; i++) {
            score();
            keep();
        }
    }

    /** What a ping costs. */
    @Benchmark
    public int score() {
        int lead = turn++ & (VARIETY - 1);
        fields.clear();
        for (int i = 0; i < FIELDS; i++) {
            fields.set(i + 1, values[lead * FIELDS + i]);
        }
        UnsafeBuffer source = sources[lead & 63];
        now += 1_000;
        Subject subject = scores.describe(1, now)
                .seller(lead & 7)
                .campaign(1)
                .source(source, 0, source.capacity())
                .fields(fields)
                .judge();
        return subject.micros();
    }

    /** What a lead costs from its post to its outcome. */
    @Benchmark
    public int scoreAndLearn() {
        int micros = score();
        keep();
        long known = next - waiting;
        scores.outcome(known, (values[(int) (known & (VARIETY - 1)) * FIELDS + 2] & 1) == 0);
        return micros;
    }

    private void keep() {
        scores.keep(next++, ScoreStage.POST);
    }
}
