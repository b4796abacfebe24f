package io.gavel.view;

import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What was said of calls' reviews, in a ring; the newest of a call is how it stands. */
final class Reviews implements ReviewStore {
    static final int RECORD = 192;
    private static final int STAMP = 0;
    private static final int TIME = 8;
    private static final int DUE = 16;
    private static final int CALL = 24;
    private static final int PRICE = 32;
    private static final int PAYOUT = 40;
    private static final int BUYER = 48;
    private static final int ORDER = 52;
    private static final int SELLER = 56;
    private static final int CAMPAIGN = 60;
    private static final int STATE = 64;
    private static final int TIMED_OUT = 65;
    private static final int NOTE_LENGTH = 66;
    private static final int NOTE = 68;
    private static final int NOTE_MOST = 100;

    private final Ring ring;
    private final LongAdder evicted;
    private final byte[] note = new byte[1024];

    Reviews(Ring ring, LongAdder evicted) {
        this.ring = ring;
        this.evicted = evicted;
    }

    void forget(long stamp) {
        ring.cut(stamp, STAMP);
    }

    void noted(long stamp, long timeMicros, ReviewNotedDecoder noted) {
        if (stamp <= ring.applied()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            if (ring.isFull()) {
                ring.dropOldest();
                evicted.increment();
            }
            append(stamp, timeMicros, noted);
        }
        ring.applied(stamp);
    }

    private void append(long stamp, long timeMicros, ReviewNotedDecoder noted) {
        UnsafeBuffer buffer = ring.buffer();
        int at = ring.next();
        buffer.putLong(at + STAMP, stamp);
        buffer.putLong(at + TIME, timeMicros);
        buffer.putLong(at + DUE, noted.dueMicros());
        buffer.putLong(at + CALL, noted.callId());
        buffer.putLong(at + PRICE, noted.priceMicros());
        buffer.putLong(at + PAYOUT, noted.payoutMicros());
        buffer.putInt(at + BUYER, noted.buyerId());
        buffer.putInt(at + ORDER, noted.orderId());
        buffer.putInt(at + SELLER, noted.sellerId());
        buffer.putInt(at + CAMPAIGN, noted.campaignId());
        buffer.putByte(at + STATE, (byte) noted.state().value());
        buffer.putByte(at + TIMED_OUT, (byte) noted.timedOut());
        noted.skipSource();
        int length = Texts.wholeCharacters(note, noted.getNote(note, 0, note.length), NOTE_MOST);
        buffer.putByte(at + NOTE_LENGTH, (byte) length);
        buffer.putBytes(at + NOTE, note, 0, length);
        ring.commit();
    }

    @Override
    public Page<ReviewRecord> list(@Nullable ReviewState state, int limit, long after) {
        List<ReviewRecord> items = new ArrayList<>();
        LongHashSet seen = new LongHashSet();
        for (long position = ring.head() - 1; position >= ring.tail(); position--) {
            ReviewRecord found = read(ring.at(position));
            if (!ring.holds(position)) {
                break;
            }
            boolean newest = seen.add(found.callId());
            if (newest && (state == null || state == found.state()) && (after == 0 || position < after)) {
                if (items.size() == limit) {
                    return new Page<>(items, position + 1);
                }
                items.add(found);
            }
        }
        return new Page<>(items, 0);
    }

    private ReviewRecord read(int at) {
        UnsafeBuffer buffer = ring.buffer();
        byte[] noted = new byte[Math.min(NOTE_MOST, buffer.getByte(at + NOTE_LENGTH) & 0xff)];
        buffer.getBytes(at + NOTE, noted);
        return new ReviewRecord(
                ReviewState.get(buffer.getByte(at + STATE)),
                buffer.getLong(at + TIME),
                buffer.getLong(at + DUE),
                buffer.getByte(at + TIMED_OUT) != 0,
                buffer.getLong(at + CALL),
                buffer.getInt(at + BUYER),
                buffer.getInt(at + ORDER),
                buffer.getInt(at + SELLER),
                buffer.getInt(at + CAMPAIGN),
                buffer.getLong(at + PRICE),
                buffer.getLong(at + PAYOUT),
                new String(noted, StandardCharsets.UTF_8));
    }
}
