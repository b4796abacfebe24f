package io.gavel.view;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A ping's bytes in the store: answer's time, stamp, then the message {@code PingAnswered} as it came, header included; that evolves as SBE schemas do. */
final class PingCodec {
    private static final int ANSWERED = 0;
    private static final int STAMP = 8;
    private static final int MESSAGE = 16;

    private PingCodec() {}

    /** Bytes that a message of this length takes. */
    static int bytes(int length) {
        return MESSAGE + length;
    }

    static void encode(UnsafeBuffer out, long timeMicros, long stamp, DirectBuffer message, int offset, int length) {
        out.putLong(ANSWERED, timeMicros);
        out.putLong(STAMP, stamp);
        out.putBytes(MESSAGE, message, offset, length);
    }

    static PingRecord decode(UnsafeBuffer in) {
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
