package io.gavel.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What came of the load. Written by one lane's thread, added up when all are over. */
public final class Tally {

    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(DIGITS);
    private final Histogram service = new Histogram(DIGITS);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final long[] answersBySecond;
    private long expected;
    private long timeouts;
    private long broken;
    private long unsent;

    Tally(int seconds) {
        answersBySecond = new long[seconds];
    }

    void answered(int status, boolean asExpected, long second, long latencyNanos, long serviceNanos) {
        latency.recordValue(Math.max(0, latencyNanos));
        service.recordValue(Math.max(0, serviceNanos));
        statuses.merge(status, 1L, Long::sum);
        if (asExpected) {
            expected++;
        }
        if (second >= 0 && second < answersBySecond.length) {
            answersBySecond[(int) second]++;
        }
    }

    void timedOut() {
        timeouts++;
    }

    void broke() {
        broken++;
    }

    void unsent(long count) {
        unsent += count;
    }

    void add(Tally other) {
        latency.add(other.latency);
        service.add(other.service);
        other.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
        for (int i = 0; i < answersBySecond.length; i++) {
            answersBySecond[i] += other.answersBySecond[i];
        }
        expected += other.expected;
        timeouts += other.timeouts;
        broken += other.broken;
        unsent += other.unsent;
    }

    /** Nanoseconds from the intended start to the whole answer. */
    public Histogram latency() {
        return latency;
    }

    /** Nanoseconds from the actual start to the whole answer. */
    public Histogram service() {
        return service;
    }

    /** Answers by status. */
    public Map<Integer, Long> statuses() {
        return statuses;
    }

    /** Answers in each second of the counted time. */
    public long[] answersBySecond() {
        return answersBySecond.clone();
    }

    /** All answers. */
    public long answers() {
        return latency.getTotalCount();
    }

    /** Answers that contain what was expected. */
    public long expected() {
        return expected;
    }

    /** Requests that were not answered in time. */
    public long timeouts() {
        return timeouts;
    }

    /** Requests whose connection broke. */
    public long broken() {
        return broken;
    }

    /** Requests that were due but never found a free connection. */
    public long unsent() {
        return unsent;
    }

    /** Whether every request was answered, with a 2xx. */
    public boolean isClean() {
        return timeouts + broken + unsent == 0 && statuses.keySet().stream().allMatch(status -> status / 100 == 2);
    }
}
