package io.gavel.bench.jmh;

import io.gavel.gateway.media.audio.Talk;
import io.gavel.gateway.media.audio.VoiceActivity;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Who speaks, heard in 25 ms of both sides of a call: the sums of the samples' magnitudes, and what follows of them. Two that take
 * turns over a line's noise. A recorded call has forty of these a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VoiceBenchmark {
    private static final int FRAMES = 4_096;
    private static final int TURN = 120;
    private static final int NOISE = 40;
    private static final int LOUD = 6_000;

    private final short[] caller = new short[FRAMES * VoiceActivity.FRAME];
    private final short[] buyer = new short[FRAMES * VoiceActivity.FRAME];
    private Talk talk = new Talk();
    private int frame;

    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < caller.length; i++) {
            boolean callersTurn = i / VoiceActivity.FRAME / TURN % 2 == 0;
            caller[i] = (short) random.nextInt(-NOISE, callersTurn ? LOUD : NOISE);
            buyer[i] = (short) random.nextInt(-NOISE, callersTurn ? NOISE : LOUD);
        }
    }

    /** 25 ms of both sides. */
    @Benchmark
    public Talk frame() {
        if (++frame == FRAMES) {
            frame = 0;
            talk = new Talk();
        }
        talk.frame(magnitude(caller), magnitude(buyer));
        return talk;
    }

    private int magnitude(short[] samples) {
        int sum = 0;
        for (int i = frame * VoiceActivity.FRAME, end = i + VoiceActivity.FRAME; i < end; i++) {
            sum += Math.abs(samples[i]);
        }
        return sum;
    }
}
