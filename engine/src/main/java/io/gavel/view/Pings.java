package io.gavel.view;

import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The answered pings: a ring of what lists filter by, found by id, and {@link Bundles} with each answer's message as it was. What a
 * writer that died had not written of these is cut off the ring, and finished by hearing the same outputs again.
 */
final class Pings implements PingStore {
    static final int RECORD = 48;
    private static final int ID = 0;
    private static final int STAMP = 8;
    private static final int RECEIVED = 16;
    private static final int SELLER = 24;
    private static final int CAMPAIGN = 28;
    private static final int LEAD = 32;
    private static final int REASON = 40;
    /** How long what fills no bundle may be unwritten. */
    private static final long PATIENCE_MICROS = 10_000_000;

    private final Ring ring;
    private final Bundles bundles;
    private final IdIndex index;
    private final LongAdder evicted;
    private final UnsafeBuffer room = new UnsafeBuffer(0, 0);
    private volatile long safe = Long.MAX_VALUE;
    private long unwrittenSince;

    Pings(Ring ring, Blobs blobs, LongAdder evicted) {
        this.ring = ring;
        this.bundles = new Bundles(blobs);
        this.evicted = evicted;
        resume();
        this.index = new IdIndex(ring);
    }

    private void resume() {
        long end = bundles.resume(ring.tail(), ring.head());
        if (end < ring.head()) {
            ring.cut(ring.buffer().getLong(ring.at(end) + STAMP), STAMP);
        }
        safe = Long.MAX_VALUE;
    }

    /** An answer; {@code offset} and {@code length} are those of the message with its header. */
    void answered(long stamp, long timeMicros, PingAnsweredDecoder ping, DirectBuffer buffer, int offset, int length) {
        if (stamp <= ring.applied() || ping.flags().repeated()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            if (ring.isFull()) {
                bundles.drop(ring.tail());
                ring.dropOldest();
                evicted.increment();
            }
            if (!bundles.isUnwritten()) {
                safe = stamp - 1;
                unwrittenSince = timeMicros;
            }
            long position = ring.head();
            bundles.add(position, PingCodec.bytes(length), room);
            PingCodec.encode(room, timeMicros, stamp, buffer, offset, length);
            int at = ring.next();
            ring.buffer().putLong(at + ID, ping.pingId());
            ring.buffer().putLong(at + STAMP, stamp);
            ring.buffer().putLong(at + RECEIVED, ping.receivedMicros());
            ring.buffer().putInt(at + SELLER, ping.sellerId());
            ring.buffer().putInt(at + CAMPAIGN, ping.campaignId());
            ring.buffer().putByte(at + REASON, (byte) ping.reason());
            ring.commit();
            index.add(ping.pingId(), position);
            bundles.added(position);
            if (!bundles.isUnwritten()) {
                safe = Long.MAX_VALUE;
            }
        }
        ring.applied(stamp);
    }

    /** It is so late now: what fills no bundle is written in time. */
    void heard(long timeMicros) {
        if (bundles.isUnwritten() && timeMicros - unwrittenSince > PATIENCE_MICROS) {
            write();
        }
    }

    /** Up to here nothing is lost if the process dies now. */
    long safe() {
        return safe;
    }

    void write() {
        bundles.write();
        safe = Long.MAX_VALUE;
    }

    /** Notes which lead redeemed a ping. */
    void redeemed(long pingId, long leadId) {
        long position = index.find(pingId);
        if (position >= 0) {
            ring.buffer().putLongVolatile(ring.at(position) + LEAD, leadId);
        }
    }

    /** The lead that redeemed a ping, 0 if none did (or the ping is not kept). */
    long leadOf(long pingId) {
        long position = index.find(pingId);
        long leadId = position < 0 ? 0 : ring.buffer().getLongVolatile(ring.at(position) + LEAD);
        return position >= 0 && ring.holds(position) ? leadId : 0;
    }

    @Override
    public @Nullable PingRecord find(long pingId) {
        long position = index.find(pingId);
        UnsafeBuffer value = position < 0 ? null : bundles.get(position);
        return value == null ? null : PingCodec.decode(value);
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
        resume();
        index.read();
    }
}
