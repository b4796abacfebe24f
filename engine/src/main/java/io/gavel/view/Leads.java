package io.gavel.view;

import io.gavel.message.DeliveryNotedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The leads: the newest answer and the deliveries of each, by id, and a ring of ids. Written in the order of {@link Pings}. */
final class Leads implements LeadStore {
    static final int RECORD = 40;
    private static final int ID = 0;
    private static final int STAMP = 8;
    private static final int RECEIVED = 16;
    private static final int SELLER = 24;
    private static final int CAMPAIGN = 28;

    private final Ring ring;
    private final Blobs blobs;
    private final Pings pings;
    private final LongAdder evicted;

    Leads(Ring ring, Blobs blobs, Pings pings, LongAdder evicted) {
        this.ring = ring;
        this.blobs = blobs;
        this.pings = pings;
        this.evicted = evicted;
    }

    /** Where a lead stands now. Posts that never became a lead leave nothing, nor does the second post of a ping. */
    void answered(long stamp, long timeMicros, LeadAnsweredDecoder lead, DirectBuffer buffer, int offset, int length) {
        if (lead.leadId() == 0 || lead.reason() == Reason.ALREADY_POSTED.code()) {
            return;
        }
        // what is told again: so was its ping, perhaps
        pings.redeemed(lead.pingId(), lead.leadId());
        if (stamp <= ring.applied()) {
            return;
        }
        byte[] before = blobs.get(lead.leadId());
        boolean isNew = before == null || !LeadCodec.isAnswered(before) || LeadCodec.stamp(before) == stamp;
        boolean appends = isNew && !isNewest(lead.leadId(), stamp);
        if (appends && ring.isFull()) {
            blobs.remove(ring.buffer().getLong(ring.at(ring.tail()) + ID));
            ring.dropOldest();
            evicted.increment();
        }
        if (before == null || LeadCodec.stamp(before) < stamp) {
            blobs.put(lead.leadId(), LeadCodec.answered(before, stamp, timeMicros, buffer, offset, length));
        }
        if (appends) {
            int at = ring.next();
            ring.buffer().putLong(at + ID, lead.leadId());
            ring.buffer().putLong(at + STAMP, stamp);
            ring.buffer().putLong(at + RECEIVED, timeMicros);
            ring.buffer().putInt(at + SELLER, lead.sellerId());
            ring.buffer().putInt(at + CAMPAIGN, lead.campaignId());
            ring.commit();
        }
        ring.applied(stamp);
    }

    /** One delivery attempt was answered; the lead itself may be answered only later. */
    void noted(long stamp, long timeMicros, DeliveryNotedDecoder noted, DirectBuffer buffer, int offset, int length) {
        if (stamp <= ring.applied()) {
            return;
        }
        byte[] before = blobs.get(noted.leadId());
        if (before == null || LeadCodec.stamp(before) < stamp) {
            blobs.put(noted.leadId(), LeadCodec.noted(before, stamp, timeMicros, buffer, offset, length));
        }
        ring.applied(stamp);
    }

    /** Something else was said about a lead; {@code begins}: it may be said before the lead is answered. */
    void told(long stamp, long timeMicros, long leadId, boolean begins, DirectBuffer buffer, int offset, int length) {
        if (stamp <= ring.applied()) {
            return;
        }
        byte[] before = blobs.get(leadId);
        if (before == null ? begins : LeadCodec.stamp(before) < stamp) {
            blobs.put(leadId, LeadCodec.noted(before, stamp, timeMicros, buffer, offset, length));
        }
        ring.applied(stamp);
    }

    private boolean isNewest(long leadId, long stamp) {
        if (ring.isEmpty()) {
            return false;
        }
        int at = ring.at(ring.head() - 1);
        return ring.buffer().getLong(at + ID) == leadId && ring.buffer().getLong(at + STAMP) == stamp;
    }

    @Override
    public @Nullable LeadRecord find(long leadId) {
        byte[] bytes = blobs.get(leadId);
        return bytes == null ? null : LeadCodec.decode(leadId, bytes);
    }

    @Override
    public long ofPing(long pingId) {
        long leadId = pings.leadOf(pingId);
        return leadId == 0 && blobs.has(pingId) ? pingId : leadId;
    }

    @Override
    public Page<LeadRecord> list(PingQuery query) {
        return IdRing.page(ring, query.after(), query.limit(), at -> matches(query, at), leadId -> {
            LeadRecord found = find(leadId);
            return found == null || query.reason() == null || found.reason() == query.reason() ? found : null;
        });
    }

    private boolean matches(PingQuery query, int at) {
        UnsafeBuffer buffer = ring.buffer();
        long received = buffer.getLong(at + RECEIVED);
        return received >= query.fromMicros()
                && received < query.toMicros()
                && (query.sellerId() == 0 || buffer.getInt(at + SELLER) == query.sellerId())
                && (query.campaignId() == 0 || buffer.getInt(at + CAMPAIGN) == query.campaignId());
    }

    @Override
    public long size() {
        return ring.head() - ring.tail();
    }

    /** Forgets what changed from a stamp on. */
    void forget(long stamp) {
        IdRing.forget(ring, blobs, stamp, STAMP, LeadCodec::stamp);
    }
}
