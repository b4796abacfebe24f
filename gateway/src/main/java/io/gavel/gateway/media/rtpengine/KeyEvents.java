package io.gavel.gateway.media.rtpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from rtpengine which keys were pressed ({@code --dtmf-log-dest}); from its host only. On its loop. */
final class KeyEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KeyEvents.class);
    private static final String KEYS = "0123456789*#ABCD";

    /** Who is told. */
    interface Told {
        void key(String call, String tag, char digit);
    }

    private final ObjectMapper json = new ObjectMapper();
    private final Told told;
    private final InetSocketAddress server;
    private final Channel channel;

    /** Opens the socket; not on its loop. */
    KeyEvents(EventLoop loop, InetSocketAddress bind, InetSocketAddress server, Told told) throws IOException {
        this.told = told;
        this.server = server;
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new Events())
                .bind(bind)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "media.rtpengine_events: " + bind + ": " + bound.cause().getMessage(), bound.cause());
        }
        this.channel = bound.channel();
    }

    private void read(byte[] text) {
        try {
            JsonNode event = json.readTree(text);
            int code = event.path("event").asInt(-1);
            if (event.path("type").asText().equals("DTMF") && code >= 0 && code < KEYS.length()) {
                told.key(event.path("callid").asText(), event.path("source_tag").asText(), KEYS.charAt(code));
            }
        } catch (IOException e) {
            LOG.warn("rtpengine event=unreadable reason={}", e.getMessage());
        }
    }

    void close() {
        channel.close().syncUninterruptibly();
    }

    private final class Events extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (packet.sender().getAddress().equals(server.getAddress())) {
                read(ByteBufUtil.getBytes(packet.content()));
            }
        }
    }
}
