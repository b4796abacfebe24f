package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Visited;
import io.gavel.message.Ids;
import io.gavel.view.PingRecord;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/posts}: the full data of a ping; redeems its award. */
final class PostHandler implements Handler {
    private final SellerEdge edge;

    PostHandler(SellerEdge edge) {
        this.edge = edge;
    }

    @Override
    public void handle(Call call) {
        handle(call, null);
    }

    private void handle(Call call, @Nullable Visited visited) {
        Desk desk = edge.desk(call);
        Draft draft = desk.draft;
        Problem unreadable = desk.read(Request.POST, call);
        if (unreadable != null) {
            call.problem(unreadable);
            return;
        }
        if (!edge.story(call, draft, visited, found -> handle(call, found))) {
            return;
        }
        if (draft.pingId.isEmpty()) {
            draft.error("ping_id", "is required");
            call.problem(Problems.invalid(draft.errors));
            return;
        }
        Snapshot market = edge.directory.now();
        long pingId = Ids.parse(draft.pingId);
        CampaignInfo campaign = market.campaign(campaignOf(pingId, call));
        if (campaign == null) {
            call.problem(new Problem(404, "not_found", "There is no such ping of this seller, or not any more."));
            return;
        }
        SellerEdge.requireLeads(draft, "ping_id", campaign);
        edge.fields(desk, Request.POST, campaign, market);
        int[] orders = orders(draft, pingId);
        if (!draft.errors.isEmpty()) {
            call.problem(Problems.invalid(draft.errors));
            return;
        }
        ExpandableArrayBuffer message = new ExpandableArrayBuffer(512);
        int length = desk.post.encode(
                message, call.requestKey(), pingId, call.principal().ownerId(), orders, orders.length);
        new LeadRequest(edge, call, campaign.postMillis(), message, length).store(desk.kept());
    }

    /** 0 if there is no such ping of this seller. */
    private int campaignOf(long pingId, Call call) {
        if (pingId <= 0) {
            return 0;
        }
        int sellerId = call.principal().ownerId();
        int recent = edge.recent.campaign(pingId, sellerId);
        if (recent != 0) {
            return recent;
        }
        PingRecord ping = edge.pings.find(pingId);
        return ping == null || ping.sellerId() != sellerId ? 0 : ping.campaignId();
    }

    private static int[] orders(Draft draft, long pingId) {
        List<String> bidIds = draft.bidIds;
        int[] orders = new int[bidIds.size()];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = PingAnswer.orderOf(bidIds.get(i), pingId);
            if (orders[i] < 0) {
                draft.error("bid_ids[" + i + "]", "is no bid of this ping");
            }
        }
        return orders;
    }
}
