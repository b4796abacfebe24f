package io.gavel.gateway.sip.transport;

import io.gavel.gateway.sip.transaction.Path;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;

/** A TCP or TLS connection, opened by either side; reads on its own loop, sends for any. */
final class Connection extends ChannelInboundHandlerAdapter implements Source {
    private static final byte[] PONG = {'\r', '\n'};

    private final Transport transport;
    private final Channel channel;
    private final InetSocketAddress remote;
    private final int localPort;
    private final Postman postman;
    private final StreamFramer framer;
    private boolean closing;

    Connection(
            Transport transport, Channel channel, InetSocketAddress remote, int localPort, Postman postman, int limit) {
        this.transport = transport;
        this.channel = channel;
        this.remote = remote;
        this.localPort = localPort;
        this.postman = postman;
        this.framer = new StreamFramer(limit);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (closing) {
                return;
            }
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            framer.add(copy, 0, copy.length);
        } finally {
            bytes.release();
        }
        for (byte[] frame = framer.next(); frame != null; frame = framer.next()) {
            postman.receive(frame, this);
        }
        if (framer.wasPinged()) {
            ChannelFuture unused = context.write(Unpooled.wrappedBuffer(PONG));
        }
        if (framer.isGarbage()) {
            reject(context);
        }
    }

    private void reject(ChannelHandlerContext context) {
        closing = true;
        postman.onGarbage();
        ChannelFuture unused = context.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            ChannelFuture unused = context.close();
        }
        context.fireUserEventTriggered(event);
    }

    /** Reset by the peer, refused TLS: the connection is gone, who waits for an answer has timers. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }

    boolean isOpen() {
        return channel.isActive() && !closing;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public InetSocketAddress address() {
        return remote;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public Path back(EventLoop loop, InetSocketAddress to) {
        return new StreamPath(this, loop);
    }

    private void send(byte[] message, EventLoop loop, Path.Sender sender) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(message)).addListener(done -> {
            if (!done.isSuccess()) {
                loop.execute(sender::onPathFailure);
            }
        });
    }

    private record StreamPath(Connection connection, EventLoop loop) implements Path {
        @Override
        public boolean isReliable() {
            return true;
        }

        @Override
        public boolean isOpen() {
            return connection.isOpen();
        }

        @Override
        public String transport() {
            return connection.transport.name();
        }

        @Override
        public InetSocketAddress remote() {
            return connection.remote;
        }

        @Override
        public void send(byte[] message, Sender sender) {
            connection.send(message, loop, sender);
        }
    }
}
