package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How these handlers read bodies and answer. On event loops; {@link #later} comes back to the call's. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MOST_ERRORS = 200;

    private Answers() {}

    /** Waits for a change without blocking, then answers on the call's event loop. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static <T> void later(Call call, CompletableFuture<T> result, Consumer<T> answer) {
        CompletableFuture<T> unused =
                result.whenComplete((value, failure) -> call.loop().context().runOnContext(now -> {
                    if (call.isAnswered()) {
                        return;
                    }
                    if (failure == null) {
                        answer.accept(value);
                    } else {
                        failed(call, failure);
                    }
                }));
    }

    static void json(Call call, int status, Node node) {
        call.json(status, Buffer.buffer(NodeWriter.json(node)));
    }

    static void entity(Call call, int status, Entity entity, Node shown) {
        call.with("ETag", Precondition.tag(entity));
        json(call, status, shown);
    }

    static void refused(Call call, Refusal refusal) {
        List<FieldError> errors = new ArrayList<>();
        for (io.gavel.gateway.config.Problem problem : refusal.problems()) {
            if (errors.size() < MOST_ERRORS) {
                String line = problem.line() > 0 ? "line " + problem.line() + ": " : "";
                errors.add(new FieldError(problem.key(), line + problem.message()));
            }
        }
        Problem answer = new Problem(refusal.status(), refusal.code(), refusal.detail(), errors);
        call.problem(refusal.status() == 503 ? answer.retryAfter(1) : answer);
    }

    /** The body as a text, or null after it was answered that it is none: an empty one would be read as an empty map. */
    static @Nullable String text(Call call) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(call.body().getBytes()))
                    .toString();
            if (!text.isBlank()) {
                return text;
            }
            call.problem(400, "malformed", "The body is empty.");
            return null;
        } catch (CharacterCodingException e) {
            call.problem(400, "malformed", "The body is not UTF-8.");
            return null;
        }
    }

    /** The body as a JSON map, or null after it was answered that it is none. */
    static @Nullable Node object(Call call) {
        String text = text(call);
        if (text == null) {
            return null;
        }
        Problems problems = new Problems();
        Node node = NodeReader.json(text, problems);
        if (problems.isMalformed() || !node.isMap()) {
            call.problem(400, "malformed", "The body is not a JSON object.");
            return null;
        }
        if (!problems.isEmpty()) {
            invalid(call, problems);
            return null;
        }
        return node;
    }

    /** Keys that a body may not have are problems. */
    static void onlyKeys(Node body, Problems problems, String... allowed) {
        List<String> known = List.of(allowed);
        for (String key : body.keys()) {
            if (!known.contains(key)) {
                problems.add(key, body, "is no key here");
            }
        }
    }

    /** A text of a body, "" if there is none; a longer one, or none at all, is a problem. */
    static String text(Node body, String key, int longest, Problems problems) {
        Node node = body.get(key);
        if (node == null) {
            return "";
        }
        if (node.kind() != Node.Kind.TEXT || node.text().length() > longest) {
            problems.add(key, body, "expected a text of at most " + longest + " characters");
            return "";
        }
        return node.text();
    }

    /** {@code {"items", "next"}}; {@code next} 0: there are no more. */
    static void page(Call call, Node items, long next) {
        Node answer = Node.map(0);
        answer.put("items", items);
        if (next != 0) {
            answer.put("next", text(Long.toString(next)));
        }
        json(call, 200, answer);
    }

    /** 422 with everything that is wrong. */
    static void invalid(Call call, Problems problems) {
        refused(call, new Refusal(422, "fields_invalid", "Fields are invalid.", problems.list()));
    }

    static Node text(String text) {
        return Node.scalar(Node.Kind.TEXT, 0, text);
    }

    static Node number(long number) {
        return Node.scalar(Node.Kind.NUMBER, 0, Long.toString(number));
    }

    static Node flag(boolean flag) {
        return Node.scalar(Node.Kind.BOOLEAN, 0, Boolean.toString(flag));
    }

    private static void failed(Call call, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            refused(call, new Refusal(503, "busy", "Too many changes wait already; nothing was done.", List.of()));
            return;
        }
        LOG.error("admin method={} path={} failed", call.method(), call.route().path(), cause);
        call.problem(500, "internal", "Something is broken here; it was logged.");
    }
}
