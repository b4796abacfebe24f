package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Story;
import io.gavel.gateway.story.Visited;
import io.gavel.message.Ids;
import io.gavel.view.PingRecord;
import java.io.IOException;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/posts}: the full data of a ping; redeems its award. */
final class PostHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(PostHandler.class);

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
        Pinged pinged = pinged(pingId, call);
        CampaignInfo campaign = market.campaign(pinged.campaignId);
        if (campaign == null) {
            call.problem(new Problem(404, "not_found", "There is no such ping of this seller, or not any more."));
            return;
        }
        SellerEdge.requireLeads(draft, "ping_id", campaign);
        edge.fields(desk, Request.POST, campaign, market);
        inherit(draft, pinged.storyRef);
        int[] orders = orders(draft, pingId);
        if (!draft.errors.isEmpty()) {
            call.problem(Problems.invalid(draft.errors));
            return;
        }
        ExpandableArrayBuffer message = new ExpandableArrayBuffer(512);
        int length = desk.post.encode(
                message, call.requestKey(), pingId, call.principal().ownerId(), orders, orders.length);
        long patience = (long) campaign.postMillis() + LeadReply.GRACE_MILLIS;
        new Stored(edge, call, Stored.What.LEAD, patience, new LeadReply(edge, call), message, length)
                .begin(desk.kept());
    }

    private record Pinged(int campaignId, long storyRef) {
        static final Pinged NEVER = new Pinged(0, 0);
    }

    private Pinged pinged(long pingId, Call call) {
        if (pingId <= 0) {
            return Pinged.NEVER;
        }
        int sellerId = call.principal().ownerId();
        int recent = edge.recent.campaign(pingId, sellerId);
        if (recent != 0) {
            return new Pinged(recent, edge.recent.story(pingId));
        }
        PingRecord ping = edge.pings.find(pingId);
        return ping == null || ping.sellerId() != sellerId
                ? Pinged.NEVER
                : new Pinged(ping.campaignId(), ping.storyRef());
    }

    /** Where the post is silent, what its ping told of the lead's origin holds. */
    private void inherit(Draft draft, long storyRef) {
        if (storyRef == 0) {
            return;
        }
        try {
            draft.story = draft.story.over(Story.read(edge.stories.read(storyRef)));
            draft.visitRef = draft.visitRef == 0 ? storyRef : draft.visitRef;
        } catch (IOException e) {
            LOG.error("post problem=\"the vault cannot be read\" cause=\"{}\"", e.getMessage());
        }
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
