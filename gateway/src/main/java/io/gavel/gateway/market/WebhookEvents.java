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

    /** Whether {@code asked} ({@code lead.sold}, {@code lead.*}, {@code *}) means events of this type. */
    public static boolean means(String asked, String type) {
        return asked.endsWith("*") ? type.startsWith(asked.substring(0, asked.length() - 1)) : type.equals(asked);
    }

    /** Null if a webhook that asks for this hears of something, else why not. */
    static @Nullable String problem(String asked) {
        boolean isWhole = !asked.endsWith("*") || asked.equals("*") || asked.endsWith(".*");
        return isWhole && TYPES.stream().anyMatch(type -> means(asked, type))
                ? null
                : "expected names of events like lead.sold, found \"" + asked + "\"" + Suggestion.of(asked, TYPES);
    }
}
