package io.gavel.gateway.http;

import io.gavel.gateway.metric.Metrics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands where connections are accepted, before any event loop knows them: lets in only so many at once, and closes who asks
 * for nothing. (Vert.x tells of a connection only when it has seen enough of it to know HTTP/1 from HTTP/2.) Any
 * thread.
 */
@Sharable
public final class Doorkeeper extends ChannelInboundHandlerAdapter {
    private final int limit;
    private final int patienceSeconds;
    private final Metrics metrics;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * A new doorkeeper.
     *
     * @param limit connections at once
     * @param patienceSeconds in which a connection has to have made its first request
     */
    public Doorkeeper(int limit, int patienceSeconds, Metrics metrics) {
        this.limit = limit;
        this.patienceSeconds = patienceSeconds;
        this.metrics = metrics;
        metrics.gauge("http.connections", "Open HTTP connections", open::get);
    }

    /** Event loops whose servers all have this doorkeeper; on Linux with native sockets. */
    public Vertx vertx(int eventLoops) {
        Transport epoll = new GuardedEpoll();
        Transport transport = epoll.isAvailable() ? epoll : new GuardedNio();
        return Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(eventLoops))
                .withTransport(new Named(transport))
                .build();
    }

    /** Hears of each accepted connection. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            metrics.rejected("too_many_connections");
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        connection.pipeline().addLast(new Upgrading(), new FirstRequest());
        context.fireChannelRead(accepted);
    }

    /**
     * Closes a connection that has not made its first request in time: Vert.x takes its
     * handler {@code h2c} out of the pipeline when it has seen a whole head; from then on {@link Connections} watches.
     */
    private final class FirstRequest extends ChannelInboundHandlerAdapter {
        private @Nullable Future<?> deadline;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            deadline = context.executor().schedule(() -> look(context), patienceSeconds, TimeUnit.SECONDS);
            context.fireChannelActive();
        }

        @SuppressWarnings("FutureReturnValueIgnored")
        private void look(ChannelHandlerContext context) {
            if (!hasAsked(context.pipeline())) {
                metrics.rejected("no_request");
                context.close();
            } else {
                context.pipeline().remove(this);
            }
        }

        private static boolean hasAsked(ChannelPipeline pipeline) {
            boolean knowsHttp1 = pipeline.get(HttpRequestDecoder.class) != null && pipeline.get("h2c") == null;
            return knowsHttp1 || pipeline.get(Http2ConnectionHandler.class) != null;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (deadline != null) {
                deadline.cancel(false);
            }
            context.fireChannelInactive();
        }
    }

    private final class GuardedEpoll extends EpollTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            bootstrap.handler(Doorkeeper.this);
        }
    }

    private final class GuardedNio extends NioTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            bootstrap.handler(Doorkeeper.this);
        }
    }

    /** As Vert.x wants to be told of a transport. */
    private record Named(Transport implementation) implements io.vertx.core.transport.Transport {
        @Override
        public String name() {
            return "guarded";
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public @Nullable Throwable unavailabilityCause() {
            return null;
        }
    }
}
