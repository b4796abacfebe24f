package io.gavel.gateway.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One connection: carries one request at a time and reads its answer. Its pool's event loop only. */
final class Connection extends ChannelInboundHandlerAdapter {
    private final Pool pool;
    private final Channel channel;
    private final AnswerReader reader;
    private @Nullable Request request;
    private boolean used;
    private boolean closed;
    long idleSinceNanos;

    Connection(Pool pool, Channel channel, int bodyLimit) {
        this.pool = pool;
        this.channel = channel;
        this.reader = new AnswerReader(bodyLimit);
    }

    boolean isOpen() {
        return !closed && channel.isActive();
    }

    void send(Request next) {
        request = next;
        next.connection = this;
        ByteBuf bytes = channel.alloc().ioBuffer(512);
        try {
            next.encode(bytes);
        } catch (RuntimeException e) {
            bytes.release();
            close();
            throw e;
        }
        next.sent = true;
        ChannelFuture unused = channel.writeAndFlush(bytes, channel.voidPromise());
    }

    /** Gives up what is under way, if anything, without telling it. */
    void close() {
        if (!closed) {
            closed = true;
            request = null;
            pool.closed(this);
            ChannelFuture unused = channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (request == null || closed) {
                close();
                return;
            }
            read((ByteBuf) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ByteBuf bytes) {
        byte[] scratch = pool.scratch();
        while (bytes.isReadable() && !closed) {
            int count = Math.min(bytes.readableBytes(), scratch.length);
            bytes.readBytes(scratch, 0, count);
            int taken = reader.read(scratch, 0, count);
            if (reader.isGarbage()) {
                fail(Failure.GARBAGE);
            } else if (reader.isDone()) {
                answered(taken < count || bytes.isReadable());
                return;
            }
        }
    }

    /** {@code more}: the other side went on talking, so nobody knows what belongs to what: the connection ends. */
    private void answered(boolean more) {
        Request done = request;
        if (done == null) {
            return;
        }
        request = null;
        used = true;
        try {
            pool.over(done);
            done.retryAfter = reader.retryAfter();
            done.answered(reader.status(), reader.body(), reader.bodyLength());
        } finally {
            if (reader.keepAlive() && !more && isOpen()) {
                reader.reset();
                pool.idle(this);
            } else {
                close();
            }
        }
    }

    private void fail(Failure failure) {
        Request failed = request;
        close();
        if (failed != null) {
            pool.fail(failed, failure);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Request cut = request;
        if (cut == null) {
            close();
            return;
        }
        boolean untouched = reader.isUntouched();
        reader.end();
        if (reader.isDone()) {
            answered(true);
        } else if (untouched && used && cut.isRepeatable() && !cut.repeated) {
            close();
            cut.repeated = true;
            pool.sendOnNew(cut);
        } else {
            fail(untouched ? Failure.BROKEN : Failure.GARBAGE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Request broken = request;
        if (broken != null && used && reader.isUntouched() && broken.isRepeatable() && !broken.repeated) {
            channelInactive(context);
        } else {
            fail(Failure.BROKEN);
        }
    }
}
