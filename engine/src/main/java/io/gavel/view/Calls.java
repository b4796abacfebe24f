package io.gavel.view;

import io.gavel.message.CallStartedDecoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
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

    private final Ring ring;
    private final Blobs blobs;
    private final LongAdder evicted;
    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    private record Waiter(Predicate<CallRecord> wanted, CompletableFuture<CallRecord> found) {}

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
            byte[] after = CallCodec.with(before, stamp, timeMicros, buffer, offset, length);
            blobs.put(callId, after);
            CallRecord now = waiters.isEmpty() ? null : CallCodec.decode(callId, after);
            if (now != null) {
                tell(now);
            }
        }
        ring.applied(stamp);
    }

    private void tell(CallRecord call) {
        for (Waiter waiter : waiters) {
            if (waiter.wanted.test(call)) {
                CompletableFuture<CallRecord> unused = waiter.found.completeAsync(() -> call);
            }
        }
    }

    @Override
    public CompletableFuture<CallRecord> next(Predicate<CallRecord> wanted) {
        Waiter waiter = new Waiter(wanted, new CompletableFuture<>());
        waiters.add(waiter);
        CompletableFuture<CallRecord> unused = waiter.found.whenComplete((call, failed) -> waiters.remove(waiter));
        return waiter.found;
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
        int buyerId = query.buyerId();
        BuyerSearch buyers = new BuyerSearch(buyerId);
        return IdRing.page(ring, query.after(), query.limit(), at -> matches(query, at), callId -> {
            byte[] bytes = blobs.get(callId);
            if (bytes == null || (buyerId != 0 && !buyers.mayConcern(bytes))) {
                return null;
            }
            CallRecord found = CallCodec.decode(callId, bytes);
            return found == null || buyerId == 0 || concerns(found, buyerId) ? found : null;
        });
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
        IdRing.forget(ring, blobs, stamp, STAMP, CallCodec::stamp);
    }
}
