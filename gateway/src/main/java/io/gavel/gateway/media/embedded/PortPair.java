package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two bound sockets, RTP on the even port and RTCP on the next, and the stream that uses them now. What arrives while nobody does is
 * dropped. Media loop only, apart from {@link #port}.
 */
final class PortPair {
    private static final Logger LOG = LoggerFactory.getLogger(PortPair.class);

    private final int port;
    private @Nullable Channel rtp;
    private @Nullable Channel control;
    private @Nullable Stream user;

    PortPair(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    void use(@Nullable Stream stream) {
        user = stream;
    }

    ChannelHandler rtp() {
        return new Handler(false);
    }

    ChannelHandler control() {
        return new Handler(true);
    }

    void rtp(Channel channel) {
        rtp = channel;
    }

    void control(Channel channel) {
        control = channel;
    }

    ByteBuf buffer(int bytes) {
        return opened(rtp).alloc().ioBuffer(bytes);
    }

    /** Takes the buffer over; goes out with the next {@link #flush}. */
    void send(ByteBuf packet, InetSocketAddress target) {
        Channel channel = opened(rtp);
        ChannelFuture unused = channel.write(new DatagramPacket(packet, target), channel.voidPromise());
    }

    void flush() {
        opened(rtp).flush();
    }

    void sendControl(ByteBuf packet, InetSocketAddress target) {
        Channel channel = opened(control);
        ChannelFuture unused = channel.writeAndFlush(new DatagramPacket(packet, target), channel.voidPromise());
    }

    void close() {
        for (Channel channel : new Channel[] {rtp, control}) {
            if (channel != null) {
                ChannelFuture unused = channel.close();
            }
        }
    }

    private static Channel opened(@Nullable Channel channel) {
        if (channel == null) {
            throw new IllegalStateException("Not opened yet");
        }
        return channel;
    }

    private final class Handler extends ChannelInboundHandlerAdapter {
        private final boolean forControl;

        Handler(boolean forControl) {
            this.forControl = forControl;
        }

        /** A packet may come before the loop did what it was asked quietly; that is done first then. */
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            Stream stream = user;
            if (stream == null || !stream.isAgreed()) {
                context.executor().execute(() -> take(packet));
            } else {
                take(packet);
            }
        }

        private void take(DatagramPacket packet) {
            try {
                Stream stream = user;
                if (stream == null) {
                    return;
                }
                if (forControl) {
                    stream.receivedControl(packet.content(), packet.sender(), System.nanoTime());
                } else {
                    stream.received(packet.content(), packet.sender(), System.nanoTime());
                }
            } finally {
                packet.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            Stream stream = user;
            if (stream != null) {
                stream.flushOther();
            }
        }

        /** A far side that is gone answers by ICMP; the watch for silence deals with it. Anything else is a bug of ours. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                LOG.debug("media socket port={} reason={}", port, cause.toString());
            } else {
                LOG.error("media packet not handled port={}", port, cause);
            }
        }
    }
}
