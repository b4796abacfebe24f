package io.gavel.gateway.report;

import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.view.AuditStore;
import io.gavel.view.EntityVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The market of a campaign as it was when an input was applied: the present one, and instead of what has changed since, its
 * version of then. So it costs what has changed, not what there is. One thread.
 *
 * @param market the campaign with its vertical, its orders and every buyer, as they were
 * @param orders the campaign's orders that were there, by id
 */
record Past(Snapshot market, List<OrderInfo> orders) {
    static final List<EntityKind> KINDS =
            List.of(EntityKind.VERTICAL, EntityKind.SELLER, EntityKind.CAMPAIGN, EntityKind.BUYER, EntityKind.ORDER);

    static Past of(Snapshot now, AuditStore audit, int campaignId, long sequence) {
        Directory.Rewriting rewriting = Directory.rewrite(now);
        for (EntityKind kind : KINDS) {
            for (int id = 1; id < now.end(kind); id++) {
                Entity entity = now.entity(kind, id);
                if (entity != null && entity.version() > sequence) {
                    rewriting.put(as(audit.at(kind, id, sequence), entity));
                }
            }
        }
        Snapshot market = rewriting.finish();
        List<OrderInfo> orders = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.ORDER); id++) {
            OrderInfo order = market.order(id);
            if (order != null
                    && order.campaignId() == campaignId
                    && !order.entity().deleted()) {
                orders.add(order);
            }
        }
        return new Past(market, orders);
    }

    /** How an entity was; deleted if it was not there yet, or nobody knows any more. */
    private static Entity as(@Nullable EntityVersion then, Entity now) {
        return then == null
                ? new Entity(now.kind(), now.id(), now.name(), now.version(), true, "")
                : new Entity(then.kind(), then.entityId(), then.key(), then.version(), then.deleted(), then.document());
    }
}
