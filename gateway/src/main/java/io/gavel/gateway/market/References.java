package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.message.EntityKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who refers to whom. Any thread. */
final class References {
    private References() {}

    /** Something that refers to an entity, as a path like {@code orders.north-west}; null if nothing does. */
    static @Nullable String to(Entity target, Snapshot present) {
        for (Section section : Section.values()) {
            for (int id = 1; id < present.end(section.kind()); id++) {
                Listed listed = present.find(section.kind(), id);
                if (listed != null && !listed.entity().deleted() && refers(listed, target)) {
                    return section.key() + "." + listed.name();
                }
            }
        }
        return null;
    }

    private static boolean refers(Listed from, Entity target) {
        EntityKind kind = target.kind();
        if (from instanceof OrderInfo order) {
            return switch (kind) {
                case BUYER -> order.buyerId() == target.id();
                case CAMPAIGN -> order.campaignId() == target.id();
                case CARRIER ->
                    order.deliver() != null
                            && target.name().equals(order.deliver().carrier());
                default -> false;
            };
        }
        if (from instanceof CampaignInfo campaign) {
            return switch (kind) {
                case VERTICAL -> campaign.verticalId() == target.id();
                case SELLER -> campaign.sellerIds().contains(target.id());
                case FLOW -> names(from, "flow", target);
                case CAMPAIGN -> campaign.score().fallbackId() == target.id();
                default -> false;
            };
        }
        if (from instanceof NumberInfo number) {
            return switch (kind) {
                case CAMPAIGN -> number.campaignId() == target.id();
                case SELLER -> number.sellerId() == target.id();
                case CARRIER -> number.carrierId() == target.id();
                default -> false;
            };
        }
        boolean plain = from instanceof Other || from instanceof PoolInfo;
        if (plain && List.of(EntityKind.SELLER, EntityKind.CAMPAIGN).contains(kind)) {
            return names(from, kind == EntityKind.SELLER ? "seller" : "campaign", target);
        }
        return false;
    }

    private static boolean names(Listed from, String key, Entity target) {
        Node name = Planner.parse(from.entity()).get(key);
        return name != null && name.text().equals(target.name());
    }
}
