package io.gavel.gateway.report;

import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.view.AuditStore;
import io.gavel.view.EntityVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The market of a campaign as it was when an input was applied, built from the versions that are kept. One thread.
 *
 * @param market the campaign with its vertical, its orders and every buyer, as they were
 * @param orders the campaign's orders that were there, by id
 */
record Past(Snapshot market, List<OrderInfo> orders) {

    static Past of(AuditStore audit, int campaignId, long sequence) {
        Directory directory = new Directory();
        Directory.Loading loading = directory.load();
        EntityVersion campaign = audit.at(EntityKind.CAMPAIGN, campaignId, sequence);
        String name = campaign == null ? "" : campaign.key();
        for (EntityKind kind : List.of(EntityKind.VERTICAL, EntityKind.SELLER, EntityKind.CAMPAIGN, EntityKind.BUYER)) {
            for (int id : audit.ids(kind)) {
                load(loading, audit.at(kind, id, sequence));
            }
        }
        List<Integer> present = new ArrayList<>();
        for (int id : audit.ids(EntityKind.ORDER)) {
            EntityVersion order = audit.at(EntityKind.ORDER, id, sequence);
            if (order != null && !order.deleted() && order.document().contains('"' + name + '"')) {
                load(loading, order);
                present.add(id);
            }
        }
        loading.finish();
        Snapshot market = directory.now();
        List<OrderInfo> orders = new ArrayList<>();
        for (int id : present) {
            OrderInfo order = market.order(id);
            if (order != null && order.campaignId() == campaignId) {
                orders.add(order);
            }
        }
        return new Past(market, orders);
    }

    private static void load(Directory.Loading loading, @Nullable EntityVersion version) {
        if (version != null) {
            UnsafeBuffer document = new UnsafeBuffer(version.document().getBytes(StandardCharsets.UTF_8));
            loading.entity(
                    version.kind(),
                    version.entityId(),
                    version.version(),
                    version.deleted(),
                    version.key(),
                    document,
                    0,
                    document.capacity());
        }
    }
}
