package io.gavel.gateway.media.rtpengine;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks rtpengine and hears its answers: {@code cookie SPACE bencode}, each way. A question is repeated with the same cookie, so that
 * it is done once; after 3 s without an answer it has failed. Any thread; answers come on the socket's loop.
 */
final class NgClient {
    private static final Logger LOG = LoggerFactory.getLogger(NgClient.class);
    private static final int LONGEST = 65_507;
    private static final int FIRST_REPEAT_MILLIS = 250;
    private static final int PATIENCE_MILLIS = 3_000;
    /** What is said when nobody answers. */
    static final Map<String, Object> SILENCE = Map.of("result", "error", "error-reason", "rtpengine does not answer");

    private final EventLoop loop;
    private final Channel channel;
    private final InetSocketAddress server;
    private final Map<String, Question> open = new HashMap<>();
    private final String prefix = Long.toHexString(System.nanoTime()) + "_";
    private long count;

    private static final class Question {
        final byte[] datagram;
        final Consumer<Map<String, Object>> then;
        int waited;
        ScheduledFuture<?> repeat;

        Question(byte[] datagram, Consumer<Map<String, Object>> then, ScheduledFuture<?> repeat) {
            this.datagram = datagram;
            this.then = then;
            this.repeat = repeat;
        }
    }

    /** Opens the socket; not on its loop. */
    NgClient(EventLoop loop, InetSocketAddress server) throws IOException {
        this.loop = loop;
        this.server = server;
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(65_536))
                .handler(new Answers())
                .bind(0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("No socket for rtpengine: " + bound.cause().getMessage(), bound.cause());
        }
        this.channel = bound.channel();
    }

    /** Whether an answer is one of success. */
    static boolean isGood(Map<String, Object> answer) {
        return "ok".equals(answer.get("result")) || "pong".equals(answer.get("result"));
    }

    /** {@code then} hears the answer, {@link #SILENCE} if there is none; on the socket's loop. */
    void ask(Map<String, Object> question, Consumer<Map<String, Object>> then) {
        loop.execute(() -> send(question, then));
    }

    private void send(Map<String, Object> question, Consumer<Map<String, Object>> then) {
        String cookie = prefix + ++count;
        byte[] body = Bencode.encode(question);
        byte[] head = (cookie + " ").getBytes(StandardCharsets.US_ASCII);
        if (head.length + body.length > LONGEST) {
            LOG.error("rtpengine command={} problem=\"longer than a datagram\"", question.get("command"));
            then.accept(SILENCE);
            return;
        }
        byte[] datagram = new byte[head.length + body.length];
        System.arraycopy(head, 0, datagram, 0, head.length);
        System.arraycopy(body, 0, datagram, head.length, body.length);
        open.put(cookie, new Question(datagram, then, later(cookie, FIRST_REPEAT_MILLIS)));
        write(datagram);
    }

    private ScheduledFuture<?> later(String cookie, int millis) {
        return loop.schedule(() -> repeat(cookie, millis), millis, TimeUnit.MILLISECONDS);
    }

    private void repeat(String cookie, int waited) {
        Question question = open.get(cookie);
        if (question == null) {
            return;
        }
        question.waited += waited;
        if (question.waited >= PATIENCE_MILLIS) {
            open.remove(cookie);
            LOG.warn("rtpengine server={} problem=\"does not answer\"", server);
            question.then.accept(SILENCE);
        } else {
            question.repeat = later(cookie, Math.min(2 * waited, PATIENCE_MILLIS - question.waited));
            write(question.datagram);
        }
    }

    private void write(byte[] datagram) {
        ChannelFuture unused = channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(datagram), server));
    }

    private void answered(byte[] datagram) {
        int space = 0;
        while (space < datagram.length && datagram[space] != ' ') {
            space++;
        }
        Question question = open.remove(new String(datagram, 0, space, StandardCharsets.US_ASCII));
        if (question == null) {
            return;
        }
        question.repeat.cancel(false);
        question.then.accept(map(datagram, space + 1));
    }

    @SuppressWarnings("unchecked") // its keys are strings
    private static Map<String, Object> map(byte[] datagram, int start) {
        try {
            return Bencode.decode(datagram, start) instanceof Map<?, ?> map ? (Map<String, Object>) map : SILENCE;
        } catch (IllegalArgumentException e) {
            LOG.warn("rtpengine answer=unreadable reason={}", e.getMessage());
            return SILENCE;
        }
    }

    void close() {
        channel.close().syncUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (packet.sender().equals(server)) {
                answered(ByteBufUtil.getBytes(packet.content()));
            }
        }

        /** Nobody listens there just now: the question is repeated. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("rtpengine socket reason={}", cause.toString());
        }
    }
}
