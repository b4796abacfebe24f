package io.gavel.gateway.sip.transport;

import io.gavel.gateway.sip.transaction.Path;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One UDP port with a socket for each loop (SO_REUSEPORT), so that each loop sends without another's help. The port is
 * bound alone first, to see that nobody else has it.
 */
final class DatagramPort {
    private static final int RECEIVE_BUFFER = 4 << 20;
    /** Vert.x cuts datagrams at 2,048 bytes; these are read whole. */
    private static final int LONGEST = 65_536;
    /** The native transports' option by its name: their classes are not always there. */
    private static final ChannelOption<Boolean> NATIVE_SHARING =
            ChannelOption.valueOf("io.netty.channel.unix.UnixChannelOption#SO_REUSEPORT");

    private final Map<EventLoop, DatagramReader> readers = new HashMap<>();
    private final List<Channel> channels = new ArrayList<>();
    private final int port;

    /** Binds, and waits for it: not on an event loop. */
    DatagramPort(Listener listener, List<EventLoop> loops, Supplier<DatagramChannel> factory, Postman postman) {
        int wanted = loops.size() > 1 ? claim(listener) : listener.port();
        for (EventLoop loop : loops) {
            DatagramReader reader = new DatagramReader(this, postman);
            Channel channel = bind(loop, factory, listener.bind(), wanted, loops.size() > 1, reader);
            wanted = ((InetSocketAddress) channel.localAddress()).getPort();
            channels.add(channel);
            readers.put(loop, reader);
        }
        this.port = wanted;
    }

    /** Binds alone and lets go again: fails if anybody has the port, even one who would share it. */
    private static int claim(Listener listener) {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(new InetSocketAddress(listener.bind(), listener.port()));
            return probe.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException("UDP port " + listener.port() + ": " + e.getMessage(), e);
        }
    }

    private static Channel bind(
            EventLoop loop,
            Supplier<DatagramChannel> factory,
            String address,
            int port,
            boolean shared,
            DatagramReader reader) {
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channelFactory(() -> shared ? share(factory.get()) : factory.get())
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, buffers())
                // Netty's own choice makes such long ones anew, and fills them with zeros, for each datagram
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(reader)
                .bind(address, port)
                .awaitUninterruptibly();
        return opened(bound, "UDP port " + port);
    }

    private static FixedRecvByteBufAllocator buffers() {
        FixedRecvByteBufAllocator buffers = new FixedRecvByteBufAllocator(LONGEST);
        buffers.maxMessagesPerRead(DatagramReader.AT_ONCE);
        return buffers;
    }

    /** Netty would throw the checked exception that nobody can catch. */
    static Channel opened(ChannelFuture bound, String what) {
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException(what + ": " + bound.cause().getMessage(), bound.cause()));
        }
        return bound.channel();
    }

    private static DatagramChannel share(DatagramChannel channel) {
        ChannelOption<Boolean> option = channel instanceof NioDatagramChannel
                ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT)
                : NATIVE_SHARING;
        channel.config().setOption(option, true);
        return channel;
    }

    int port() {
        return port;
    }

    /** Whether what came to one of the sockets waits for longer than it should. */
    boolean isBehind() {
        for (DatagramReader reader : readers.values()) {
            if (reader.isBehind()) {
                return true;
            }
        }
        return false;
    }

    Path path(EventLoop loop, InetSocketAddress to) {
        return Objects.requireNonNull(readers.get(loop), "a loop of this port").path(to);
    }

    Source source(InetSocketAddress from) {
        return new DatagramSource(this, from);
    }

    List<ChannelFuture> close() {
        return channels.stream().map(Channel::close).toList();
    }

    /** A datagram's sender. */
    private record DatagramSource(DatagramPort datagrams, InetSocketAddress address) implements Source {
        @Override
        public Transport transport() {
            return Transport.UDP;
        }

        @Override
        public int localPort() {
            return datagrams.port();
        }

        @Override
        public Path back(EventLoop loop, InetSocketAddress to) {
            return datagrams.path(loop, to);
        }
    }
}
