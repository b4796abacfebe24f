package io.gavel.gateway.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Kept answers in memory, in two generations: the present one and the one before, which is dropped whole when the present one
 * is a day old or full. So an answer is found for a day unless there are too many. Any thread.
 */
final class KeptAnswers {
    static final long LIFE_SECONDS = 86_400;

    private final int mostAnswers;
    private final long mostBytes;
    private volatile Map<Long, KeptAnswer> present = new ConcurrentHashMap<>();
    private volatile Map<Long, KeptAnswer> before = Map.of();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long sinceSeconds = Long.MAX_VALUE;

    /** Limits hold for each generation. */
    KeptAnswers(int mostAnswers, long mostBytes) {
        this.mostAnswers = mostAnswers;
        this.mostBytes = mostBytes;
    }

    /** The answer of a key, or null if there is none of the last day. */
    @Nullable
    KeptAnswer find(long key, long nowSeconds) {
        KeptAnswer answer = present.get(key);
        if (answer == null) {
            answer = before.get(key);
        }
        return answer == null || nowSeconds - answer.seconds() > LIFE_SECONDS ? null : answer;
    }

    /** Keeps an answer; how many this forgot before their day was over. */
    int add(KeptAnswer answer) {
        int forgotten = 0;
        if (isFull(answer.seconds())) {
            forgotten = turn(answer.seconds());
        }
        if (sinceSeconds == Long.MAX_VALUE) {
            sinceSeconds = answer.seconds();
        }
        present.put(answer.key(), answer);
        bytes.addAndGet(answer.body().length());
        return forgotten;
    }

    int size() {
        return present.size() + before.size();
    }

    private boolean isFull(long nowSeconds) {
        return present.size() >= mostAnswers
                || bytes.get() >= mostBytes
                || (sinceSeconds != Long.MAX_VALUE && nowSeconds - sinceSeconds >= LIFE_SECONDS);
    }

    private synchronized int turn(long nowSeconds) {
        if (!isFull(nowSeconds)) {
            return 0;
        }
        int forgotten = 0;
        for (KeptAnswer answer : before.values()) {
            forgotten += nowSeconds - answer.seconds() < LIFE_SECONDS ? 1 : 0;
        }
        before = present;
        present = new ConcurrentHashMap<>();
        bytes.set(0);
        sinceSeconds = nowSeconds;
        return forgotten;
    }
}
