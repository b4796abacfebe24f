package io.gavel.view;

import io.gavel.message.CallStartedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The calls: all that was said about each, by id, and a ring of ids in the order in which they came. */
final class Calls implements CallStore {
    static final int RECORD = 32;
    private static final int ID = 0;
    private static final int STAMP = 8;
    private static final int ARRIVED = 16;
    private static final int SELLER = 24;
    private static final int CAMPAIGN = 28;

    private static final int LOOKED_AT = 200_000;

    private final Ring ring;
    private final Blobs blobs;
    private final LongAdder evicted;

    Calls(Ring ring, Blobs blobs, LongAdder evicted) {
        this.ring = ring;
        this.blobs = blobs;
        this.evicted = evicted;
    }

    /** A call came. */
    void started(long stamp, long timeMicros, CallStartedDecoder call, DirectBuffer buffer, int offset, int length) {
        if (stamp <= ring.applied()) {
            return;
        }
        if (!isNewest(call.callId())) {
            if (ring.isFull()) {
                blobs.remove(ring.buffer().getLong(ring.at(ring.tail()) + ID));
                ring.dropOldest();
                evicted.increment();
            }
            blobs.put(call.callId(), CallCodec.with(null, stamp, timeMicros, buffer, offset, length));
            int at = ring.next();
            ring.buffer().putLong(at + ID, call.callId());
            ring.buffer().putLong(at + STAMP, stamp);
            ring.buffer().putLong(at + ARRIVED, timeMicros);
            ring.buffer().putInt(at + SELLER, call.sellerId());
            ring.buffer().putInt(at + CAMPAIGN, call.campaignId());
            ring.commit();
        }
        ring.applied(stamp);
    }

    /** Something more was said about a call; of one that is not kept (any more) nothing is. */
    void told(long stamp, long timeMicros, long callId, DirectBuffer buffer, int offset, int length) {
        if (stamp <= ring.applied()) {
            return;
        }
        byte[] before = blobs.get(callId);
        if (before != null && CallCodec.stamp(before) < stamp) {
            blobs.put(callId, CallCodec.with(before, stamp, timeMicros, buffer, offset, length));
        }
        ring.applied(stamp);
    }

    private boolean isNewest(long callId) {
        return !ring.isEmpty() && ring.buffer().getLong(ring.at(ring.head() - 1) + ID) == callId;
    }

    @Override
    public @Nullable CallRecord find(long callId) {
        byte[] bytes = blobs.get(callId);
        return bytes == null ? null : CallCodec.decode(callId, bytes);
    }

    @Override
    public Page<CallRecord> list(CallQuery query) {
        List<CallRecord> items = new ArrayList<>();
        long position = query.after() == 0 ? ring.head() - 1 : Math.min(query.after(), ring.head()) - 1;
        long end = Math.max(ring.tail(), position - LOOKED_AT);
        while (position >= end && items.size() < query.limit()) {
            int at = ring.at(position);
            long callId = ring.buffer().getLong(at + ID);
            boolean matches = matches(query, at);
            if (!ring.holds(position)) {
                return new Page<>(items, 0);
            }
            CallRecord found = matches ? find(callId) : null;
            if (found != null && (query.buyerId() == 0 || concerns(found, query.buyerId()))) {
                items.add(found);
            }
            position--;
        }
        return new Page<>(items, position < ring.tail() ? 0 : position + 1);
    }

    private static boolean concerns(CallRecord call, int buyerId) {
        CallRecord.End end = call.end();
        return (end != null && end.buyerId() == buyerId)
                || call.attempts().stream().anyMatch(attempt -> attempt.buyerId() == buyerId);
    }

    private boolean matches(CallQuery query, int at) {
        UnsafeBuffer buffer = ring.buffer();
        long arrived = buffer.getLong(at + ARRIVED);
        return arrived >= query.fromMicros()
                && arrived < query.toMicros()
                && (query.sellerId() == 0 || buffer.getInt(at + SELLER) == query.sellerId())
                && (query.campaignId() == 0 || buffer.getInt(at + CAMPAIGN) == query.campaignId());
    }

    @Override
    public long size() {
        return ring.head() - ring.tail();
    }

    /** Forgets calls of which something was said from a stamp on. */
    void forget(long stamp) {
        ring.cut(stamp, STAMP);
        LongHashSet kept = new LongHashSet();
        for (long position = ring.tail(); position < ring.head(); position++) {
            long callId = ring.buffer().getLong(ring.at(position) + ID);
            byte[] bytes = blobs.get(callId);
            if (bytes != null && CallCodec.stamp(bytes) < stamp) {
                kept.add(callId);
            }
        }
        blobs.retain(kept);
    }
}
