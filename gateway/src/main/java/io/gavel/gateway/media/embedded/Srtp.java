package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.sdp.Crypto;
import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of a protected stream: RTP and RTCP under one master key (RFC 3711), with the JDK's AES and HMAC. Packets are changed
 * in place. Media loop only.
 */
final class Srtp {
    private static final int RTP_HEADER = 12;
    private static final int CONTROL_HEADER = 8;
    private static final int CONTROL_TAG = 10;
    private static final int CONTROL_INDEX = 4;
    private static final int AUTH_KEY = 20;
    private static final int MOST_SOURCES = 4;
    private static final int MOST_BYTES = 2_048;
    private static final int[] RTP_LABELS = {0, 1, 2};
    private static final int[] CONTROL_LABELS = {3, 4, 5};

    private final int tagBytes;
    private final Keys rtp;
    private final Keys control;
    private final Map<Integer, SrtpIndex> sources = new LinkedHashMap<>();
    private final SrtpIndex controlSeen = new SrtpIndex();
    private final byte[] scratch = new byte[MOST_BYTES];
    private long controlIndex;

    Srtp(Crypto crypto) {
        this.tagBytes = crypto.suite().tagBytes();
        try {
            this.rtp = new Keys(crypto, RTP_LABELS);
            this.control = new Keys(crypto, CONTROL_LABELS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES and HMAC-SHA1", e);
        }
    }

    /** Encrypts a packet of ours and puts its tag on. */
    void protect(ByteBuf packet) {
        int length = packet.readableBytes();
        int ssrc = Rtp.source(packet);
        SrtpIndex index = source(ssrc);
        long at = index.guess(Rtp.sequence(packet));
        index.seen(at);
        packet.getBytes(packet.readerIndex(), scratch, 0, length);
        int header = headerBytes(packet);
        rtp.crypt(scratch, header, length - header, ssrc, at);
        byte[] tag = rtp.tag(scratch, length, (int) (at >>> 16));
        packet.setBytes(packet.readerIndex() + header, scratch, header, length - header);
        packet.writeBytes(tag, 0, tagBytes);
    }

    /** Checks and decrypts a packet of the far side; false: it is none, or came before. */
    boolean unprotect(ByteBuf packet) {
        int length = packet.readableBytes() - tagBytes;
        if (length < RTP_HEADER || length > MOST_BYTES || (packet.getByte(packet.readerIndex()) & 0xC0) != 0x80) {
            return false;
        }
        int header = headerBytes(packet);
        int ssrc = Rtp.source(packet);
        SrtpIndex index = sources.getOrDefault(ssrc, new SrtpIndex());
        long at = index.guess(Rtp.sequence(packet));
        if (header > length || index.isOld(at)) {
            return false;
        }
        packet.getBytes(packet.readerIndex(), scratch, 0, length);
        if (!agrees(packet, length, tagBytes, rtp.tag(scratch, length, (int) (at >>> 16)))) {
            return false;
        }
        keep(ssrc, index);
        index.seen(at);
        rtp.crypt(scratch, header, length - header, ssrc, at);
        packet.setBytes(packet.readerIndex() + header, scratch, header, length - header);
        packet.writerIndex(packet.readerIndex() + length);
        return true;
    }

    /** The same of RTCP (RFC 3711 §3.4). */
    void protectControl(ByteBuf packet) {
        int length = packet.readableBytes();
        int ssrc = packet.getInt(packet.readerIndex() + 4);
        long at = ++controlIndex & 0x7FFF_FFFFL;
        packet.getBytes(packet.readerIndex(), scratch, 0, length);
        control.crypt(scratch, CONTROL_HEADER, length - CONTROL_HEADER, ssrc, at);
        packet.setBytes(packet.readerIndex() + CONTROL_HEADER, scratch, CONTROL_HEADER, length - CONTROL_HEADER);
        int word = (int) (at | 0x8000_0000L);
        packet.writeInt(word);
        packet.writeBytes(control.tag(scratch, length, word), 0, CONTROL_TAG);
    }

    /** The same of RTCP. */
    boolean unprotectControl(ByteBuf packet) {
        int length = packet.readableBytes() - CONTROL_TAG - CONTROL_INDEX;
        if (length < CONTROL_HEADER || length > MOST_BYTES) {
            return false;
        }
        int word = packet.getInt(packet.readerIndex() + length);
        long at = word & 0x7FFF_FFFFL;
        packet.getBytes(packet.readerIndex(), scratch, 0, length);
        if (controlSeen.isOld(at)
                || !agrees(packet, length + CONTROL_INDEX, CONTROL_TAG, control.tag(scratch, length, word))) {
            return false;
        }
        controlSeen.seen(at);
        if (word < 0) {
            control.crypt(
                    scratch, CONTROL_HEADER, length - CONTROL_HEADER, packet.getInt(packet.readerIndex() + 4), at);
            packet.setBytes(packet.readerIndex() + CONTROL_HEADER, scratch, CONTROL_HEADER, length - CONTROL_HEADER);
        }
        packet.writerIndex(packet.readerIndex() + length);
        return true;
    }

    private static boolean agrees(ByteBuf packet, int at, int bytes, byte[] tag) {
        byte[] theirs = new byte[bytes];
        packet.getBytes(packet.readerIndex() + at, theirs);
        byte[] ours = java.util.Arrays.copyOf(tag, bytes);
        return MessageDigest.isEqual(theirs, ours);
    }

    private SrtpIndex source(int ssrc) {
        SrtpIndex known = sources.get(ssrc);
        SrtpIndex index = known == null ? new SrtpIndex() : known;
        keep(ssrc, index);
        return index;
    }

    private void keep(int ssrc, SrtpIndex index) {
        if (sources.putIfAbsent(ssrc, index) == null && sources.size() > MOST_SOURCES) {
            Iterator<Integer> oldest = sources.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** With contributing sources and an extension, which are not encrypted; perhaps more than there is. */
    private static int headerBytes(ByteBuf packet) {
        int first = packet.getByte(packet.readerIndex());
        int bytes = RTP_HEADER + 4 * (first & 0x0F);
        if ((first & 0x10) != 0 && packet.readableBytes() >= bytes + 4) {
            bytes += 4 + 4 * packet.getUnsignedShort(packet.readerIndex() + bytes + 2);
        }
        return bytes;
    }

    /** The session keys of RTP or RTCP (RFC 3711 §4.3). */
    private static final class Keys {
        private final Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        private final Mac mac = Mac.getInstance("HmacSHA1");
        private final SecretKeySpec key;
        private final byte[] salt;
        private final byte[] start = new byte[16];

        Keys(Crypto crypto, int[] labels) throws GeneralSecurityException {
            key = new SecretKeySpec(derive(crypto, labels[0], Crypto.KEY_BYTES), "AES");
            mac.init(new SecretKeySpec(derive(crypto, labels[1], AUTH_KEY), "HmacSHA1"));
            salt = derive(crypto, labels[2], Crypto.SALT_BYTES);
        }

        private static byte[] derive(Crypto crypto, int label, int bytes) throws GeneralSecurityException {
            byte[] counter = java.util.Arrays.copyOf(crypto.salt(), 16);
            counter[7] ^= (byte) label;
            Cipher generator = Cipher.getInstance("AES/CTR/NoPadding");
            generator.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(crypto.key(), "AES"), new IvParameterSpec(counter));
            return generator.doFinal(new byte[bytes]);
        }

        /** Both ways, in place (§4.1.1). */
        void crypt(byte[] bytes, int from, int length, int ssrc, long index) {
            System.arraycopy(salt, 0, start, 0, salt.length);
            start[14] = 0;
            start[15] = 0;
            for (int i = 0; i < 4; i++) {
                start[4 + i] ^= (byte) (ssrc >>> (24 - 8 * i));
            }
            for (int i = 0; i < 6; i++) {
                start[8 + i] ^= (byte) (index >>> (40 - 8 * i));
            }
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
                cipher.doFinal(bytes, from, length, bytes, from);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Of the packet and a word after it (§4.2): the roll-over counter, or the index of RTCP. */
        byte[] tag(byte[] bytes, int length, int word) {
            mac.update(bytes, 0, length);
            mac.update((byte) (word >>> 24));
            mac.update((byte) (word >>> 16));
            mac.update((byte) (word >>> 8));
            mac.update((byte) word);
            return mac.doFinal();
        }
    }
}
