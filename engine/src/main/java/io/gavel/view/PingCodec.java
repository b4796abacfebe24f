package io.gavel.view;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ping's bytes in the store: version, answer's time, stamp, lead (0: none), then the message {@code PingAnswered} as it
 * came, header included; that evolves as SBE schemas do.
 */
final class PingCodec {
    private static final byte VERSION = 1;
    private static final int ANSWERED = 8;
    private static final int STAMP = 16;
    private static final int LEAD = 24;
    private static final int MESSAGE = 32;

    private PingCodec() {}

    static byte[] encode(long timeMicros, long stamp, DirectBuffer message, int offset, int length) {
        byte[] bytes = new byte[MESSAGE + length];
        UnsafeBuffer out = new UnsafeBuffer(bytes);
        out.putByte(0, VERSION);
        out.putLong(ANSWERED, timeMicros);
        out.putLong(STAMP, stamp);
        out.putBytes(MESSAGE, message, offset, length);
        return bytes;
    }

    static long leadId(DirectBuffer value) {
        return value.getLong(LEAD);
    }

    static void leadId(UnsafeBuffer value, long leadId) {
        value.putLong(LEAD, leadId);
    }

    static PingRecord decode(byte[] bytes) {
        UnsafeBuffer in = new UnsafeBuffer(bytes);
        if (in.getByte(0) != VERSION) {
            throw new IllegalStateException("a ping of version " + in.getByte(0));
        }
        PingAnsweredDecoder ping =
                new PingAnsweredDecoder().wrapAndApplyHeader(in, MESSAGE, new MessageHeaderDecoder());
        List<PingRecord.Bid> bids = new ArrayList<>();
        for (PingAnsweredDecoder.BidsDecoder bid : ping.bids()) {
            bids.add(new PingRecord.Bid(
                    bid.orderId(),
                    bid.buyerId(),
                    bid.bidMicros(),
                    bid.priceMicros(),
                    bid.payoutMicros(),
                    bid.latencyMicros(),
                    bid.outcome(),
                    Math.max(-1, bid.billableSeconds()),
                    bid.chanceMicros() < 0 ? PingRecord.Bid.CERTAIN : bid.chanceMicros()));
        }
        List<Attribute> attributes = new ArrayList<>();
        for (PingAnsweredDecoder.AttributesDecoder attribute : ping.attributes()) {
            attributes.add(new Attribute(attribute.fieldId(), attribute.value(), attribute.text()));
        }
        return new PingRecord(
                ping.pingId(),
                Stamp.sequence(in.getLong(STAMP)),
                ping.receivedMicros(),
                in.getLong(ANSWERED),
                ping.expiresMicros(),
                ping.openedIndex(),
                ping.floorMicros(),
                ping.sellerId(),
                ping.campaignId(),
                Reason.of(ping.reason()),
                ping.flags().test(),
                ping.flags().all(),
                ping.flags().direct(),
                List.copyOf(bids),
                List.copyOf(attributes),
                ping.source(),
                ping.subId(),
                ScoreCodec.of(ping),
                Math.max(0, ping.storyRef()));
    }
}
