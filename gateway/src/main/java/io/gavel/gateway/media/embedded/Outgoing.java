package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;

/**
 * What one far side hears is one stream, whoever speaks: the same SSRC always, sequence and timestamps go on when the source changes
 * from a prompt to a buyer and back, and the first packet of each source carries the marker (RFC 3550 §5.1, RFC 3551 §4.1). Losses
 * of a relayed source stay visible. Media loop only; time is handed in.
 */
final class Outgoing {
    /** Packets after a change of source among which one may be older than the change. */
    private static final int UNSETTLED = 64;

    private final int ssrc;
    private int nextSequence;
    private int lastTimestamp;
    private long lastNanos;
    private boolean started;
    private boolean cut = true;

    private int source;
    private int sequenceOffset;
    private int timestampOffset;
    private int firstSequence;
    private int sinceCut;

    private long packets;
    private long bytes;

    Outgoing(int ssrc, int firstSequence, int firstTimestamp) {
        this.ssrc = ssrc;
        this.nextSequence = firstSequence & 0xFFFF;
        this.lastTimestamp = firstTimestamp;
    }

    /** The next packet comes from another source. */
    void cut() {
        cut = true;
    }

    /**
     * Makes a relayed packet one of ours, in place.
     *
     * @param type the payload type that the far side knows it by
     * @return false if it is from before the change of source: not to be sent
     */
    boolean relay(ByteBuf packet, int type, long nowNanos) {
        int sequence = Rtp.sequence(packet);
        int timestamp = Rtp.timestamp(packet);
        boolean marker = Rtp.marker(packet);
        if (cut || Rtp.source(packet) != source) {
            source = Rtp.source(packet);
            firstSequence = sequence;
            sequenceOffset = nextSequence - sequence;
            timestampOffset = resumeAt(nowNanos) - timestamp;
            sinceCut = 0;
            cut = false;
            marker = true;
        } else if (sinceCut < UNSETTLED && (short) (sequence - firstSequence) < 0) {
            return false;
        }
        sinceCut++;
        Rtp.rewrite(packet, marker, type, sequence + sequenceOffset, timestamp + timestampOffset, ssrc);
        sent(sequence + sequenceOffset, timestamp + timestampOffset, packet.readableBytes(), nowNanos);
        return true;
    }

    /** A packet of the source is not passed on: the far side shall not count it as lost. */
    void withhold() {
        sequenceOffset--;
    }

    /**
     * Writes the header of a packet that we make, at the pace of 20 ms.
     *
     * @param marker besides the first of all
     */
    void own(ByteBuf packet, int type, boolean marker, int payload, long nowNanos) {
        int timestamp = cut ? resumeAt(nowNanos) : lastTimestamp + Rtp.FRAME;
        Rtp.write(packet, marker || cut, type, nextSequence, timestamp, ssrc);
        cut = false;
        source = ssrc;
        sent(nextSequence, timestamp, Rtp.HEADER + payload, nowNanos);
    }

    /** One more packet of an event that began at {@code timestamp} (RFC 4733 §2.5.1): time does not go on in it. */
    void event(ByteBuf packet, int type, boolean marker, int timestamp, long nowNanos) {
        Rtp.write(packet, marker, type, nextSequence, timestamp, ssrc);
        sent(nextSequence, timestamp, Rtp.HEADER + 4, nowNanos);
    }

    /** The timestamp of something that begins now. */
    int resumeAt(long nowNanos) {
        if (!started) {
            return lastTimestamp;
        }
        long samples = (nowNanos - lastNanos) / 125_000;
        return lastTimestamp + (int) Math.max(Rtp.FRAME, Math.min(samples, Integer.MAX_VALUE));
    }

    /** Time passes in which nothing was sent. */
    void skip(int samples) {
        lastTimestamp += samples;
    }

    long packets() {
        return packets;
    }

    /** Payload only. */
    long bytes() {
        return bytes;
    }

    int ssrc() {
        return ssrc;
    }

    private void sent(int sequence, int timestamp, int length, long nowNanos) {
        if ((short) (sequence + 1 - nextSequence) > 0) {
            nextSequence = (sequence + 1) & 0xFFFF;
        }
        if (!started || timestamp - lastTimestamp > 0) {
            lastTimestamp = timestamp;
            lastNanos = nowNanos;
        }
        started = true;
        packets++;
        bytes += length - Rtp.HEADER;
    }
}
