package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;

/** The header of an RTP packet (RFC 3550 §5.1), read where it lies. */
final class Rtp {
    /** Bytes of the fixed header. */
    static final int HEADER = 12;
    /** Samples in 20 ms, and bytes too. */
    static final int FRAME = 160;

    static final int COMFORT_NOISE = 13;

    private Rtp() {}

    /** Version 2, and header and padding that fit. */
    static boolean isValid(ByteBuf packet) {
        int start = packet.readerIndex();
        int length = packet.readableBytes();
        if (length < HEADER || (packet.getByte(start) & 0xC0) != 0x80) {
            return false;
        }
        int payload = payloadAt(packet);
        return payload <= start + length && payloadEnd(packet) >= payload;
    }

    static int type(ByteBuf packet) {
        return packet.getByte(packet.readerIndex() + 1) & 0x7F;
    }

    static boolean marker(ByteBuf packet) {
        return packet.getByte(packet.readerIndex() + 1) < 0;
    }

    static int sequence(ByteBuf packet) {
        return packet.getUnsignedShort(packet.readerIndex() + 2);
    }

    static int timestamp(ByteBuf packet) {
        return packet.getInt(packet.readerIndex() + 4);
    }

    static int source(ByteBuf packet) {
        return packet.getInt(packet.readerIndex() + 8);
    }

    /** Index of the payload; may lie behind the end if the packet is cut. */
    static int payloadAt(ByteBuf packet) {
        int start = packet.readerIndex();
        int first = packet.getByte(start);
        int at = start + HEADER + 4 * (first & 0x0F);
        if ((first & 0x10) == 0) {
            return at;
        }
        return at + 4 > packet.writerIndex() ? Integer.MAX_VALUE : at + 4 + 4 * packet.getUnsignedShort(at + 2);
    }

    /** Index behind the payload, without padding; before its start if the packet lies. */
    static int payloadEnd(ByteBuf packet) {
        int end = packet.writerIndex();
        return (packet.getByte(packet.readerIndex()) & 0x20) == 0
                ? end
                : end - Math.max(1, packet.getUnsignedByte(end - 1));
    }

    static void write(ByteBuf packet, boolean marker, int type, int sequence, int timestamp, int source) {
        packet.writeByte(0x80).writeByte((marker ? 0x80 : 0) | type).writeShort(sequence);
        packet.writeInt(timestamp).writeInt(source);
    }

    static void rewrite(ByteBuf packet, boolean marker, int type, int sequence, int timestamp, int source) {
        int start = packet.readerIndex();
        packet.setByte(start + 1, (marker ? 0x80 : 0) | type).setShort(start + 2, sequence);
        packet.setInt(start + 4, timestamp).setInt(start + 8, source);
    }

    /** Every byte of the payload by a table. */
    static void translate(ByteBuf packet, byte[] table) {
        int end = payloadEnd(packet);
        for (int i = payloadAt(packet); i < end; i++) {
            packet.setByte(i, table[packet.getByte(i) & 0xFF]);
        }
    }
}
