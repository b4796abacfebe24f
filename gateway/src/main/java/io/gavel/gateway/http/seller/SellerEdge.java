package io.gavel.gateway.http.seller;

import io.gavel.Engine;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.story.Story;
import io.gavel.gateway.story.Visited;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.Product;
import io.gavel.message.Reason;
import io.gavel.ring.Slot;
import io.gavel.view.LeadStore;
import io.gavel.view.PingStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the sellers' handlers share; their door is {@link SellerHandlers}. */
final class SellerEdge {
    final Engine engine;
    final Directory directory;
    final Replies replies;
    final Vault vault;
    /** What pings told of their origin lies where visits' stories do: most of it comes to nothing. */
    final Vault stories;

    final PingStore pings;
    final LeadStore leads;
    final CallWays ways;
    final VisitStories visits;
    final RecentPings recent = new RecentPings();
    private final Desk[] desks;

    SellerEdge(
            Engine engine,
            Directory directory,
            Replies replies,
            Vault vault,
            Vault stories,
            PingStore pings,
            LeadStore leads,
            List<Loop> loops,
            CallWays ways,
            VisitStories visits,
            InstantSource clock) {
        this.engine = engine;
        this.directory = directory;
        this.replies = replies;
        this.vault = vault;
        this.stories = stories;
        this.pings = pings;
        this.leads = leads;
        this.ways = ways;
        this.visits = visits;
        Geography geography = new Geography();
        this.desks = new Desk[loops.size()];
        for (int i = 0; i < desks.length; i++) {
            desks[i] = new Desk(geography, clock, vault.persons());
        }
    }

    Desk desk(Call call) {
        return desks[call.loop().index()];
    }

    /** The campaign of a draft, or null and an error in the draft. */
    @Nullable
    CampaignInfo campaign(Draft draft, Snapshot market) {
        if (draft.campaign.isEmpty()) {
            draft.error("campaign", "is required");
            return null;
        }
        CampaignInfo campaign = market.campaign(draft.campaign);
        if (campaign == null) {
            draft.error("campaign", "there is no campaign of this name");
        }
        return campaign;
    }

    /** Notes in the draft if this campaign is not sold by posting. */
    static void requireLeads(Draft draft, String field, CampaignInfo campaign) {
        if (campaign.product() == Product.CALL) {
            draft.error(field, "this campaign sells calls: what redeems a ping is the call, to its number or sip_uri");
        }
    }

    /**
     * Completes the draft's story: what the seller told over what the visit told, which is looked for first.
     *
     * @param visited null: not looked for yet
     * @param again goes on when it was
     * @return false: wait, {@code again} will be called
     */
    boolean story(Call call, Draft draft, @Nullable Visited visited, Consumer<Visited> again) {
        if (visited == null && !draft.visitId.isEmpty()) {
            visits.find(call, draft.visitId, again);
            return false;
        }
        Map<String, String> told = draft.tracking;
        Story own =
                told.isEmpty() ? Story.NONE : Story.of(told.get(Story.LANDING_PAGE), told.get(Story.REFERRER), told);
        draft.story = visited == null ? own : own.over(visited.story());
        draft.visitRef = visited == null ? 0 : visited.reference();
        String source = draft.source.isEmpty() ? draft.story.source() : null;
        if (source != null && Request.isShort(source)) {
            draft.source = source;
        }
        return true;
    }

    /** Reads the fields by the campaign's vertical, or notes why not. */
    void fields(Desk desk, Request request, CampaignInfo campaign, Snapshot market) {
        Vertical vertical = market.vertical(campaign.verticalId());
        if (!desk.draft.hasFields) {
            desk.draft.error("fields", "is required");
        } else if (vertical != null) {
            desk.fields.read(request, vertical);
        }
    }

    /** Room on the line, or null after the call was answered 503. */
    @Nullable
    Slot claim(Call call) {
        Slot slot = engine.inputs().claimIntake();
        if (slot == null) {
            call.problem(refusal());
        }
        return slot;
    }

    /** Whether the line takes something now; if not, the call was answered 503, and nothing is to be stored for it. */
    boolean accepts(Call call) {
        boolean accepts = engine.accepting();
        if (!accepts) {
            call.problem(refusal());
        }
        return accepts;
    }

    private Problem refusal() {
        String why = engine.refusal();
        if (why == null) {
            return Problems.BUSY;
        }
        return why.equals("draining")
                ? Problems.DRAINING
                : new Problem(503, why, "The exchange takes nothing now: " + why + ". Nothing was done.", List.of(), 5);
    }

    /** The problem that a reason is, or null if it is an answer. */
    static @Nullable Problem problem(Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> Problems.NOT_FOUND;
            case NOT_ALLOWED -> new Problem(403, "not_allowed", "This seller may not sell in this campaign.");
            case UNKNOWN_BID -> new Problem(422, "unknown_bid", "A chosen bid is none that was offered for this ping.");
            default -> null;
        };
    }
}
