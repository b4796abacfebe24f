package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Visited;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/leads}: ping and post in one request, answered like a post. */
final class LeadHandler implements Handler {
    private final SellerEdge edge;

    LeadHandler(SellerEdge edge) {
        this.edge = edge;
    }

    @Override
    public void handle(Call call) {
        handle(call, null);
    }

    private void handle(Call call, @Nullable Visited visited) {
        Desk desk = edge.desk(call);
        Draft draft = desk.draft;
        Problem unreadable = desk.read(Request.LEAD, call);
        if (unreadable != null) {
            call.problem(unreadable);
            return;
        }
        if (!edge.story(call, draft, visited, found -> handle(call, found))) {
            return;
        }
        Snapshot market = edge.directory.now();
        CampaignInfo campaign = edge.campaign(draft, market);
        if (campaign != null) {
            SellerEdge.requireLeads(draft, "campaign", campaign);
            edge.fields(desk, Request.LEAD, campaign, market);
        }
        if (campaign == null || !draft.errors.isEmpty()) {
            call.problem(Problems.invalid(draft.errors));
            return;
        }
        ExpandableArrayBuffer message = new ExpandableArrayBuffer(512);
        int sellerId = call.principal().ownerId();
        int length = desk.ping.encode(
                message, 0, call.requestKey(), sellerId, campaign.id(), desk.draft.deadlineMillis, true);
        long patience = (long) campaign.deadlineMillis() + campaign.postMillis() + LeadReply.GRACE_MILLIS;
        new Stored(edge, call, Stored.What.LEAD, patience, new LeadReply(edge, call), message, length)
                .begin(desk.kept());
    }
}
