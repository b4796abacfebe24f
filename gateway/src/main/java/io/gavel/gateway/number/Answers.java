package io.gavel.gateway.number;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.FieldError;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the inventory's handlers read and answer. On event loops; {@link #later} comes back to the call's. */
final class Answers {
    /** Amounts keep the zeros that they were written with. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MOST_ERRORS = 200;

    private Answers() {}

    static void json(Call call, int status, JsonNode body) {
        try {
            call.json(status, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** An amount, if there is one. */
    static void money(ObjectNode json, String name, @Nullable String decimal) {
        if (decimal != null) {
            json.put(name, new BigDecimal(decimal));
        }
    }

    /** The body as an object, or null after it was answered that it is none. */
    static @Nullable JsonNode object(Call call) {
        try {
            JsonNode body = JSON.readTree(call.body().getBytes());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            // said below
        }
        call.problem(400, "malformed", "The body is not a JSON object.");
        return null;
    }

    static void invalid(Call call, List<FieldError> errors) {
        call.problem(Problems.invalid(errors));
    }

    static void refused(Call call, Refusal refusal) {
        List<FieldError> errors = new ArrayList<>();
        for (io.gavel.gateway.config.Problem problem : refusal.problems()) {
            if (errors.size() < MOST_ERRORS) {
                errors.add(new FieldError(problem.key(), problem.message()));
            }
        }
        Problem answer = new Problem(refusal.status(), refusal.code(), refusal.detail(), errors);
        call.problem(refusal.status() == 503 ? answer.retryAfter(1) : answer);
    }

    /** Waits without blocking, then answers on the call's event loop. */
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

    private static void failed(Call call, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            call.problem(Problems.BUSY);
        } else if (cause instanceof NumberProvider.Failure) {
            call.problem(502, "provider_failed", "The provider did not answer as it should: " + cause.getMessage());
        } else {
            LOG.error("inventory path={} failed", call.route().path(), cause);
            call.problem(500, "internal", "Something is broken here; it was logged.");
        }
    }
}
