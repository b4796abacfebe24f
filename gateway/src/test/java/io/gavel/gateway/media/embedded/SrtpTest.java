package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.sdp.Crypto;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 3711, held against libsrtp's known packet and against jitsi-srtp. */
class SrtpTest {
    private static final String KEY = "e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6";

    @BeforeAll
    static void byTheJdk() {
        Aes.setFactoryClassName("org.jitsi.srtp.crypto.Aes$SunJCECipherFactory");
    }

    private static Crypto crypto(String suite) {
        byte[] key = HexFormat.of().parseHex(KEY);
        return Objects.requireNonNull(
                Crypto.parse("1 " + suite + " inline:" + Base64.getEncoder().encodeToString(key)));
    }

    private static Srtp ours() {
        return new Srtp(crypto("AES_CM_128_HMAC_SHA1_80"));
    }

    private static ByteBuf packet(int sequence, int length) {
        ByteBuf packet = Unpooled.buffer(64)
                .writeShort(0x8000)
                .writeShort(sequence)
                .writeInt(sequence * 160)
                .writeInt(7);
        for (int i = 0; i < length; i++) {
            packet.writeByte(sequence + i);
        }
        return packet;
    }

    @Test
    void theKnownPacketOfLibsrtp() {
        String plain = "800f1234decafbadcafebabe" + "ab".repeat(16);
        String known = "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb";
        ByteBuf packet = Unpooled.buffer().writeBytes(HexFormat.of().parseHex(plain));
        ours().protect(packet);
        assertEquals(known, ByteBufUtil.hexDump(packet));
        assertTrue(ours().unprotect(packet));
        assertEquals(plain, ByteBufUtil.hexDump(packet));
    }

    @Test
    void whatWasChangedOrCameBeforeIsRefused() {
        Srtp in = ours();
        Srtp out = ours();
        ByteBuf packet = packet(5, 20);
        out.protect(packet);
        for (int at = 0; at < packet.readableBytes(); at++) {
            ByteBuf changed = packet.copy();
            changed.setByte(at, changed.getByte(at) ^ 1);
            assertFalse(in.unprotect(changed), "byte " + at);
        }
        for (int length = 0; length < packet.readableBytes(); length++) {
            assertFalse(in.unprotect(packet.copy(0, length)), "cut to " + length);
        }
        assertTrue(in.unprotect(packet.copy()));
        assertFalse(in.unprotect(packet), "replayed");
        assertFalse(new Srtp(other()).unprotect(packet(6, 20)));
    }

    private static Crypto other() {
        return Objects.requireNonNull(Crypto.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40)));
    }

    @Test
    void packetsOutOfOrderAreTakenOnceEachOverTheRollOver() {
        Srtp in = ours();
        Srtp out = ours();
        ByteBuf[] packets = new ByteBuf[40];
        for (int i = 0; i < 40; i++) {
            packets[i] = packet(65_516 + i & 0xFFFF, 10);
            out.protect(packets[i]);
        }
        for (int i = 0; i < 40; i += 2) {
            assertTrue(in.unprotect(packets[i + 1].copy()), "packet " + (i + 1));
            assertTrue(in.unprotect(packets[i].copy()), "packet " + i);
            assertFalse(in.unprotect(packets[i].copy()), "again " + i);
        }
    }

    /** What jitsi-srtp works on. */
    private static final class Bytes implements ByteArrayBuffer {
        private final byte[] bytes = new byte[300];
        private int length;

        Bytes(ByteBuf packet) {
            length = packet.readableBytes();
            packet.getBytes(packet.readerIndex(), bytes, 0, length);
        }

        ByteBuf packet() {
            return Unpooled.buffer().writeBytes(bytes, 0, length);
        }

        @Override
        public byte[] getBuffer() {
            return bytes;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int to) {
            length = to;
        }

        @Override
        public void setOffset(int to) {}

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int from, int count, byte[] to) {
            System.arraycopy(bytes, from, to, 0, count);
        }

        @Override
        public void grow(int by) {}

        @Override
        public void append(byte[] more, int count) {
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }

        @Override
        public void shrink(int by) {
            length -= by;
        }
    }

    private static SrtpContextFactory theirs(boolean sender, int tagBytes) {
        SrtpPolicy rtp =
                new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, tagBytes, 14);
        SrtpPolicy control =
                new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
        Crypto crypto = crypto("AES_CM_128_HMAC_SHA1_80");
        return new SrtpContextFactory(sender, crypto.key(), crypto.salt(), rtp, control, new LoggerImpl("srtp"));
    }

    @Test
    void theOtherOpinionReadsWhatWeProtectAndWeReadWhatItProtects() throws Exception {
        for (String suite : new String[] {"AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32"}) {
            int tag = suite.endsWith("80") ? 10 : 4;
            Srtp out = new Srtp(crypto(suite));
            Srtp in = new Srtp(crypto(suite));
            SrtpCryptoContext reads = theirs(false, tag).deriveContext(7, 0);
            SrtpCryptoContext protects = theirs(true, tag).deriveContext(7, 0);
            for (int i = 65_000; i < 67_000; i++) {
                String plain = ByteBufUtil.hexDump(packet(i & 0xFFFF, 33));
                ByteBuf ours = packet(i & 0xFFFF, 33);
                out.protect(ours);
                Bytes read = new Bytes(ours);
                assertEquals(SrtpErrorStatus.OK, reads.reverseTransformPacket(read, false));
                assertEquals(plain, ByteBufUtil.hexDump(read.packet()));
                Bytes made = new Bytes(packet(i & 0xFFFF, 33));
                assertEquals(SrtpErrorStatus.OK, protects.transformPacket(made));
                ByteBuf back = made.packet();
                assertTrue(in.unprotect(back));
                assertEquals(plain, ByteBufUtil.hexDump(back));
            }
        }
    }

    @Test
    void theOtherOpinionAgreesAboutControl() throws Exception {
        ByteBuf report = Unpooled.buffer()
                .writeBytes(HexFormat.of().parseHex("80c80006cafebabe" + "0102030405060708".repeat(3)));
        SrtcpCryptoContext reads = theirs(false, 10).deriveControlContext(0xcafebabe);
        SrtcpCryptoContext protects = theirs(true, 10).deriveControlContext(0xcafebabe);
        Srtp in = ours();
        Srtp out = ours();
        for (int i = 0; i < 100; i++) {
            ByteBuf made = report.copy();
            out.protectControl(made);
            Bytes read = new Bytes(made);
            assertEquals(SrtpErrorStatus.OK, reads.reverseTransformPacket(read));
            assertEquals(report, read.packet());
            Bytes theirs = new Bytes(report);
            assertEquals(SrtpErrorStatus.OK, protects.transformPacket(theirs));
            ByteBuf back = theirs.packet();
            assertTrue(in.unprotectControl(back));
            assertEquals(report, back);
            assertFalse(in.unprotectControl(theirs.packet()), "replayed");
        }
    }
}
