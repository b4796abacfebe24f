package io.gavel.view;

import io.gavel.message.DeliveryNotedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A lead's bytes in the store: version, stamp, first and last time, then parts of (time, length, message): the newest
 * {@code LeadAnswered} (length 0 until there is one), then {@code DeliveryNoted}, {@code ScoreGiven} and {@code OutcomeNoted},
 * oldest first, the newest {@value #MOST}.
 */
final class LeadCodec {
    private static final byte VERSION = 1;
    private static final int MOST = 32;
    private static final int DELIVERIES = 4;
    private static final int STAMP = 8;
    private static final int RECEIVED = 16;
    private static final int CHANGED = 24;
    private static final int PARTS = 32;
    private static final int PART_HEADER = 16;

    private LeadCodec() {}

    static long stamp(byte[] bytes) {
        return new UnsafeBuffer(bytes).getLong(STAMP);
    }

    static boolean isAnswered(byte[] bytes) {
        return new UnsafeBuffer(bytes).getInt(PARTS + 8) > 0;
    }

    /** The bytes of a lead that now stands as the message says. */
    static byte[] answered(
            byte @Nullable [] before, long stamp, long timeMicros, DirectBuffer message, int offset, int length) {
        UnsafeBuffer old = new UnsafeBuffer(before == null ? empty(timeMicros) : before);
        int rest = PARTS + PART_HEADER + old.getInt(PARTS + 8);
        byte[] bytes = new byte[PARTS + PART_HEADER + length + old.capacity() - rest];
        UnsafeBuffer out = new UnsafeBuffer(bytes);
        out.putBytes(0, old, 0, PARTS);
        putPart(out, PARTS, timeMicros, message, offset, length);
        out.putBytes(PARTS + PART_HEADER + length, old, rest, old.capacity() - rest);
        touch(out, stamp, timeMicros);
        return bytes;
    }

    /** The bytes of a lead with one more delivery, score or outcome. */
    static byte[] noted(
            byte @Nullable [] before, long stamp, long timeMicros, DirectBuffer message, int offset, int length) {
        UnsafeBuffer old = new UnsafeBuffer(before == null ? empty(timeMicros) : before);
        int deliveries = old.getInt(DELIVERIES);
        int kept = PARTS + PART_HEADER + old.getInt(PARTS + 8);
        int rest = deliveries == MOST ? kept + PART_HEADER + old.getInt(kept + 8) : kept;
        int end = kept + old.capacity() - rest;
        byte[] bytes = new byte[end + PART_HEADER + length];
        UnsafeBuffer out = new UnsafeBuffer(bytes);
        out.putBytes(0, old, 0, kept);
        out.putBytes(kept, old, rest, old.capacity() - rest);
        putPart(out, end, timeMicros, message, offset, length);
        out.putInt(DELIVERIES, Math.min(MOST, deliveries + 1));
        touch(out, stamp, timeMicros);
        return bytes;
    }

    private static byte[] empty(long timeMicros) {
        byte[] bytes = new byte[PARTS + PART_HEADER];
        UnsafeBuffer out = new UnsafeBuffer(bytes);
        out.putByte(0, VERSION);
        out.putLong(RECEIVED, timeMicros);
        return bytes;
    }

    private static void putPart(
            UnsafeBuffer out, int at, long timeMicros, DirectBuffer message, int offset, int length) {
        out.putLong(at, timeMicros);
        out.putInt(at + 8, length);
        out.putBytes(at + PART_HEADER, message, offset, length);
    }

    private static void touch(UnsafeBuffer out, long stamp, long timeMicros) {
        out.putLong(STAMP, stamp);
        out.putLong(CHANGED, timeMicros);
    }

    /** Null if the lead was not answered yet. */
    static @Nullable LeadRecord decode(long leadId, byte[] bytes) {
        UnsafeBuffer in = new UnsafeBuffer(bytes);
        if (in.getByte(0) != VERSION) {
            throw new IllegalStateException("a lead of version " + in.getByte(0));
        }
        int answer = in.getInt(PARTS + 8);
        if (answer == 0) {
            return null;
        }
        LeadAnsweredDecoder lead =
                new LeadAnsweredDecoder().wrapAndApplyHeader(in, PARTS + PART_HEADER, new MessageHeaderDecoder());
        List<LeadRecord.Sale> sales = new ArrayList<>();
        for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
            sales.add(new LeadRecord.Sale(
                    sale.orderId(), sale.buyerId(), sale.priceMicros(), sale.payoutMicros(), sale.state()));
        }
        List<LeadRecord.Delivery> deliveries = new ArrayList<>();
        ScoreCodec score = new ScoreCodec();
        rest(in, PARTS + PART_HEADER + answer, deliveries, score);
        return new LeadRecord(
                leadId,
                lead.pingId(),
                lead.leadRef(),
                in.getLong(RECEIVED),
                in.getLong(CHANGED),
                lead.sellerId(),
                lead.campaignId(),
                lead.status(),
                Reason.of(lead.reason()),
                lead.flags().test(),
                List.copyOf(sales),
                List.copyOf(deliveries),
                lead.source(),
                lead.subId(),
                score.first(),
                score.outcomes());
    }

    private static void rest(UnsafeBuffer in, int from, List<LeadRecord.Delivery> deliveries, ScoreCodec score) {
        DeliveryNotedDecoder noted = new DeliveryNotedDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (int at = from; at < in.capacity(); at += PART_HEADER + in.getInt(at + 8)) {
            if (score.takes(in, at + PART_HEADER, in.getLong(at))) {
                continue;
            }
            noted.wrapAndApplyHeader(in, at + PART_HEADER, header);
            deliveries.add(new LeadRecord.Delivery(
                    noted.orderId(),
                    noted.buyerId(),
                    noted.attempt(),
                    in.getLong(at),
                    noted.latencyMicros(),
                    noted.answer(),
                    noted.reference(),
                    noted.reason()));
        }
    }
}
