package io.gavel.gateway.http;

import io.gavel.gateway.metric.Metrics;
import io.gavel.message.Coding;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code Idempotency-Key} on every POST: the same key and request of the same owner is answered the same bytes for a day, also
 * after a restart; the same key with another request is 409. While the first is being served, others with its key wait for its
 * answer. What failed here (5xx) or was put off (429) is not kept: it may be tried again with the same key. Any event loop.
 */
public final class Idempotency implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final CharSequence HEADER = HttpHeaders.createOptimized("idempotency-key");
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_ANSWER = 64 * 1024;
    /** Of each of two generations, in memory. */
    private static final int MOST_ANSWERS = 100_000;

    private static final long MOST_BYTES = 32L << 20;
    /** Of each of two files: room for those answers, and what sealing and framing add. */
    private static final long MOST_FILE_BYTES = 48L << 20;

    private final InstantSource clock;
    private final KeptAnswers kept = new KeptAnswers(MOST_ANSWERS, MOST_BYTES);
    private final @Nullable AnswerLog log;
    private final ConcurrentHashMap<Long, Served> served = new ConcurrentHashMap<>();

    /** Keeps answers in memory only. */
    Idempotency(InstantSource clock) {
        this.clock = clock;
        this.log = null;
    }

    private Idempotency(Path folder, Sealing sealing, InstantSource clock, Metrics metrics) throws IOException {
        this.clock = clock;
        this.log = new AnswerLog(
                folder, MOST_FILE_BYTES, sealing, kept::add, () -> metrics.count("idempotency.unwritten"));
        metrics.gauge("idempotency.kept", "Answers that are kept for their Idempotency-Key", kept::size);
    }

    /** Keeps answers in a folder, too, and knows those of the last run. */
    public static Idempotency open(Path folder, Sealing sealing, InstantSource clock, Metrics metrics)
            throws IOException {
        return new Idempotency(folder, sealing, clock, metrics);
    }

    void handle(Call call) {
        String key = call.method().equals("POST") && call.isAuthenticated() ? call.header(HEADER) : null;
        if (key == null) {
            call.route().handler.handle(call);
        } else if (key.isBlank() || key.length() > LONGEST_KEY) {
            call.problem(Problems.malformed("Idempotency-Key takes 1 to " + LONGEST_KEY + " characters."));
        } else {
            keyed(call, key);
        }
    }

    private void keyed(Call call, String key) {
        Served mine = new Served(requestKey(call.principal(), key), print(call));
        Served first = served.putIfAbsent(mine.key, mine);
        while (first != null) {
            if (!first.isSame(mine)) {
                conflict(call);
                return;
            }
            if (first.join(call)) {
                return;
            }
            first = served.putIfAbsent(mine.key, mine);
        }
        KeptAnswer answer = kept.find(mine.key, now());
        if (answer == null) {
            call.requestKey(mine.key, (status, type, body) -> answered(mine, call.route(), status, type, body));
            call.route().handler.handle(call);
            return;
        }
        served.remove(mine.key, mine);
        if (answer.isOf(mine.print, mine.moreOfPrint)) {
            CharSequence type = answer.problem() ? Call.PROBLEM : Call.JSON;
            call.bytes(answer.status(), type, answer.body().copy());
            mine.over(answer.status(), type, answer.body());
        } else {
            conflict(call);
            mine.conflict();
        }
    }

    private void answered(Served mine, Route route, int status, CharSequence type, Buffer sent) {
        Buffer body = sent.copy();
        boolean isPlain = type == Call.JSON || type == Call.PROBLEM;
        if (status < 500 && status != 429 && isPlain && body.length() <= LONGEST_ANSWER) {
            KeptAnswer answer =
                    new KeptAnswer(mine.key, mine.print, mine.moreOfPrint, now(), status, type == Call.PROBLEM, body);
            int forgotten = kept.add(answer);
            if (forgotten > 0) {
                LOG.warn("idempotency forgotten={} cause=\"too many keys in a day\"", forgotten);
            }
            if (log != null && !route.isSecret()) {
                log.add(answer);
            }
        }
        served.remove(mine.key, mine);
        mine.over(status, type, body);
    }

    private static void conflict(Call call) {
        call.problem(409, Problems.IDEMPOTENCY_CONFLICT, "This Idempotency-Key was used with another request.");
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static long requestKey(Principal owner, String key) {
        long ownerKey = Coding.hash(owner.role() + "/" + owner.ownerId() + "/" + owner.name());
        return Coding.combine(ownerKey, Coding.hash(key));
    }

    private static ByteBuffer print(Call call) {
        String route = call.method() + ' ' + call.path() + (call.isForm() ? " form " : " ");
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(route.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sha256.digest(call.body().getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }

    /** A request that is being served, and who waits for its answer. */
    private static final class Served {
        private final long key;
        private final long print;
        private final long moreOfPrint;
        private @Nullable List<Call> waiting = new ArrayList<>(0);

        Served(long key, ByteBuffer print) {
            this.key = key;
            this.print = print.getLong(0);
            this.moreOfPrint = print.getLong(Long.BYTES);
        }

        boolean isSame(Served other) {
            return print == other.print && moreOfPrint == other.moreOfPrint;
        }

        /** False if it is over: look again. */
        synchronized boolean join(Call call) {
            return waiting != null && waiting.add(call);
        }

        /** Everybody who waits is answered the same. */
        void over(int status, CharSequence type, Buffer body) {
            for (Call call : end()) {
                call.loop().context().runOnContext(now -> call.bytes(status, type, body.copy()));
            }
        }

        void conflict() {
            for (Call call : end()) {
                call.loop().context().runOnContext(now -> Idempotency.conflict(call));
            }
        }

        private synchronized List<Call> end() {
            List<Call> all = waiting == null ? List.of() : waiting;
            waiting = null;
            return all;
        }
    }
}
