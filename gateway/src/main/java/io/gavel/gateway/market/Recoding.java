package io.gavel.gateway.market;

import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which unchanged documents have to be read and compiled again because what they refer to changed: filters and duplicates are
 * compiled against the fields of the vertical. One thread.
 */
final class Recoding {
    private final Snapshot present;
    private final Draft draft;
    private final Set<Integer> recodedVerticals = new HashSet<>();
    private final Set<Integer> recodedCampaigns = new HashSet<>();
    private @Nullable FlowInfo changedFlow;

    Recoding(Snapshot present, Draft draft) {
        this.present = present;
        this.draft = draft;
    }

    /** Whether an entity has to be put even if its document is the same; asked in the order of the sections. */
    boolean isNeeded(Change change) {
        if (change.after() instanceof Vertical vertical) {
            if (isRecoded(vertical)) {
                recodedVerticals.add(vertical.id());
            }
            return false;
        }
        if (change.after() instanceof CampaignInfo campaign) {
            boolean recoded = recodedVerticals.contains(campaign.verticalId()) || isMoved(campaign);
            if (recoded) {
                recodedCampaigns.add(campaign.id());
            }
            return recoded;
        }
        return change.after() instanceof OrderReader.Order order
                && recodedCampaigns.contains(order.info().campaignId());
    }

    /** After one entity changed: what depends on it, checked again; with it what no longer fits it as problems. */
    List<Change> dependents(Change change, Problems problems) {
        isNeeded(change);
        changedFlow = change.after() instanceof FlowInfo flow ? flow : null;
        List<Change> changes = new ArrayList<>();
        if (!recodedVerticals.isEmpty() || changedFlow != null) {
            again(Section.CAMPAIGNS, changes, problems);
        }
        if (!recodedVerticals.isEmpty() || !recodedCampaigns.isEmpty()) {
            again(Section.ORDERS, changes, problems);
        }
        return changes;
    }

    private void again(Section section, List<Change> changes, Problems problems) {
        EntityKind kind = section.kind();
        for (int id = 1; id < present.end(kind); id++) {
            Listed listed = present.find(kind, id);
            if (listed == null || listed.entity().deleted() || !isAffected(listed)) {
                continue;
            }
            Entity entity = listed.entity();
            Listed read = EntityReader.read(section, entity, Planner.parse(entity), draft, problems);
            draft.put(read);
            Change change = new Change(kind, entity, read);
            if (isNeeded(change)) {
                changes.add(change);
            }
        }
    }

    private boolean isAffected(Listed listed) {
        if (listed instanceof CampaignInfo campaign) {
            CallTerms calls = campaign.calls();
            boolean hears =
                    changedFlow != null && calls != null && changedFlow.name().equals(calls.flow());
            return hears || recodedVerticals.contains(campaign.verticalId());
        }
        return listed instanceof OrderInfo order && recodedCampaigns.contains(order.campaignId());
    }

    /** Whether a field that was there is gone, or means something else. */
    private boolean isRecoded(Vertical vertical) {
        Vertical before = present.vertical(vertical.name());
        if (before == null) {
            return false;
        }
        for (Field field : before.fields()) {
            @Nullable Field now = vertical.field(field.name());
            boolean same = now != null
                    && now.type() == field.type()
                    && now.personal() == field.personal()
                    && now.min() == field.min()
                    && now.max() == field.max()
                    && now.values().equals(field.values());
            if (!same) {
                return true;
            }
        }
        return false;
    }

    private boolean isMoved(CampaignInfo campaign) {
        CampaignInfo before = present.campaign(campaign.name());
        return before != null
                && (before.verticalId() != campaign.verticalId() || before.product() != campaign.product());
    }
}
