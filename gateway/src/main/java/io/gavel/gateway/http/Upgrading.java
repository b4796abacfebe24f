package io.gavel.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a client that asked for {@code Upgrade: h2c} the time to change over: behind the 101 only little is sent before the client's
 * own preface has come (RFC 7540 §3.2 lets the server send at once, but clients lose what does not fit where they read the 101:
 * curl 7.88 everything above 16 kB, Java's now and then). Goes away with the first answer if that is not a 101. One event loop.
 */
final class Upgrading extends ChannelDuplexHandler {
    private static final byte[] SWITCHING = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
    /** The server's settings and a small answer may go at once. */
    private static final int AT_ONCE = 4_096;
    /** A client that sent its preface too early is not waited for. */
    private static final long PATIENCE_MILLIS = 500;

    private boolean switching;
    private boolean changed;
    private int sent;
    private @Nullable PendingWriteQueue held;
    private @Nullable Future<?> patience;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (changed) {
            ChannelFuture unused = context.write(message, promise);
            return;
        }
        int length = message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        if (!switching && length > 0) {
            switching = isSwitching((ByteBuf) message);
            if (!switching) {
                context.pipeline().remove(this);
            } else {
                patience = context.executor().schedule(() -> release(context), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            ChannelFuture unused = context.write(message, promise);
            return;
        }
        sent += length;
        if (switching && (held != null || sent > AT_ONCE)) {
            if (held == null) {
                held = new PendingWriteQueue(context);
            }
            held.add(message, promise);
        } else {
            ChannelFuture unused = context.write(message, promise);
        }
    }

    private static boolean isSwitching(ByteBuf bytes) {
        if (bytes.readableBytes() < SWITCHING.length) {
            return false;
        }
        for (int i = 0; i < SWITCHING.length; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != SWITCHING[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (switching) {
            release(context);
        }
        context.fireChannelRead(message);
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void release(ChannelHandlerContext context) {
        if (changed || context.isRemoved()) {
            return;
        }
        changed = true; // what goes out now may let more follow at once
        if (held != null) {
            held.removeAndWriteAll();
            context.flush();
        }
        context.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (patience != null) {
            patience.cancel(false);
        }
        if (held != null) {
            held.removeAndFailAll(new java.nio.channels.ClosedChannelException());
            held = null;
        }
    }
}
