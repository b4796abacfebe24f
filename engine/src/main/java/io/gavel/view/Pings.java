package io.gavel.view;

import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The answered pings: each answer's message as it was, by id, and a ring of what lists filter by. Order of writing: what
 * makes room, the value, the ring's record, the stamp; so a writer that died anywhere between is finished by hearing the
 * same output again.
 */
final class Pings implements PingStore {
    static final int RECORD = 40;
    private static final int ID = 0;
    private static final int STAMP = 8;
    private static final int RECEIVED = 16;
    private static final int SELLER = 24;
    private static final int CAMPAIGN = 28;
    private static final int REASON = 32;

    private final Ring ring;
    private final Blobs blobs;
    private final LongAdder evicted;
    private final UnsafeBuffer value = new UnsafeBuffer(0, 0);

    Pings(Ring ring, Blobs blobs, LongAdder evicted) {
        this.ring = ring;
        this.blobs = blobs;
        this.evicted = evicted;
        if (blobs.size() > ring.head() - ring.tail()) {
            forgetStrays();
        }
    }

    /** An answer; {@code offset} and {@code length} are those of the message with its header. */
    void answered(long stamp, long timeMicros, PingAnsweredDecoder ping, DirectBuffer buffer, int offset, int length) {
        if (stamp <= ring.applied() || ping.flags().repeated()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            if (ring.isFull()) {
                blobs.remove(ring.buffer().getLong(ring.at(ring.tail()) + ID));
                ring.dropOldest();
                evicted.increment();
            }
            blobs.put(ping.pingId(), PingCodec.encode(timeMicros, stamp, buffer, offset, length));
            int at = ring.next();
            ring.buffer().putLong(at + ID, ping.pingId());
            ring.buffer().putLong(at + STAMP, stamp);
            ring.buffer().putLong(at + RECEIVED, ping.receivedMicros());
            ring.buffer().putInt(at + SELLER, ping.sellerId());
            ring.buffer().putInt(at + CAMPAIGN, ping.campaignId());
            ring.buffer().putByte(at + REASON, (byte) ping.reason());
            ring.commit();
        }
        ring.applied(stamp);
    }

    /** Notes which lead redeemed a ping. */
    void redeemed(long pingId, long leadId) {
        byte[] bytes = blobs.get(pingId);
        if (bytes != null) {
            value.wrap(bytes);
            if (PingCodec.leadId(value) != leadId) {
                PingCodec.leadId(value, leadId);
                blobs.put(pingId, bytes);
            }
        }
    }

    /** The lead that redeemed a ping, 0 if none did (or the ping is not kept). */
    long leadOf(long pingId) {
        byte[] bytes = blobs.get(pingId);
        return bytes == null ? 0 : PingCodec.leadId(new UnsafeBuffer(bytes));
    }

    @Override
    public @Nullable PingRecord find(long pingId) {
        byte[] bytes = blobs.get(pingId);
        return bytes == null ? null : PingCodec.decode(bytes);
    }

    @Override
    public Page<PingRecord> list(PingQuery query) {
        return IdRing.page(ring, query.after(), query.limit(), at -> matches(query, at), this::find);
    }

    private boolean matches(PingQuery query, int at) {
        UnsafeBuffer buffer = ring.buffer();
        long received = buffer.getLong(at + RECEIVED);
        Reason reason = query.reason();
        return received >= query.fromMicros()
                && received < query.toMicros()
                && (query.sellerId() == 0 || buffer.getInt(at + SELLER) == query.sellerId())
                && (query.campaignId() == 0 || buffer.getInt(at + CAMPAIGN) == query.campaignId())
                && (reason == null || buffer.getByte(at + REASON) == reason.code());
    }

    @Override
    public long size() {
        return ring.head() - ring.tail();
    }

    @Override
    public long oldest() {
        long tail = ring.tail();
        return ring.isEmpty() ? 0 : ring.buffer().getLong(ring.at(tail) + ID);
    }

    /** Forgets what was answered from a stamp on. */
    void forget(long stamp) {
        ring.cut(stamp, STAMP);
        forgetStrays();
    }

    private void forgetStrays() {
        LongHashSet kept = new LongHashSet();
        for (long position = ring.tail(); position < ring.head(); position++) {
            kept.add(ring.buffer().getLong(ring.at(position) + ID));
        }
        blobs.retain(kept);
    }
}
