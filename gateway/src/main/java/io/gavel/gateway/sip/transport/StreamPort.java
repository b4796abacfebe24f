package io.gavel.gateway.sip.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens for TCP or TLS; connections live on any loop of the group. */
final class StreamPort extends ChannelInitializer<Channel> {
    private final Transport transport;
    private final StreamSettings settings;
    private final Postman postman;
    private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();
    private final Channel channel;

    /** Binds, and waits for it: not on an event loop. */
    StreamPort(
            Listener listener,
            EventLoop acceptor,
            EventLoopGroup group,
            ChannelFactory<? extends ServerChannel> factory,
            StreamSettings settings,
            Postman postman) {
        this.transport = listener.transport();
        this.settings = settings;
        this.postman = postman;
        if (transport == Transport.TLS) {
            Objects.requireNonNull(settings.serverTls(), "a TLS listener needs a certificate");
        }
        this.channel = bind(listener, acceptor, group, factory);
    }

    private Channel bind(
            Listener listener,
            EventLoop acceptor,
            EventLoopGroup group,
            ChannelFactory<? extends ServerChannel> factory) {
        ChannelFuture bound = new ServerBootstrap()
                .group(acceptor, group)
                .channelFactory(factory)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(this)
                .bind(listener.bind(), listener.port())
                .awaitUninterruptibly();
        return DatagramPort.opened(bound, "TCP port " + listener.port());
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    protected void initChannel(Channel child) {
        InetSocketAddress remote = (InetSocketAddress) child.remoteAddress();
        if (remote == null || accepted.size() >= settings.connections() || !postman.hears(remote.getAddress())) {
            child.unsafe().closeForcibly();
            return;
        }
        accepted.add(child);
        child.closeFuture().addListener(closed -> accepted.remove(child));
        SslContext tls = settings.serverTls();
        if (transport == Transport.TLS && tls != null) {
            SslHandler handler = tls.newHandler(child.alloc());
            handler.setHandshakeTimeoutMillis(10_000);
            child.pipeline().addLast(handler);
        }
        child.pipeline()
                .addLast(new IdleStateHandler(settings.idleSeconds(), 0, 0))
                .addLast(new Connection(transport, child, remote, port(), postman, settings.messageBytes()));
    }

    void close() {
        channel.close().syncUninterruptibly();
        accepted.forEach(child -> child.close().syncUninterruptibly());
    }
}
