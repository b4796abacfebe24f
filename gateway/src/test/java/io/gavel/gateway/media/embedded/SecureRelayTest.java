package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.MediaConfig.Srtp;
import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.sdp.Crypto;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A caller who speaks RTP/SAVP and a buyer who speaks RTP/AVP, and the other way round. */
@Timeout(60)
class SecureRelayTest {
    private static final int FIRST_PORT = 18_800;
    private static final Pattern KEY = Pattern.compile("a=crypto:([^\r]+)\r\n");
    private static final String THEIRS = "1 AES_CM_128_HMAC_SHA1_80 inline:" + "Q".repeat(40);

    @TempDir
    private Path folder;

    private MediaRig rig = rig(Srtp.ALLOW);
    private DatagramSocket caller = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private Phone buyer = new Phone(0x2222, Codec.PCMU);
    private int sequence;

    SecureRelayTest() throws IOException {}

    private static MediaRig rig(Srtp use) {
        return new MediaRig(new EmbeddedOptions(
                        "127.0.0.1",
                        "127.0.0.1",
                        FIRST_PORT,
                        FIRST_PORT + 99,
                        1,
                        Duration.ofSeconds(30),
                        InstantSource.system())
                .protecting(use, false));
    }

    private void use(Srtp use) {
        rig.close();
        rig = rig(use);
    }

    @BeforeEach
    void open() throws IOException {
        caller.setSoTimeout(10_000);
    }

    @AfterEach
    void close() {
        rig.close();
        caller.close();
        buyer.close();
    }

    private String offer(String protocol) {
        return "v=0\r\no=far 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + caller.getLocalPort()
                + " " + protocol + " 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                + (protocol.equals("RTP/SAVP") ? "a=crypto:" + THEIRS + "\r\n" : "");
    }

    private static Crypto key(String sdp) {
        Matcher matcher = KEY.matcher(sdp);
        assertTrue(matcher.find(), sdp);
        return Objects.requireNonNull(Crypto.parse(matcher.group(1)), sdp);
    }

    private static io.gavel.gateway.media.embedded.Srtp theirs() {
        return new io.gavel.gateway.media.embedded.Srtp(Objects.requireNonNull(Crypto.parse(THEIRS)));
    }

    private void say(io.gavel.gateway.media.embedded.Srtp out, int port, int value) throws IOException {
        ByteBuf packet = Unpooled.buffer()
                .writeShort(0x8000)
                .writeShort(sequence)
                .writeInt(160 * sequence++)
                .writeInt(99);
        for (int i = 0; i < 160; i++) {
            packet.writeByte(value);
        }
        out.protect(packet);
        byte[] bytes = ByteBufUtil.getBytes(packet);
        caller.send(
                new DatagramPacket(bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private ByteBuf hears() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        caller.receive(packet);
        return Unpooled.buffer().writeBytes(packet.getData(), 0, packet.getLength());
    }

    @Test
    void aProtectedCallerAndAPlainBuyerHearEachOtherAndAreRecorded() throws Exception {
        MediaCall call = rig.call();
        call.caller().signalled(true);
        String answer = Now.answer(call.caller(), offer("RTP/SAVP"));
        assertTrue(answer.contains(" RTP/SAVP 0 101\r\n"), answer);
        assertEquals(answer, Now.answer(call.caller(), offer("RTP/SAVP")), "the same offer again");
        MediaLeg leg = call.newLeg("buyer");
        assertTrue(Now.offer(leg).contains(" RTP/AVP 0 101\r\n"));
        buyer.isCalled(leg, Codec.PCMU);
        call.bridge(leg);
        Path file = folder.resolve("call.wav");
        call.record(file);
        rig.settle(call);
        io.gavel.gateway.media.embedded.Srtp out = theirs();
        io.gavel.gateway.media.embedded.Srtp in = new io.gavel.gateway.media.embedded.Srtp(key(answer));

        say(out, Phone.port(answer), 1);
        buyer.hears(1);
        buyer.say(3);
        ByteBuf heard = hears();
        assertEquals(12 + 160 + 10, heard.readableBytes());
        assertNotEquals(3, heard.getByte(20), "in clear");
        assertTrue(in.unprotect(heard));
        assertEquals(3, heard.getByte(20));

        // a re-INVITE with the same keys goes on without a cut
        Now.answer(call.caller(), offer("RTP/SAVP"));
        rig.settle(call);
        say(out, Phone.port(answer), 2);
        buyer.hears(2);
        MediaFigures figures = rig.end(call);
        assertEquals(2, MediaRig.leg(figures, "caller").packetsIn());
        assertEquals(0, MediaRig.leg(figures, "caller").refused());
        byte[] wav = Files.readAllBytes(file);
        assertTrue(has(wav, 0, Codec.PCMU.decode((byte) 1)), "the caller is on the left");
        assertTrue(has(wav, 2, Codec.PCMU.decode((byte) 3)), "the buyer on the right");
    }

    private static boolean has(byte[] wav, int side, short sample) {
        for (int at = 44 + side; at + 1 < wav.length; at += 4) {
            if ((short) (wav[at] & 0xff | wav[at + 1] << 8) == sample) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatIsNotProtectedIsNotHeardAndCounted() throws Exception {
        MediaCall call = rig.call();
        call.caller().signalled(true);
        String answer = Now.answer(call.caller(), offer("RTP/SAVP"));
        MediaLeg leg = call.newLeg("buyer");
        buyer.isCalled(leg, Codec.PCMU);
        call.bridge(leg);
        rig.settle(call);
        try (Phone plain = new Phone(99, Codec.PCMU)) {
            plain.sendTo(answer);
            plain.say(66);
        }
        say(theirs(), Phone.port(answer), 1);
        assertEquals(1, buyer.hears().payload()[0]);
        assertEquals(1, MediaRig.leg(rig.end(call), "caller").refused());
    }

    @Test
    void aBuyerOverTlsIsOfferedProtectionAndMayTakeIt() throws Exception {
        use(Srtp.OFFER);
        MediaCall call = rig.call();
        call.caller().signalled(false);
        assertTrue(Now.answer(call.caller(), offer("RTP/AVP")).contains(" RTP/AVP "));
        MediaLeg leg = call.newLeg("buyer");
        leg.signalled(true);
        String offer = Now.offer(leg);
        assertTrue(offer.contains(" RTP/SAVP 0 101\r\n"), offer);
        assertTrue(offer.contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"), offer);
        assertTrue(offer.contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:"), offer);
        assertEquals(488, Now.answered(leg, offer("RTP/AVP")), "plain audio for protected audio");
        assertEquals(200, Now.answered(leg, offer("RTP/SAVP")));
        MediaLeg plain = call.newLeg("plain");
        plain.signalled(false);
        assertTrue(Now.offer(plain).contains(" RTP/AVP "), "keys are not told in clear");
    }

    @Test
    void keysInClearAreRefusedUnlessConfiguredAndWhoDemandsProtectionTakesNothingElse() throws Exception {
        MediaCall clear = rig.call();
        clear.caller().signalled(false);
        assertEquals("", Now.answer(clear.caller(), offer("RTP/SAVP")));
        rig.end(clear);
        use(Srtp.REQUIRE);
        MediaCall call = rig.call();
        call.caller().signalled(true);
        assertEquals("", Now.answer(call.caller(), offer("RTP/AVP")));
        assertFalse(Now.answer(call.caller(), offer("RTP/SAVP")).isEmpty());
        MediaLeg leg = call.newLeg("buyer");
        leg.signalled(false);
        assertEquals("", Now.offer(leg), "nothing can be offered");
    }
}
