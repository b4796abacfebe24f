package io.gavel.gateway.http.seller;

import io.gavel.Engine;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Fresh;
import io.gavel.gateway.http.Handler;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.Ids;
import io.gavel.view.LeadRecord;
import io.gavel.view.LeadStore;
import io.gavel.view.PingRecord;
import io.gavel.view.PingStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The door of the sellers' edge: a handler for each of its routes. */
public final class SellerHandlers {
    private final SellerEdge edge;
    private final Fresh fresh;

    /**
     * Wires the edge; nothing starts before the first call.
     *
     * @param stories the vault of visits: what pings told of their origin
     * @param sipHost host and port that carriers send calls to; null while no calls are taken
     * @param visits for leads that name one
     * @param clock tells whether people may be called now
     */
    public SellerHandlers(
            Engine engine,
            Directory directory,
            Replies replies,
            Vault vault,
            Vault stories,
            PingStore pings,
            LeadStore leads,
            List<Loop> loops,
            Supplier<@Nullable String> sipHost,
            VisitStories visits,
            InstantSource clock) {
        this.fresh = new Fresh(engine::outputBacklog);
        this.edge = new SellerEdge(
                engine, directory, replies, vault, stories, pings, leads, loops, new CallWays(sipHost), visits, clock);
    }

    /** {@code POST /v1/pings}. */
    public Handler ping() {
        return new PingHandler(edge);
    }

    /** {@code POST /v1/posts}. */
    public Handler post() {
        return new PostHandler(edge);
    }

    /** {@code POST /v1/leads}. */
    public Handler lead() {
        return new LeadHandler(edge);
    }

    /** {@code GET /v1/pings/{ping_id}}: what the ping was answered. */
    public void findPing(Call call) {
        long id = Ids.parse(call.pathParameter("ping_id"));
        fresh.find(
                call,
                () -> {
                    PingRecord ping = id <= 0 ? null : edge.pings.find(id);
                    return ping != null && mayRead(call, ping.sellerId()) ? ping : null;
                },
                ping -> call.json(200, edge.desk(call).pingAnswer.write(ping, edge.directory.now(), edge.ways)));
    }

    /** {@code GET /v1/leads/{lead_id}}: the post's answer as it stands now. */
    public void findLead(Call call) {
        long id = Ids.parse(call.pathParameter("lead_id"));
        fresh.find(
                call,
                () -> {
                    LeadRecord lead = id <= 0 ? null : edge.leads.find(id);
                    return lead != null && mayRead(call, lead.sellerId()) ? lead : null;
                },
                lead -> call.json(200, edge.desk(call).leadAnswer.write(lead, edge.directory.now())));
    }

    private static boolean mayRead(Call call, int sellerId) {
        return call.principal().role() != Role.SELLER || call.principal().ownerId() == sellerId;
    }
}
