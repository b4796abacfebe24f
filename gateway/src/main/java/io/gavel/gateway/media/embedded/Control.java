package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * RTCP of one leg (RFC 3550 §6): reports of our own in both directions (those of the two sides cannot be passed on, for each side
 * hears our SSRC), and what the far side reports of us. Media loop only.
 */
final class Control {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final byte[] NAME = "gavel".getBytes(StandardCharsets.US_ASCII);

    private long farLost = -1;
    private long farJitter = -1;
    private int lastSenderReport;
    private long lastSenderReportNanos;

    /** What the far side says it lost of ours, -1 if nothing. */
    long farLost() {
        return farLost;
    }

    /** Jitter that the far side sees, in samples, -1 likewise. */
    long farJitter() {
        return farJitter;
    }

    /** Reads a compound packet; false if it is none. */
    boolean read(ByteBuf packet, int ourSource, long nowNanos) {
        int at = packet.readerIndex();
        boolean any = false;
        while (at + 8 <= packet.writerIndex() && (packet.getByte(at) & 0xC0) == 0x80) {
            int end = at + 4 + 4 * packet.getUnsignedShort(at + 2);
            int type = packet.getUnsignedByte(at + 1);
            if (end > packet.writerIndex() || type < SENDER_REPORT || type > 207) {
                return any;
            }
            any = true;
            report(packet, at, end, type, ourSource, nowNanos);
            at = end;
        }
        return any;
    }

    private void report(ByteBuf packet, int at, int end, int type, int ourSource, long nowNanos) {
        if (type == SENDER_REPORT && at + 28 <= end) {
            lastSenderReport = packet.getInt(at + 10);
            lastSenderReportNanos = nowNanos;
            blocks(packet, at + 28, end, packet.getByte(at) & 0x1F, ourSource);
        } else if (type == RECEIVER_REPORT) {
            blocks(packet, at + 8, end, packet.getByte(at) & 0x1F, ourSource);
        }
    }

    private void blocks(ByteBuf packet, int first, int end, int count, int ourSource) {
        for (int i = 0, at = first; i < count && at + 24 <= end; i++, at += 24) {
            if (packet.getInt(at) == ourSource) {
                farLost = Math.max(0, packet.getMedium(at + 5));
                farJitter = packet.getUnsignedInt(at + 12);
            }
        }
    }

    /** Writes a sender or receiver report and our name; at the end of a leg a goodbye too. */
    void write(ByteBuf packet, Outgoing out, Reception in, Instant wall, long nowNanos, boolean goodbye) {
        boolean sender = out.packets() > 0;
        boolean block = in.hasStarted();
        int words = 1 + (sender ? 5 : 0) + (block ? 6 : 0);
        packet.writeByte(0x80 | (block ? 1 : 0))
                .writeByte(sender ? SENDER_REPORT : RECEIVER_REPORT)
                .writeShort(words);
        packet.writeInt(out.ssrc());
        if (sender) {
            packet.writeInt((int) (wall.getEpochSecond() + SECONDS_1900_TO_1970));
            packet.writeInt((int) (((long) wall.getNano() << 32) / 1_000_000_000L));
            packet.writeInt(out.resumeAt(nowNanos))
                    .writeInt((int) out.packets())
                    .writeInt((int) out.bytes());
        }
        if (block) {
            block(packet, in, nowNanos);
        }
        int padded = (4 + 2 + NAME.length + 4) / 4 * 4;
        packet.writeByte(0x81).writeByte(DESCRIPTION).writeShort(padded / 4).writeInt(out.ssrc());
        packet.writeByte(1).writeByte(NAME.length).writeBytes(NAME).writeZero(padded - 6 - NAME.length);
        if (goodbye) {
            packet.writeByte(0x81).writeByte(GOODBYE).writeShort(1).writeInt(out.ssrc());
        }
    }

    private void block(ByteBuf packet, Reception in, long nowNanos) {
        int lost = (int) Math.min(0x7F_FFFF, in.lost());
        packet.writeInt(in.source()).writeByte(in.fractionLost()).writeMedium(lost);
        packet.writeInt((int) in.extendedHighest()).writeInt((int) in.jitter());
        long since = lastSenderReport == 0 ? 0 : (nowNanos - lastSenderReportNanos) * 65_536 / 1_000_000_000L;
        packet.writeInt(lastSenderReport).writeInt((int) since);
    }
}
