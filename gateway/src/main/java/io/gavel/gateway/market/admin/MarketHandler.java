package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.DryRun;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/market}: the whole document, out and in. */
final class MarketHandler {
    private static final String YAML = "application/yaml";

    private final Market market;

    MarketHandler(Market market) {
        this.market = market;
    }

    /** As JSON, or as YAML where {@code Accept} or {@code ?format=yaml} says so. */
    void get(Call call) {
        String accept = call.header("Accept");
        boolean yaml = "yaml".equals(call.query("format")) || (accept != null && isYaml(accept));
        Answers.later(
                call,
                market.tagged(yaml),
                document -> call.with("ETag", document.tag())
                        .bytes(200, yaml ? YAML : Call.JSON, Buffer.buffer(document.text())));
    }

    /** Replaces everything; {@code ?dry_run=true} only says what would change; {@code If-Match} as of entities. */
    void put(Call call) {
        String type = call.header("Content-Type");
        String format = format(type);
        if (format == null) {
            call.problem(
                    Problems.UNSUPPORTED_TYPE.status(),
                    "unsupported_type",
                    "Send application/json or application/yaml.");
            return;
        }
        Boolean dryRun = DryRun.of(call);
        if (dryRun == null) {
            return;
        }
        byte[] text = call.body().getBytes();
        Answers.later(
                call,
                market.replace(
                        format,
                        text,
                        dryRun,
                        EntityHandler.precondition(call),
                        call.principal().name()),
                outcome -> answer(call, outcome, dryRun));
    }

    private static void answer(Call call, Outcome outcome, boolean dryRun) {
        Refusal refusal = outcome.refusal();
        if (refusal != null) {
            Answers.refused(call, refusal);
            return;
        }
        Node answer = Node.map(0);
        answer.put("dry_run", Answers.flag(dryRun));
        answer.put("unchanged", Answers.number(outcome.unchanged()));
        Node changes = Node.list(0);
        for (Outcome.Difference difference : outcome.differences()) {
            changes.add(change(difference));
        }
        answer.put("changes", changes);
        Answers.json(call, 200, answer);
    }

    private static Node change(Outcome.Difference difference) {
        Node change = Node.map(0);
        change.put("section", Answers.text(difference.section()));
        change.put("id", Answers.text(difference.name()));
        change.put("change", Answers.text(difference.change()));
        if (difference.before() != null) {
            change.put("before", difference.before());
        }
        if (difference.after() != null) {
            change.put("after", difference.after());
        }
        return change;
    }

    private static @Nullable String format(@Nullable String type) {
        if (type == null || isYaml(type)) {
            return "market.yaml";
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/json") || lower.contains("+json") ? "market.json" : null;
    }

    private static boolean isYaml(String type) {
        return type.toLowerCase(Locale.ROOT).contains("yaml");
    }
}
