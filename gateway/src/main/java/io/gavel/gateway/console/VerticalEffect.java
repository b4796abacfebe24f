package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.report.Readings;
import io.gavel.message.EntityKind;
import io.gavel.view.PingRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of a vertical's fields would have done to the last day's pings: which of them would have been refused, and why. */
final class VerticalEffect {
    private VerticalEffect() {}

    /** {@code verticalId} 0: it is new. */
    static List<String> of(Visit visit, int verticalId, Node after) {
        Snapshot market = visit.sight().market();
        List<String> campaigns = new ArrayList<>();
        long pings = 0;
        long refused = 0;
        Map<String, Long> reasons = new LinkedHashMap<>();
        Node fields = after.get("fields");
        for (int id = 1; id < market.end(EntityKind.CAMPAIGN); id++) {
            CampaignInfo campaign = market.campaign(id);
            if (campaign == null || campaign.entity().deleted() || campaign.verticalId() != verticalId) {
                continue;
            }
            campaigns.add(campaign.name());
            for (PingRecord ping : Recent.pings(visit, id)) {
                Set<String> why = why(market.vertical(verticalId), ping, fields == null ? Node.EMPTY_MAP : fields);
                pings++;
                refused += why.isEmpty() ? 0 : 1;
                why.forEach(each -> reasons.merge(each, 1L, Long::sum));
            }
        }
        if (campaigns.isEmpty()) {
            return List.of("No campaign is of it: nothing is sold by it before one names it.");
        }
        List<String> words = new ArrayList<>();
        words.add("In the last 24 h " + Words.count(pings) + " pings came to " + String.join(", ", campaigns) + ". "
                + (refused == 0
                        ? "All of them would have been taken."
                        : Words.count(refused) + " of them would have been refused."));
        reasons.forEach((why, count) -> words.add(Words.count(count) + " " + why + "."));
        words.add("Posts are not in this: their personal fields are kept where nobody counts them.");
        return words;
    }

    private static Set<String> why(@Nullable Vertical vertical, PingRecord ping, Node fields) {
        Map<String, String> sent = new HashMap<>();
        for (Readings.NamedValue value : Readings.fields(vertical, ping.attributes())) {
            sent.put(value.name(), value.value());
        }
        Set<String> why = new HashSet<>();
        sent.forEach((name, value) -> {
            Node field = fields.get(name);
            if (field == null) {
                why.add("have " + name + ", which there would be no more");
            } else if (!fits(field, value)) {
                why.add("have another " + name + " than would be allowed");
            }
        });
        for (String name : fields.keys()) {
            Node field = fields.get(name);
            if (field != null && Effects.text(field, "required").equals("ping") && !sent.containsKey(name)) {
                why.add("have no " + name + ", which would be needed");
            }
        }
        return why;
    }

    private static boolean fits(Node field, String value) {
        Node values = field.get("values");
        if (values != null && values.isList()) {
            return values.values().stream().anyMatch(each -> each.text().equals(value));
        }
        return isAtLeast(value, Effects.text(field, "min")) && isAtLeast(Effects.text(field, "max"), value);
    }

    /** Numbers as numbers, days as they are written; what is not there bounds nothing. */
    private static boolean isAtLeast(String high, String low) {
        if (high.isEmpty() || low.isEmpty()) {
            return true;
        }
        String number = "-?[0-9]{1,30}(\\.[0-9]{1,30})?";
        return (high.matches(number) && low.matches(number))
                ? new BigDecimal(high).compareTo(new BigDecimal(low)) >= 0
                : high.compareTo(low) >= 0;
    }
}
