package io.gavel.gateway.sip.transport;

import io.gavel.gateway.sip.transaction.Path;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One loop's socket. What is sent while datagrams are read goes out when they all are, in one go. */
final class DatagramReader extends ChannelInboundHandlerAdapter {
    /** Taken at one look at most; then others of the loop have their turn. */
    static final int AT_ONCE = 16;

    private static final int SHORTEST = 20;

    private final DatagramPort port;
    private final Postman postman;
    private @Nullable ChannelHandlerContext channel;
    private boolean reading;
    private int read;
    private final Backlog backlog = new Backlog();

    DatagramReader(DatagramPort port, Postman postman) {
        this.port = port;
        this.postman = postman;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        read++;
        DatagramPacket packet = (DatagramPacket) message;
        try {
            ByteBuf content = packet.content();
            InetSocketAddress sender = packet.sender();
            // shorter ones are keep-alives
            if (content.readableBytes() >= SHORTEST && postman.hears(sender.getAddress())) {
                postman.receive(ByteBufUtil.getBytes(content), port.source(sender));
            }
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        context.flush();
        backlog.looked(read, AT_ONCE, System.nanoTime());
        read = 0;
    }

    /** A socket survives what goes wrong with one datagram. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            context.fireExceptionCaught(cause);
        }
    }

    /** Whether datagrams wait for longer than they should. Any thread. */
    boolean isBehind() {
        return backlog.isBehind(System.nanoTime());
    }

    Path path(InetSocketAddress to) {
        return new DatagramPath(this, to);
    }

    private void send(byte[] message, InetSocketAddress to, Path.Sender sender) {
        ChannelHandlerContext context = Objects.requireNonNull(channel, "bound");
        DatagramPacket packet = new DatagramPacket(Unpooled.wrappedBuffer(message), to);
        ChannelFuture sent = reading ? context.write(packet) : context.writeAndFlush(packet);
        if (sent.isDone()) {
            if (!sent.isSuccess()) {
                later(context.channel().eventLoop(), sender);
            }
        } else {
            sent.addListener(done -> {
                if (!done.isSuccess()) {
                    sender.onPathFailure();
                }
            });
        }
    }

    private static void later(EventLoop loop, Path.Sender sender) {
        loop.execute(sender::onPathFailure);
    }

    private record DatagramPath(DatagramReader reader, InetSocketAddress remote) implements Path {
        @Override
        public boolean isReliable() {
            return false;
        }

        @Override
        public String transport() {
            return "UDP";
        }

        @Override
        public void send(byte[] message, Sender sender) {
            reader.send(message, remote, sender);
        }
    }
}
