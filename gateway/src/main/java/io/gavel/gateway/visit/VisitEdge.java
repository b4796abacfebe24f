package io.gavel.gateway.visit;

import io.gavel.Engine;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.story.Story;
import io.gavel.gateway.story.Visited;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.Attributes;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The door of the visitors' edge: its handlers. On the event loops; what they share may be used by any. */
public final class VisitEdge {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String NO_ORIGIN = "origin_not_allowed";

    final Engine engine;
    final Directory directory;
    final Replies replies;
    final Vault vault;
    final Metrics metrics;
    final Names names;
    private final Crowd crowd;
    private final Crowd touches;
    private final Proxies proxies;
    private final Buffer script = read("dni.js");

    /**
     * Wires the edge.
     *
     * @param vault of the visits' stories
     * @param perMinute new visitors that one address may bring in a minute
     * @param proxies whose word on where a request came from is taken
     * @param nanos never goes back, for example {@code System::nanoTime}
     */
    public VisitEdge(
            Engine engine,
            Directory directory,
            Replies replies,
            Vault vault,
            int perMinute,
            Proxies proxies,
            LongSupplier nanos,
            Metrics metrics) {
        this.engine = engine;
        this.directory = directory;
        this.replies = replies;
        this.vault = vault;
        this.metrics = metrics;
        this.names = new Names(vault.persons());
        this.crowd = new Crowd(perMinute, nanos);
        this.touches = new Crowd(perMinute * 20, nanos);
        this.proxies = proxies;
    }

    /** A visit's public id. Any thread. */
    public String name(long visitId) {
        return names.visit(visitId);
    }

    /** {@code POST /v1/visits}. */
    public void open(Call call) {
        VisitBody body = VisitBody.read(call.body().getBytes());
        Problem problem = body.problem();
        if (problem != null) {
            call.problem(problem);
            return;
        }
        Snapshot market = directory.now();
        PoolInfo pool = market.pool(body.pool());
        CampaignInfo campaign = pool == null ? null : market.campaign(pool.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        if (pool == null || vertical == null || !pool.enabled()) {
            call.problem(new Problem(404, "no_pool", "There is no pool of this name."));
            return;
        }
        if (!Origins.admit(call, pool)) {
            refuse(call, new Problem(403, NO_ORIGIN, "This pool is not for pages of this origin."));
            return;
        }
        String userAgent = call.header(HttpHeaderNames.USER_AGENT);
        if (Names.isRobot(userAgent)) {
            metrics.count("visits.robots");
            call.noContent();
            return;
        }
        String visitorName = body.visitor();
        String name = visitorName == null ? UUID.randomUUID().toString() : visitorName;
        long visitor = names.visitor(pool.id() + " " + name);
        long address = names.address(proxies.address(call));
        int wait = crowd.admit(address, visitor);
        if (wait > 0) {
            refuse(call, tooMany("No more new visitors from this address now.", wait));
            return;
        }
        Story story = body.last();
        Attributes attributes = Telling.attributes(story, vertical);
        new VisitRequest(this, call, pool, visitor, address, body.areaCode(), story, attributes)
                .store(Telling.json(body, story, userAgent));
    }

    /** What a visit told, by its public id; nothing if it is over or was never. It is touched by that. On the call's loop. */
    public void story(Call call, String visitId, Consumer<Visited> found) {
        new StoryRequest(this, found).send(call, names.visitId(visitId));
    }

    /** {@code POST /v1/visits/{visit_id}/touch}. */
    public void touch(Call call) {
        if (!Origins.admit(call, directory.now())) {
            refuse(call, new Problem(403, NO_ORIGIN, "No pool is for pages of this origin."));
            return;
        }
        long visitId = names.visitId(call.pathParameter("visit_id"));
        if (visitId == 0) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        int wait = touches.admit(names.address(proxies.address(call)));
        if (wait > 0) {
            refuse(call, tooMany("Too many touches from this address.", wait));
            return;
        }
        new TouchRequest(this, call, visitId).send();
    }

    /** {@code OPTIONS} of both. */
    public void preflight(Call call) {
        Origins.preflight(call, directory.now());
    }

    /** {@code GET /dni.js}. */
    public void script(Call call) {
        String pool = call.query("pool");
        if (pool != null && directory.now().pool(pool) == null) {
            call.problem(new Problem(404, "no_pool", "There is no pool of this name."));
            return;
        }
        call.with(HttpHeaderNames.CACHE_CONTROL, "public, max-age=300")
                .with("cross-origin-resource-policy", "cross-origin")
                .with("x-content-type-options", "nosniff")
                .bytes(200, SCRIPT, script);
    }

    private void refuse(Call call, Problem problem) {
        metrics.count("visits.refused." + problem.code());
        call.problem(problem);
    }

    private static Problem tooMany(String detail, int seconds) {
        return new Problem(429, Problems.RATE_LIMITED, detail, List.of(), seconds);
    }

    private static Buffer read(String name) {
        try (InputStream in = VisitEdge.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
