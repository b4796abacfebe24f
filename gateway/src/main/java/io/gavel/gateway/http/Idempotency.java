package io.gavel.gateway.http;

import io.gavel.message.Coding;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The same {@code Idempotency-Key} and body answers the same bytes, another body 409. Answers are remembered for a day, the
 * latest {@value #MOST}; across a restart the line itself knows the key and does nothing twice. What failed for a passing
 * reason (429, 5xx) is not remembered: it may be tried again. Any event loop.
 */
public final class Idempotency {
    private static final CharSequence HEADER = "idempotency-key";
    private static final int MOST = 50_000;
    private static final int LONGEST = 255;
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private final Map<Long, Entry> entries = new LinkedHashMap<>();

    /** What is known of one key. */
    private static final class Entry {
        private final long fingerprint;
        private final long sinceNanos = System.nanoTime();
        private @Nullable Call first;
        private final List<Call> waiting = new ArrayList<>();
        private int status;
        private CharSequence type = Call.JSON;
        private Buffer bytes = Buffer.buffer();

        Entry(long fingerprint, Call first) {
            this.fingerprint = fingerprint;
            this.first = first;
        }

        boolean isAnswered() {
            return status != 0;
        }

        /** Nobody waits for the first answer any more, or it is too old. */
        boolean isGone() {
            return first == null ? System.nanoTime() - sinceNanos > DAY_NANOS : first.isOver();
        }
    }

    void handle(Call call) {
        String key = call.method().equals("POST") && call.isAuthenticated() ? call.header(HEADER) : null;
        if (key == null) {
            call.route().handler.handle(call);
        } else if (key.isBlank() || key.length() > LONGEST) {
            call.problem(Problems.malformed("Idempotency-Key takes 1 to " + LONGEST + " characters."));
        } else {
            keyed(call, key);
        }
    }

    private void keyed(Call call, String key) {
        Principal owner = call.principal();
        long ownerKey = Coding.hash(owner.role() + "/" + owner.ownerId() + "/" + owner.name());
        long requestKey = Coding.combine(ownerKey, Coding.hash(key));
        Entry mine = new Entry(fingerprint(call), call);
        Entry known = enter(requestKey, mine, call);
        if (known == null) {
            return; // it waits for the first one's answer
        }
        if (known == mine) {
            call.requestKey(requestKey, (status, type, bytes) -> answered(requestKey, mine, status, type, bytes));
            call.route().handler.handle(call);
        } else if (known.fingerprint != mine.fingerprint) {
            call.problem(409, Problems.IDEMPOTENCY_CONFLICT, "This Idempotency-Key was used with another request.");
        } else {
            call.bytes(known.status, known.type, known.bytes.copy());
        }
    }

    /** The call's own entry if it is the first; the one that is there; null if the call was made to wait for that one. */
    private synchronized @Nullable Entry enter(long requestKey, Entry mine, Call call) {
        Entry known = entries.get(requestKey);
        if (known != null && !known.isGone()) {
            if (known.fingerprint == mine.fingerprint && !known.isAnswered()) {
                known.waiting.add(call);
                return null;
            }
            return known;
        }
        entries.remove(requestKey);
        entries.put(requestKey, mine);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        return mine;
    }

    private void answered(long requestKey, Entry entry, int status, CharSequence type, Buffer bytes) {
        List<Call> waiting;
        Buffer kept = bytes.copy();
        synchronized (this) {
            if (status == 429 || status >= 500) {
                entries.remove(requestKey, entry);
            }
            entry.type = type;
            entry.bytes = kept;
            entry.status = status;
            entry.first = null;
            waiting = List.copyOf(entry.waiting);
            entry.waiting.clear();
        }
        for (Call call : waiting) {
            call.loop().context().runOnContext(now -> {
                if (!call.isOver()) {
                    call.bytes(status, type, kept.copy());
                }
            });
        }
    }

    private static long fingerprint(Call call) {
        byte[] body = call.body().getBytes();
        long hash = Coding.hash(new org.agrona.concurrent.UnsafeBuffer(body), 0, body.length);
        return Coding.combine(Coding.hash(call.path()), hash);
    }
}
