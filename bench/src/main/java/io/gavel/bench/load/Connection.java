package io.gavel.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection with at most one request under way. Lives on its lane's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or a connect that fails closes the channel, which is counted
final class Connection extends ChannelInboundHandlerAdapter {

    private final Lane lane;
    private final AnswerReader reader;
    private @Nullable ChannelHandlerContext context;
    private long intendedNanos;
    private long sentNanos;
    private boolean busy;

    Connection(Lane lane, String expect) {
        this.lane = lane;
        this.reader = new AnswerReader(expect);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        lane.idle(this);
    }

    void send(ByteBuf request, long intended, long now) {
        busy = true;
        intendedNanos = intended;
        sentNanos = now;
        if (context == null) {
            request.release();
            throw new IllegalStateException("sent before it was open");
        }
        context.writeAndFlush(request, context.voidPromise());
    }

    /** Gives up on an answer that is due since then; whether it did. */
    boolean giveUpIfSentBefore(long nanos) {
        if (!busy || sentNanos >= nanos || context == null) {
            return false;
        }
        busy = false;
        context.close();
        return true;
    }

    boolean isBusy() {
        return busy;
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            int status = reader.read(in);
            if (status < 0) {
                active.close();
            } else if (status > 0) {
                boolean asExpected = reader.isExpected();
                reader.reset();
                busy = false;
                lane.answered(this, status, asExpected, intendedNanos, sentNanos);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        lane.lost(this, busy);
        busy = false;
    }

    /** A broken connection is counted when it closes; anything else is a fault of this program. */
    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        failed.close();
        if (!(cause instanceof IOException)) {
            lane.failed(cause);
        }
    }
}
