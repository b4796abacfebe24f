package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaEngine;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaException.Cause;
import io.gavel.gateway.media.MediaListener;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relay: media loops with their ports, and the recorder. Any thread. */
public final class EmbeddedMedia implements MediaEngine {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMedia.class);
    private static final long CLOSING_SECONDS = 10;

    private final EmbeddedOptions options;
    private final EventLoopGroup group;
    private final Recorder recorder = new Recorder();
    private final List<MediaLoop> loops = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean closed;

    private EmbeddedMedia(EmbeddedOptions options) {
        this.options = options;
        boolean epoll = Epoll.isAvailable();
        this.group = new MultiThreadIoEventLoopGroup(
                options.loops(),
                // before all others, where Java and the system let it (-XX:ThreadPriorityPolicy=1, nice -4): audio is
                // in a hurry
                new DefaultThreadFactory("media", true, Thread.MAX_PRIORITY),
                epoll
                        ? EpollIoHandler.newFactory(0, Gathering::new)
                        : NioIoHandler.newFactory(SelectorProvider.provider(), Gathering::new));
        ChannelFactory<DatagramChannel> sockets = sockets(epoll, options.bind());
        TakenPorts taken = new TakenPorts(EmbeddedMedia::later, LOG::warn);
        for (int i = 0; i < options.loops(); i++) {
            EventLoop loop = group.next();
            Ports ports = new Ports(loop, sockets, options, i, options.loops(), taken);
            loops.add(new MediaLoop(loop, ports, recorder, options.clock()));
            ports.refill();
        }
    }

    /** Of IPv4 alone where nothing else can come: each packet through a socket of both kinds costs more. */
    private static ChannelFactory<DatagramChannel> sockets(boolean epoll, String bind) {
        if (NetUtil.isValidIpV4Address(bind)) {
            return epoll
                    ? () -> new EpollDatagramChannel(SocketProtocolFamily.INET)
                    : () -> new NioDatagramChannel(SocketProtocolFamily.INET);
        }
        return epoll ? EpollDatagramChannel::new : NioDatagramChannel::new;
    }

    /** On none of the media loops. */
    private static void later(Runnable action, long millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(action);
    }

    /** Starts the loops; sockets open as they are needed. */
    public static EmbeddedMedia open(EmbeddedOptions options) {
        return new EmbeddedMedia(options);
    }

    @Override
    public MediaCall open(String callName, MediaListener listener, Executor callLoop) throws MediaException {
        if (closed) {
            throw new MediaException(Cause.CLOSED, "The media engine is closed");
        }
        int first = next.getAndIncrement();
        for (int i = 0; i < loops.size(); i++) {
            MediaLoop loop = loops.get(Math.floorMod(first + i, loops.size()));
            PortPair ports = loop.ports().take();
            if (ports != null) {
                return new EmbeddedCall(callName, listener, callLoop, loop, options, ports);
            }
        }
        throw new MediaException(Cause.NO_PORTS, "No media ports left for " + callName);
    }

    @Override
    public int calls() {
        return loops.stream().mapToInt(MediaLoop::calls).sum();
    }

    @Override
    public int freePorts() {
        return loops.stream().mapToInt(loop -> loop.ports().free()).sum();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CountDownLatch ended = new CountDownLatch(loops.size());
        for (MediaLoop loop : loops) {
            loop.post(() -> {
                loop.sessions().forEach(session -> session.end(figures -> {}));
                loop.ports().close();
                ended.countDown();
            });
        }
        await(ended);
        group.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS);
        recorder.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A media loop does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
