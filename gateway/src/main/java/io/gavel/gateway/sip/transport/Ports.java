package io.gavel.gateway.sip.transport;

import io.gavel.gateway.sip.transaction.Path;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that listens and all that connects: the package's door. The first listener of a transport is the one that sends. */
public final class Ports implements AutoCloseable {
    private static final int TOGETHER_TRIES = 30;

    private final Map<Transport, DatagramPort> datagrams = new EnumMap<>(Transport.class);
    private final Map<Transport, StreamPort> streams = new EnumMap<>(Transport.class);
    private final Map<EventLoop, Connector> connectors = new HashMap<>();
    private final Vertx vertx;
    private final List<EventLoop> loops;
    private final StreamSettings settings;
    private final Postman postman;

    /** Nothing is open yet. */
    public Ports(Vertx vertx, List<EventLoop> loops, StreamSettings settings, Postman postman) {
        this.vertx = vertx;
        this.loops = loops;
        this.settings = settings;
        this.postman = postman;
        var channels = ((VertxInternal) vertx).transport().channelFactory(false);
        for (EventLoop loop : loops) {
            connectors.put(loop, new Connector(loop, channels, settings, postman));
        }
    }

    /**
     * Binds and waits for it: not on an event loop. One listener a transport. UDP and TCP that both take a free port take the same
     * one, for who has no other word knows only one number (RFC 3263 §4.2).
     *
     * @throws java.io.UncheckedIOException if a port cannot be had
     */
    public void listen(List<Listener> listeners) {
        Listener udp = free(listeners, Transport.UDP);
        Listener tcp = free(listeners, Transport.TCP);
        if (udp != null && tcp != null) {
            listenTogether(udp, tcp);
        }
        for (Listener listener : listeners) {
            if (port(listener.transport()) == 0) {
                listen(listener);
            }
        }
    }

    private static @Nullable Listener free(List<Listener> listeners, Transport transport) {
        for (Listener listener : listeners) {
            if (listener.transport() == transport && listener.port() == 0) {
                return listener;
            }
        }
        return null;
    }

    /** A port that is free for one is not always free for the other. */
    private void listenTogether(Listener udp, Listener tcp) {
        for (int tries = 1; ; tries++) {
            listen(udp);
            try {
                listen(new Listener(Transport.TCP, tcp.bind(), port(Transport.UDP)));
                return;
            } catch (UncheckedIOException e) {
                DatagramPort bound = datagrams.remove(Transport.UDP);
                if (bound != null) {
                    bound.close().forEach(closed -> closed.syncUninterruptibly());
                }
                if (tries == TOGETHER_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void listen(Listener listener) {
        VertxInternal internals = (VertxInternal) vertx;
        if (listener.transport() == Transport.UDP) {
            datagrams.put(
                    Transport.UDP, new DatagramPort(listener, loops, internals.transport()::datagramChannel, postman));
        } else {
            streams.put(
                    listener.transport(),
                    new StreamPort(
                            listener,
                            loops.get(0),
                            internals.eventLoopGroup(),
                            internals.transport().serverChannelFactory(false),
                            settings,
                            postman));
        }
    }

    /** The port that was bound; 0 if nobody listens for this transport. */
    public int port(Transport transport) {
        DatagramPort datagram = datagrams.get(transport);
        StreamPort stream = streams.get(transport);
        return datagram != null ? datagram.port() : stream != null ? stream.port() : 0;
    }

    /** Whether requests can be sent over this transport. Any thread. */
    public boolean speaks(Transport transport) {
        return switch (transport) {
            case UDP -> datagrams.containsKey(Transport.UDP);
            case TCP -> true;
            case TLS -> settings.clientTls() != null;
        };
    }

    /** Whether more datagrams come in than are read. Any thread. */
    public boolean isBehind() {
        DatagramPort port = datagrams.get(Transport.UDP);
        return port != null && port.isBehind();
    }

    /**
     * A path to an address, at once for datagrams, later perhaps for connections; null if there is none. On the loop.
     *
     * @param name whom a certificate must name
     */
    public void path(
            EventLoop loop, Transport transport, InetSocketAddress to, String name, Consumer<@Nullable Path> ready) {
        if (transport == Transport.UDP) {
            DatagramPort port = datagrams.get(Transport.UDP);
            ready.accept(port == null ? null : port.path(loop, to));
        } else {
            Connector connector = Objects.requireNonNull(connectors.get(loop), "one of our loops");
            connector.path(transport, to, name, port(transport), ready);
        }
    }

    /** Closes all sockets and connections, and waits for it: not on an event loop. */
    @Override
    public void close() {
        streams.values().forEach(StreamPort::close);
        datagrams.values().forEach(port -> port.close().forEach(closed -> closed.syncUninterruptibly()));
        CompletableFuture.allOf(connectors.entrySet().stream()
                        .map(entry -> CompletableFuture.runAsync(entry.getValue()::close, entry.getKey()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
