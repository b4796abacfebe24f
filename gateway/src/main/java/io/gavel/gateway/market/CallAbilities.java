package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's media can do. What they cannot, the market does not promise.
 *
 * @param engine who cannot, for messages
 * @param recordings calls can be recorded
 * @param whispers buyers can be played something before they have the caller, and press a key to accept
 * @param digits callers' keys are heard
 */
public record CallAbilities(String engine, boolean recordings, boolean whispers, boolean digits) {
    /** Everything. */
    public static final CallAbilities ALL = new CallAbilities("embedded", true, true, true);

    /** What is wrong with an entity, a sentence with its key before a colon; null: nothing. */
    @Nullable
    String problem(Listed listed) {
        if (listed instanceof CampaignInfo campaign) {
            CallTerms terms = campaign.calls();
            return terms != null && !terms.direct() && terms.records() && !recordings
                    ? "recording: media.engine " + engine + " does not record"
                    : null;
        }
        OrderInfo order = listed instanceof OrderReader.Order read
                ? read.info()
                : listed instanceof OrderInfo known ? known : null;
        if (order != null) {
            Deliver deliver = order.deliver();
            boolean wanted = deliver != null && (deliver.whisper() != null || deliver.accept() != null);
            return wanted && !whispers ? "deliver: media.engine " + engine + " knows neither whisper nor accept" : null;
        }
        if (listed instanceof FlowInfo flow) {
            boolean wanted = flow.steps().values().stream().anyMatch(step -> step.digits() > 0);
            return wanted && !digits
                    ? "steps: no keys are heard from media.engine " + engine + " without media.rtpengine_events"
                    : null;
        }
        return null;
    }

    /** What is wrong with the present market, a sentence each. */
    public List<String> problems(Snapshot market) {
        List<String> found = new ArrayList<>();
        for (EntityKind kind : List.of(EntityKind.CAMPAIGN, EntityKind.ORDER, EntityKind.FLOW)) {
            Table<Listed> table = market.tables().get(kind);
            for (int id = 1; table != null && id < table.end(); id++) {
                Listed listed = table.get(id);
                String problem = listed == null || listed.entity().deleted() ? null : problem(listed);
                if (problem != null && listed != null) {
                    found.add(listed.name() + "." + problem);
                }
            }
        }
        return found;
    }
}
