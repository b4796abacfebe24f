package io.gavel.gateway.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/** The HTTP clients to the outside, one for each event loop of the gateway. */
public final class Clients implements AutoCloseable {
    private final List<Client> clients;
    private final Connector connector;

    private Clients(List<Client> clients, Connector connector) {
        this.clients = clients;
        this.connector = connector;
    }

    /** From now on this name leads to this address and nowhere else, whatever the guard says of it. */
    public void serve(String name, InetSocketAddress address) {
        connector.serve(name, address);
    }

    /** One client for each context; a correlation's loop index is its place in the list. */
    public static Clients open(Vertx vertx, List<Context> loops, ClientSettings settings) {
        return open(vertx, loops, settings, publicTrust());
    }

    static Clients open(Vertx vertx, List<Context> loops, ClientSettings settings, SslContext tls) {
        VertxInternal internals = (VertxInternal) vertx;
        ChannelFactory<? extends Channel> channels = internals.transport().channelFactory(false);
        Names names = (loop, name) -> internals.nameResolver().resolveAll(loop, name);
        Connector connector = new Connector(channels, names, tls, settings);
        List<Client> clients = loops.stream()
                .map(context -> ((ContextInternal) context).nettyEventLoop())
                .map(loop -> new Client(loop, connector, settings))
                .toList();
        return new Clients(clients, connector);
    }

    /** How many loops there are. */
    public int size() {
        return clients.size();
    }

    /** The client of a loop; what is not a loop's number is the first's. */
    public Client on(int loop) {
        return clients.get(loop >= 0 && loop < clients.size() ? loop : 0);
    }

    /** Closes what is idle, on the loops, and waits for that. */
    @Override
    public void close() {
        CompletableFuture<?>[] all = clients.stream()
                .map(client -> CompletableFuture.runAsync(client::close, client.loop()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
    }

    private static SslContext publicTrust() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JDK speaks no TLS", e);
        }
    }
}
