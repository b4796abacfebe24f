package io.gavel.gateway.market;

import io.gavel.gateway.config.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What webhooks may hear of. */
public final class WebhookEvents {
    /** The types, as events carry them. */
    public static final List<String> TYPES = List.of(
            "ping.answered",
            "lead.sold",
            "lead.unsold",
            "lead.pending",
            "lead.changed",
            "lead.returned",
            "call.started",
            "call.connected",
            "call.ended",
            "call.held",
            "call.approved",
            "call.rejected",
            "return.requested",
            "return.refused",
            "buyer.low_balance",
            "buyer.balance_exhausted",
            "buyer.balance_restored");

    private WebhookEvents() {}

    /** Null if a webhook that asks for this ({@code lead.sold}, {@code lead.*}, {@code *}) hears of something, else why not. */
    static @Nullable String problem(String asked) {
        boolean isHeard = asked.equals("*") || TYPES.contains(asked);
        if (!isHeard && asked.endsWith(".*")) {
            String group = asked.substring(0, asked.length() - 1);
            isHeard = TYPES.stream().anyMatch(type -> type.startsWith(group));
        }
        return isHeard
                ? null
                : "expected names of events like lead.sold, found \"" + asked + "\"" + Suggestion.of(asked, TYPES);
    }
}
