package io.gavel.gateway.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.message.Timestamps;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's view of dead letters, newest first: {@code GET /v1/admin/webhooks/dead-letters?webhook=&limit=&after=} and
 * {@code POST /v1/admin/webhooks/dead-letters/{id}/resend}, {@code POST …/dead-letters/resend?webhook=} for all of them. On the
 * call's event loop; letters are looked at on the postman's thread.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL = 50;
    private static final int MOST = 1000;

    private final Postman postman;

    DeadLetters(Postman postman) {
        this.postman = postman;
    }

    /** Lists them. */
    public void list(Call call) {
        long limit = number(call.query("limit"), USUAL);
        long after = number(call.query("after"), Long.MAX_VALUE);
        if (limit < 1 || limit > MOST || after < 1) {
            call.problem(400, "malformed", "limit: 1 to " + MOST + "; after: what the part before gave as next");
            return;
        }
        String webhook = call.query("webhook");
        ask(call, letters -> {
            byte[] page = page(letters, webhook, after, (int) limit);
            answer(call, () -> call.json(200, Buffer.buffer(page)));
        });
    }

    /** Sends one again. */
    public void resend(Call call) {
        LOG.info(
                "webhooks resend={} by={}",
                call.pathParameter("id"),
                call.principal().name());
        long id = number(call.pathParameter("id"), -1);
        ask(call, letters -> {
            Letter letter = id < 0 ? null : letters.dead(id);
            if (letter == null) {
                answer(call, () -> call.problem(404, "not_found", "There is no such dead letter."));
            } else {
                postman.sendAgain(letter);
                LOG.info(
                        "webhooks resend={} webhook={} by={}",
                        id,
                        letter.webhook,
                        call.principal().name());
                answer(call, () -> call.json(202, count(1)));
            }
        });
    }

    /** Sends all again, or those of one webhook. */
    public void resendAll(Call call) {
        String webhook = call.query("webhook");
        LOG.info(
                "webhooks resend=all webhook={} by={}",
                webhook,
                call.principal().name());
        ask(call, letters -> {
            int count = 0;
            for (Letter letter : letters.dead(Long.MAX_VALUE, Integer.MAX_VALUE)) {
                if (webhook == null || letter.webhook.equals(webhook)) {
                    postman.sendAgain(letter);
                    count++;
                }
            }
            int sent = count;
            LOG.info(
                    "webhooks resend=all count={} by={}", sent, call.principal().name());
            answer(call, () -> call.json(202, count(sent)));
        });
    }

    /** A dead letter as it is told to the program's other parts. */
    public record Told(
            long id,
            String webhook,
            String type,
            int attempts,
            String problem,
            long createdMicros,
            long diedMicros,
            String body) {
        static Told of(Letter letter) {
            return new Told(
                    letter.id,
                    letter.webhook,
                    letter.type,
                    letter.attempts,
                    letter.problem,
                    letter.createdMicros,
                    letter.diedMillis * 1_000,
                    new String(letter.body, StandardCharsets.UTF_8));
        }
    }

    /** The newest ones; completes on the postman's thread. */
    public CompletableFuture<List<Told>> newest(int limit) {
        return work(letters ->
                letters.dead(Long.MAX_VALUE, limit).stream().map(Told::of).toList());
    }

    /** One of them, if there is such; likewise. */
    public CompletableFuture<Optional<Told>> find(long id) {
        return work(letters -> Optional.ofNullable(letters.dead(id)).map(Told::of));
    }

    /** Sends one again; false: there is no such. */
    public CompletableFuture<Boolean> resend(long id, String actor) {
        return work(letters -> {
            Letter letter = letters.dead(id);
            if (letter != null) {
                postman.sendAgain(letter);
                LOG.info("webhooks resend={} webhook={} by={}", id, letter.webhook, actor);
            }
            return letter != null;
        });
    }

    private interface Look<T> {
        T at(LetterBox letters) throws IOException;
    }

    private <T> CompletableFuture<T> work(Look<T> look) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean isTaken = postman.offer(letters -> {
            try {
                answer.complete(look.at(letters));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!isTaken) {
            answer.completeExceptionally(new RejectedExecutionException("too much waits for the webhooks"));
        }
        return answer;
    }

    private void ask(Call call, Postman.Task task) {
        if (!postman.offer(task)) {
            call.problem(503, "busy", "Too much waits for the webhooks; try again.");
        }
    }

    /** From the postman's thread back to the call's loop. */
    private static void answer(Call call, Runnable answer) {
        call.loop().context().runOnContext(now -> {
            if (!call.isAnswered()) {
                answer.run();
            }
        });
    }

    private static byte[] page(LetterBox letters, @Nullable String webhook, long after, int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            long before = after;
            int written = 0;
            boolean more = true;
            while (written < limit && more) {
                List<Letter> next = letters.dead(before, 1);
                more = !next.isEmpty();
                for (Letter letter : next) {
                    before = letter.id;
                    if (webhook == null || letter.webhook.equals(webhook)) {
                        write(json, letter);
                        written++;
                    }
                }
            }
            json.writeEndArray();
            if (more && !letters.dead(before, 1).isEmpty()) {
                json.writeStringField("next", Long.toString(before));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Letter letter) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(letter.id));
        json.writeStringField("webhook", letter.webhook);
        json.writeStringField("webhook_id", letter.webhookId());
        json.writeStringField("type", letter.type);
        json.writeNumberField("attempts", letter.attempts);
        json.writeStringField("problem", letter.problem);
        json.writeStringField("created_at", Timestamps.text(letter.createdMicros));
        json.writeStringField("died_at", Timestamps.text(letter.diedMillis * 1_000));
        json.writeFieldName("body");
        json.writeRawValue(new String(letter.body, StandardCharsets.UTF_8));
        json.writeEndObject();
    }

    private static byte[] count(int count) {
        return ("{\"count\":" + count + "}").getBytes(StandardCharsets.US_ASCII);
    }

    private static long number(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
