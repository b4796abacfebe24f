package io.gavel.gateway.sip.transport;

import io.gavel.gateway.sip.transaction.Path;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One loop's connections to others; one for an address and a name. All on the loop. */
final class Connector {
    private record Key(Transport transport, InetSocketAddress remote, String name) {}

    private final Map<Key, Connection> open = new HashMap<>();
    private final Map<Key, List<Consumer<@Nullable Path>>> opening = new HashMap<>();
    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> factory;
    private final StreamSettings settings;
    private final Postman postman;

    Connector(EventLoop loop, ChannelFactory<? extends Channel> factory, StreamSettings settings, Postman postman) {
        this.loop = loop;
        this.factory = factory;
        this.settings = settings;
        this.postman = postman;
    }

    /**
     * @param name the host's, which its certificate must have
     * @param localPort what is said of our own port
     * @param ready gets null if there is no connection
     */
    void path(
            Transport transport, InetSocketAddress remote, String name, int localPort, Consumer<@Nullable Path> ready) {
        Key key = new Key(transport, remote, transport == Transport.TLS ? name : "");
        Connection known = open.get(key);
        if (known != null && known.isOpen()) {
            ready.accept(known.back(loop, remote));
            return;
        }
        List<Consumer<@Nullable Path>> waiting = opening.get(key);
        if (waiting != null) {
            waiting.add(ready);
            return;
        }
        opening.put(key, new ArrayList<>(List.of(ready)));
        connect(key, localPort);
    }

    private void connect(Key key, int localPort) {
        SslContext tls = settings.clientTls();
        if (key.transport() == Transport.TLS && tls == null) {
            finish(key, null);
            return;
        }
        new Bootstrap()
                .group(loop)
                .channelFactory(factory)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectMillis())
                .handler(new Nothing())
                .connect(key.remote())
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        finish(key, null);
                    } else if (key.transport() == Transport.TLS && tls != null) {
                        agree(key, connected.channel(), localPort, tls);
                    } else {
                        opened(key, connected.channel(), localPort);
                    }
                });
    }

    private void agree(Key key, Channel channel, int localPort, SslContext tls) {
        SslHandler handler =
                tls.newHandler(channel.alloc(), key.name(), key.remote().getPort());
        handler.setHandshakeTimeoutMillis(settings.connectMillis());
        channel.pipeline().addLast(handler, new Ending());
        handler.handshakeFuture().addListener(agreed -> {
            if (agreed.isSuccess()) {
                opened(key, channel, localPort);
            } else {
                ChannelFuture unused = channel.close();
                finish(key, null);
            }
        });
    }

    private void opened(Key key, Channel channel, int localPort) {
        Connection connection =
                new Connection(key.transport(), channel, key.remote(), localPort, postman, settings.messageBytes());
        channel.pipeline().addLast(new IdleStateHandler(settings.idleSeconds(), 0, 0), connection);
        channel.closeFuture().addListener(closed -> open.remove(key, connection));
        open.put(key, connection);
        finish(key, connection);
    }

    private void finish(Key key, @Nullable Connection connection) {
        List<Consumer<@Nullable Path>> waiting = opening.remove(key);
        if (waiting != null) {
            for (Consumer<@Nullable Path> ready : waiting) {
                ready.accept(connection == null ? null : connection.back(loop, key.remote()));
            }
        }
    }

    void close() {
        List.copyOf(open.values()).forEach(connection -> {
            ChannelFuture unused = connection.channel().close();
        });
    }

    /** A handshake that fails is told by its future; nobody logs it. */
    private static final class Ending extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ChannelFuture unused = context.close();
        }
    }

    /** Handlers come when there is a connection. */
    private static final class Nothing extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {}
    }
}
