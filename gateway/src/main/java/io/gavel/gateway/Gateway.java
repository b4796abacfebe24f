package io.gavel.gateway;

import io.gavel.gateway.bid.BuyerEdge;
import io.gavel.gateway.bid.BuyerSettings;
import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.BuyersConfig;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.http.Doorkeeper;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Loops;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.http.Server;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.DirectoryFeed;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The whole exchange on one page: memory, market, edges, server, in the order in which they are opened; closed in reverse.
 * Opened, started and closed on the main thread.
 */
public final class Gateway implements AutoCloseable {
    private final ExchangeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Metrics metrics = new Metrics();
    private final Memory memory;
    private final Directory directory = new Directory();
    private final Vertx vertx;
    private final Clients clients;
    private final Replies replies;
    private final Health health;
    private final Server server;

    private Gateway(ExchangeConfig config) throws IOException {
        this.config = config;
        this.memory = Memory.open(config, clock);
        Directory.Loading loading = directory.load();
        memory.engine().documents(loading);
        loading.finish();

        Doorkeeper doorkeeper =
                new Doorkeeper(config.http().connections(), config.http().requestSeconds(), metrics);
        int eventLoops = config.http().eventLoops() > 0
                ? config.http().eventLoops()
                : Runtime.getRuntime().availableProcessors();
        this.vertx = doorkeeper.vertx(eventLoops);
        List<Loop> loops = Loops.start(vertx, eventLoops);
        this.replies = new Replies(loops);
        this.clients = Clients.open(vertx, loops.stream().map(Loop::context).toList(), clientSettings(config.buyers()));
        BuyerEdge buyers = new BuyerEdge(
                memory.engine().inputs(),
                directory,
                memory.vault(),
                clients,
                buyerSettings(config.buyers()),
                clock,
                metrics);
        memory.engine()
                .subscribe("edges", new Edges(List.of(new DirectoryFeed(directory, seen -> {}), replies, buyers)));

        this.health = new Health(memory.engine(), metrics);
        Router router = new Routes(health).router();
        this.server = new Server(
                vertx,
                config.http(),
                loops,
                router,
                directory,
                principal -> null,
                new io.gavel.gateway.http.Idempotency(),
                metrics);
    }

    /** Opens everything and recovers; nothing is served yet. */
    public static Gateway open(ExchangeConfig config) throws IOException {
        return new Gateway(config);
    }

    /** Starts the line and listens; the HTTP port. */
    public int start() {
        memory.engine().start();
        replies.start();
        int port = server.open();
        health.ready();
        return port;
    }

    /** No new work; open auctions and deliveries may end within the configured time. */
    public void drain() {
        memory.engine().stopIntake("draining");
        server.drain();
        long patience = System.nanoTime()
                + Duration.ofSeconds(config.drain().leadsSeconds()).toNanos();
        while (replies.waiting() > 0 && System.nanoTime() < patience) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        server.close();
        memory.engine().stopIntake("draining");
        memory.engine().drain(Duration.ofSeconds(10));
        clients.close();
        memory.close();
        vertx.close();
    }

    private static ClientSettings clientSettings(BuyersConfig buyers) {
        return new ClientSettings(
                buyers.allowPrivateAddresses(),
                buyers.connections(),
                buyers.waiting(),
                buyers.connectMillis(),
                buyers.keepAliveSeconds(),
                buyers.responseBytes());
    }

    private static BuyerSettings buyerSettings(BuyersConfig buyers) {
        return new BuyerSettings(buyers.breakerFailures(), buyers.breakerRestMillis(), buyers.breakerRestMaxMillis());
    }
}
