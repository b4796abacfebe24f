package io.gavel.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What may go out behind a 101, and when. */
class UpgradingTest {
    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
    private static final int SMALL = 1_000;
    private static final int LARGE = 100_000;

    private final EmbeddedChannel channel = new EmbeddedChannel(new Upgrading());

    @Test
    void aSmallAnswerGoesAtOnceAndTheRestWhenTheClientHasChangedOver() {
        write(Unpooled.copiedBuffer(SWITCHING, StandardCharsets.US_ASCII));
        write(Unpooled.buffer(SMALL).writeZero(SMALL));
        write(Unpooled.buffer(LARGE).writeZero(LARGE));
        write(Unpooled.buffer(SMALL).writeZero(SMALL));
        assertEquals(SWITCHING.length() + SMALL, sent(), "what is held stays held");

        channel.writeInbound(Unpooled.copiedBuffer("PRI * HTTP/2.0", StandardCharsets.US_ASCII));

        assertEquals(LARGE + SMALL, sent());
        assertNull(channel.pipeline().get(Upgrading.class), "it is done");
        write(Unpooled.buffer(LARGE).writeZero(LARGE));
        assertEquals(LARGE, sent());
    }

    @Test
    void aClientWhosePrefaceCameTooEarlyIsNotWaitedForLong() {
        channel.freezeTime();
        write(Unpooled.copiedBuffer(SWITCHING, StandardCharsets.US_ASCII));
        write(Unpooled.buffer(LARGE).writeZero(LARGE));
        channel.advanceTimeBy(499, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertEquals(SWITCHING.length(), sent());

        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertEquals(LARGE, sent());
    }

    @Test
    void anAnswerThatIsNo101IsNotHeld() {
        write(Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\n\r\n", StandardCharsets.US_ASCII));
        write(Unpooled.buffer(LARGE).writeZero(LARGE));

        assertEquals("HTTP/1.1 200 OK\r\n\r\n".length() + LARGE, sent());
        assertNull(channel.pipeline().get(Upgrading.class), "there is nothing to wait for");
    }

    @Test
    void whatIsHeldFailsWithTheConnection() {
        write(Unpooled.copiedBuffer(SWITCHING, StandardCharsets.US_ASCII));
        var held = channel.writeOneOutbound(Unpooled.buffer(LARGE).writeZero(LARGE));
        channel.flushOutbound();

        channel.close();

        assertNotNull(held.cause());
    }

    private void write(ByteBuf bytes) {
        channel.writeOneOutbound(bytes);
        channel.flushOutbound();
    }

    /** Bytes that went out since this was asked last. */
    private int sent() {
        int sum = 0;
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            sum += bytes.readableBytes();
            bytes.release();
        }
        return sum;
    }
}
