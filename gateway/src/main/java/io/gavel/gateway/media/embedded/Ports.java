package io.gavel.gateway.media.embedded;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The port pairs of one media loop. Sockets are opened ahead of need and kept for the next call, so that a call usually costs no
 * system call; a pair that is given back rests for a second, in which late packets of the old call die. Begins anywhere in the
 * range, so that nobody guesses the next port, and searches all of it: ports that somebody else has are passed over. Any thread may
 * take.
 */
final class Ports {
    private static final int READY_AT_LEAST = 32;
    /** So many are left for those who cannot wait. */
    private static final int UNOPENED_AT_LEAST = 64;

    /** After a search of the whole range that found nothing, so long nothing is searched. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private static final long OPENING_MILLIS = 1_000;
    private static final long REST_NANOS = 1_000_000_000L;
    private static final int RTP_BYTES = 2_048;
    /** Of one side, while the loop does not look: a second or so (a packet counts with 400 to 2,000 bytes). Older audio helps nobody. */
    private static final int WAITING_BYTES = 32 * 1_024;
    /** Expedited forwarding (RFC 4594 §4.1). */
    private static final int VOICE = 0xB8;

    private final EventLoop loop;
    private final ChannelFactory<DatagramChannel> sockets;
    private final String bind;
    private final Queue<Integer> unopened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unopenedCount = new AtomicInteger();
    private final Queue<PortPair> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger readyCount = new AtomicInteger();
    private final AtomicInteger free = new AtomicInteger();
    private final Set<PortPair> opened = ConcurrentHashMap.newKeySet();
    /** The oldest first; media loop only. */
    private final Queue<Resting> resting = new ArrayDeque<>();

    private final TakenPorts taken;
    private volatile long searchedInVain;
    private volatile boolean closed;

    private record Resting(PortPair pair, long sinceNanos) {}

    /** Of the pairs in the range, every {@code step}th from {@code index} on. */
    Ports(
            EventLoop loop,
            ChannelFactory<DatagramChannel> sockets,
            EmbeddedOptions options,
            int index,
            int step,
            TakenPorts taken) {
        this.loop = loop;
        this.taken = taken;
        this.sockets = sockets;
        this.bind = options.bind();
        int firstEven = options.firstPort() + (options.firstPort() & 1) + 2 * index;
        int pairs = Math.max(0, Math.floorDiv(options.lastPort() - 1 - firstEven, 2 * step) + 1);
        int start = pairs == 0 ? 0 : ThreadLocalRandom.current().nextInt(pairs);
        for (int i = 0; i < pairs; i++) {
            putBack(firstEven + 2 * step * ((start + i) % pairs));
        }
        free.set(pairs);
    }

    /** A pair with open sockets, or null if there is none left. Waits for the operating system only when none is ready. */
    @Nullable
    PortPair take() {
        PortPair pair = ready.poll();
        if (pair == null) {
            pair = openNow();
        } else if (readyCount.decrementAndGet() < READY_AT_LEAST) {
            refill();
        }
        if (pair != null) {
            free.decrementAndGet();
        }
        return pair;
    }

    /** On the media loop: the pair may be taken again after a while. */
    void give(PortPair pair, long nowNanos) {
        pair.use(null);
        resting.add(new Resting(pair, nowNanos));
    }

    /** On the media loop, now and then: those that have rested may be taken. A timer for each would wake the loop for each. */
    void tick(long nowNanos) {
        for (Resting next = resting.peek();
                next != null && nowNanos - next.sinceNanos() >= REST_NANOS;
                next = resting.peek()) {
            resting.remove();
            free.incrementAndGet();
            keep(next.pair());
        }
    }

    /** Opens some sockets ahead of need. */
    void refill() {
        loop.execute(() -> {
            for (int i = readyCount.get(); i < 2 * READY_AT_LEAST && unopenedCount.get() > UNOPENED_AT_LEAST; i++) {
                Integer port = nextUnopened();
                if (port != null) {
                    openAhead(port);
                }
            }
        });
    }

    int free() {
        return free.get();
    }

    /** On the media loop, when no stream uses a pair any more: also those that rest. */
    void close() {
        closed = true;
        opened.forEach(PortPair::close);
    }

    private void keep(PortPair pair) {
        ready.add(pair);
        readyCount.incrementAndGet();
    }

    private void openAhead(int port) {
        PortPair pair = new PortPair(port);
        bind(pair.rtp(), port).addListener(rtp -> {
            if (!rtp.isSuccess()) {
                failed(port, rtp.cause());
                return;
            }
            pair.rtp(((ChannelFuture) rtp).channel());
            bind(pair.control(), port + 1).addListener(control -> {
                if (control.isSuccess()) {
                    pair.control(((ChannelFuture) control).channel());
                    register(pair);
                    keep(pair);
                } else {
                    pair.close();
                    failed(port, control.cause());
                }
            });
        });
    }

    private void register(PortPair pair) {
        opened.add(pair);
        if (closed) {
            pair.close();
        }
    }

    /** Tried again later, behind all others. */
    private void failed(int port, @Nullable Throwable cause) {
        taken.taken(port, cause);
        putBack(port);
    }

    private void putBack(int port) {
        unopened.add(port);
        unopenedCount.incrementAndGet();
    }

    private @Nullable Integer nextUnopened() {
        Integer port = unopened.poll();
        if (port != null) {
            unopenedCount.decrementAndGet();
        }
        return port;
    }

    private @Nullable PortPair openNow() {
        long searched = searchedInVain;
        if (searched != 0 && System.nanoTime() - searched < PAUSE_NANOS) {
            return null;
        }
        for (int i = unopenedCount.get(); i > 0; i--) {
            Integer port = nextUnopened();
            if (port == null) {
                return null;
            }
            PortPair pair = new PortPair(port);
            Channel rtp = opened(pair.rtp(), port);
            Channel control = rtp == null ? null : opened(pair.control(), port + 1);
            if (rtp != null && control != null) {
                pair.rtp(rtp);
                pair.control(control);
                register(pair);
                refill();
                return pair;
            }
            if (rtp != null) {
                ChannelFuture unused = rtp.close();
            }
        }
        searchedInVain = System.nanoTime();
        return null;
    }

    private @Nullable Channel opened(ChannelHandler handler, int port) {
        ChannelFuture binding = bind(handler, port);
        if (binding.awaitUninterruptibly(OPENING_MILLIS) && binding.isSuccess()) {
            return binding.channel();
        }
        failed(port - (port & 1), binding.cause());
        ChannelFuture unused = binding.channel().close();
        return null;
    }

    /** A second look for more costs a system call, and each side sends only every 20 ms. */
    private static FixedRecvByteBufAllocator oneAtATime() {
        FixedRecvByteBufAllocator buffers = new FixedRecvByteBufAllocator(RTP_BYTES);
        buffers.maxMessagesPerRead(1);
        return buffers;
    }

    private ChannelFuture bind(ChannelHandler handler, int port) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(sockets)
                .option(ChannelOption.RECVBUF_ALLOCATOR, oneAtATime())
                .option(ChannelOption.SO_RCVBUF, WAITING_BYTES)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.IP_TOS, VOICE)
                .handler(handler)
                .bind(bind, port);
    }
}
