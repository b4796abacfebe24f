package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Reply;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Visited;
import io.gavel.message.Product;
import io.gavel.ring.Slot;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/pings}: what is a lead like this worth now? */
final class PingHandler implements Handler {
    /** After the auction's deadline nobody answers any more unless something is broken. */
    private static final int GRACE_MILLIS = 2000;
    /** An auction closes so long before the seller's deadline, at most a tenth of it: the answer has its way to go. */
    private static final int WAY_BACK_MILLIS = 5;

    private final SellerEdge edge;

    PingHandler(SellerEdge edge) {
        this.edge = edge;
    }

    @Override
    public void handle(Call call) {
        handle(call, null);
    }

    private void handle(Call call, @Nullable Visited visited) {
        Desk desk = edge.desk(call);
        Draft draft = desk.draft;
        Problem unreadable = desk.read(Request.PING, call);
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
            if (!draft.callerId.isEmpty() && campaign.product() != Product.CALL) {
                draft.error("caller_id", "only a call campaign's ping has one; send phone_hash");
            }
            edge.fields(desk, Request.PING, campaign, market);
        }
        if (campaign == null || !draft.errors.isEmpty()) {
            call.problem(Problems.invalid(draft.errors));
            return;
        }
        if (draft.tracking.isEmpty() || draft.story.isEmpty()) {
            // what its visit told is there
            draft.storyRef = draft.visitRef;
            send(call, desk, campaign);
        } else {
            int deadline = deadline(draft, campaign);
            int sellerId = call.principal().ownerId();
            ExpandableArrayBuffer message = new ExpandableArrayBuffer(512);
            int length =
                    desk.ping.encode(message, 0, call.requestKey(), sellerId, campaign.id(), closing(deadline), false);
            long patience = (long) deadline + GRACE_MILLIS;
            new Stored(edge, call, Stored.What.STORY, patience, new PingReply(call), message, length)
                    .begin(draft.story.json(draft.visitRef));
        }
    }

    private static int deadline(Draft draft, CampaignInfo campaign) {
        return draft.deadlineMillis > 0
                ? Math.min(draft.deadlineMillis, campaign.deadlineMillis())
                : campaign.deadlineMillis();
    }

    private void send(Call call, Desk desk, CampaignInfo campaign) {
        Slot slot = edge.claim(call);
        if (slot == null) {
            return;
        }
        int deadline = deadline(desk.draft, campaign);
        long correlationId = edge.replies.await(call.loop(), deadline + GRACE_MILLIS, new PingReply(call));
        if (correlationId == 0) {
            slot.abandon();
            call.problem(Problems.BUSY);
            return;
        }
        int length;
        try {
            int sellerId = call.principal().ownerId();
            length = desk.ping.encode(
                    slot.buffer(), correlationId, call.requestKey(), sellerId, campaign.id(), closing(deadline), false);
        } catch (RuntimeException e) {
            slot.abandon();
            edge.replies.forget(call.loop(), correlationId);
            throw e;
        }
        slot.publish(length);
    }

    /** When the auction closes, so that its answer is there at the seller's deadline. */
    private static int closing(int deadlineMillis) {
        return deadlineMillis - Math.min(WAY_BACK_MILLIS, deadlineMillis / 10);
    }

    /** Answers one ping. */
    private final class PingReply implements Reply {
        private final Call call;

        PingReply(Call call) {
            this.call = call;
        }

        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            PingAnswer answer = edge.desk(call).pingAnswer.read(buffer, offset);
            Problem problem = SellerEdge.problem(answer.reason());
            if (problem != null) {
                call.problem(problem);
                return;
            }
            edge.recent.add(answer.pingId(), answer.sellerId(), answer.campaignId(), answer.storyRef());
            call.json(200, answer.write(edge.directory.now(), edge.ways));
        }

        @Override
        public void timedOut() {
            call.problem(Problems.NO_ANSWER);
        }
    }
}
