package io.gavel.gateway.client;

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
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections: finds the addresses of a name, drops those that the guard refuses, tries the others one after another,
 * agrees on TLS (the JDK's, with the host's name checked against the certificate). Stateless; used from all loops.
 */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final ChannelFactory<? extends Channel> channels;
    private final Names names;
    private final SslContext tls;
    private final ClientSettings settings;
    private final Map<String, InetSocketAddress> ours = new ConcurrentHashMap<>();

    Connector(ChannelFactory<? extends Channel> channels, Names names, SslContext tls, ClientSettings settings) {
        this.channels = channels;
        this.names = names;
        this.tls = tls;
        this.settings = settings;
    }

    /** A name that leads to a part of this program. */
    void serve(String name, InetSocketAddress address) {
        ours.put(name, address);
    }

    /** Tells the pool on its loop what came of it, later. */
    void connect(EventLoop loop, Origin origin, Pool pool) {
        InetSocketAddress part = ours.get(origin.host());
        if (part != null) {
            loop.execute(() -> tryFrom(0, List.of(part), loop, origin, pool));
            return;
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(origin.host());
        if (literal != null) {
            loop.execute(() -> choose(loop, origin, pool, List.of(address(literal))));
            return;
        }
        names.addresses(loop, origin.host()).addListener((Future<List<InetSocketAddress>> found) -> {
            if (found.isSuccess()) {
                List<InetAddress> addresses = new ArrayList<>();
                for (InetSocketAddress address : found.getNow()) {
                    addresses.add(address.getAddress());
                }
                choose(loop, origin, pool, addresses);
            } else {
                pool.notOpened(Failure.UNREACHABLE);
            }
        });
    }

    private void choose(EventLoop loop, Origin origin, Pool pool, List<InetAddress> found) {
        List<InetSocketAddress> allowed = new ArrayList<>();
        for (InetAddress address : found) {
            if (settings.allowPrivateAddresses() || AddressGuard.isPublic(address)) {
                allowed.add(new InetSocketAddress(address, origin.port()));
            }
        }
        if (allowed.isEmpty()) {
            pool.notOpened(found.isEmpty() ? Failure.UNREACHABLE : Failure.NOT_ALLOWED);
        } else {
            tryFrom(0, allowed, loop, origin, pool);
        }
    }

    private void tryFrom(int index, List<InetSocketAddress> addresses, EventLoop loop, Origin origin, Pool pool) {
        if (index == addresses.size()) {
            pool.notOpened(Failure.UNREACHABLE);
            return;
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(channels)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectMillis())
                .handler(new Nothing());
        bootstrap.connect(addresses.get(index)).addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                tryFrom(index + 1, addresses, loop, origin, pool);
            } else if (origin.secure()) {
                agree(connected.channel(), origin, pool);
            } else {
                opened(connected.channel(), pool);
            }
        });
    }

    private void agree(Channel channel, Origin origin, Pool pool) {
        SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
        handler.setHandshakeTimeoutMillis(settings.connectMillis());
        channel.pipeline().addLast(handler, new Handshake(origin, pool));
    }

    private void opened(Channel channel, Pool pool) {
        Connection connection = new Connection(pool, channel, settings.bodyBytes());
        channel.pipeline().addLast(connection);
        pool.opened(connection);
    }

    private static InetAddress address(byte[] literal) {
        try {
            return InetAddress.getByAddress(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Waits until TLS is agreed, then makes way for the connection. */
    private final class Handshake extends ChannelInboundHandlerAdapter {
        private final Origin origin;
        private final Pool pool;

        Handshake(Origin origin, Pool pool) {
            this.origin = origin;
            this.pool = pool;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent completed)) {
                return;
            }
            if (completed.isSuccess()) {
                context.pipeline().remove(this);
                opened(context.channel(), pool);
            } else {
                LOG.info(
                        "client tls=refused peer={}:{} cause=\"{}\"",
                        origin.host(),
                        origin.port(),
                        completed.cause().getMessage());
                ChannelFuture unused = context.close();
                pool.notOpened(Failure.UNREACHABLE);
            }
        }

        /** Said by the event already. */
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
