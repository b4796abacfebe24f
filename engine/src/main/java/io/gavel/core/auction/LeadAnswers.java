package io.gavel.core.auction;

import io.gavel.message.CountedOutlet;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryNotedEncoder;
import io.gavel.message.DeliveryWantedEncoder;
import io.gavel.message.LeadAnsweredEncoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes what posts and deliveries say: where a lead stands, what is to be delivered, what came of it. */
final class LeadAnswers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    /** Two empty texts. */
    private static final DirectBuffer NO_TEXTS = new UnsafeBuffer(new byte[4]);

    private final CountedOutlet outlet;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LeadAnsweredEncoder leadAnswered = new LeadAnsweredEncoder();
    private final DeliveryWantedEncoder deliveryWanted = new DeliveryWantedEncoder();
    private final DeliveryNotedEncoder deliveryNoted = new DeliveryNotedEncoder();

    LeadAnswers(CountedOutlet outlet) {
        this.outlet = outlet;
    }

    /** Where a lead under way stands. */
    void lead(Auction auction, long correlationId, LeadStatus status, Reason reason) {
        boolean first = !auction.appeared;
        auction.appeared = true;
        if (outlet.skips()) {
            return;
        }
        MutableDirectBuffer out = begin(correlationId, auction.leadId, auction.pingId, auction.leadRef, auction.flags);
        leadAnswered
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .status(status)
                .reason(reason.code())
                .first((short) (first ? 1 : 0));
        Bids bids = auction.bids;
        int count = 0;
        for (int i = 0; i < bids.size(); i++) {
            count += bids.get(i).sale == null ? 0 : 1;
        }
        LeadAnsweredEncoder.SalesEncoder group = leadAnswered.salesCount(count);
        for (int i = 0; i < bids.size(); i++) {
            Bid bid = bids.get(i);
            if (bid.sale != null) {
                group.next()
                        .orderId(bid.orderId)
                        .buyerId(bid.buyerId)
                        .priceMicros(bid.priceMicros)
                        .payoutMicros(bid.payoutMicros)
                        .state(bid.sale);
            }
        }
        send(out, auction.ping, auction.textsAt, auction.textsLength);
    }

    /** Where a lead stands that is sold and done; {@code sale} is its latest. */
    void lead(Sales sales, long sale, long correlationId) {
        MutableDirectBuffer out =
                begin(correlationId, sales.leadId(sale), sales.pingId(sale), sales.leadRef(sale), sales.flags(sale));
        leadAnswered
                .sellerId(sales.sellerId(sale))
                .campaignId(sales.campaignId(sale))
                .status(LeadStatus.SOLD)
                .reason((short) 0)
                .first((short) 0);
        int count = 0;
        for (long i = sale; i >= 0; i = sales.previous(i)) {
            count++;
        }
        LeadAnsweredEncoder.SalesEncoder group = leadAnswered.salesCount(count);
        for (long i = sale; i >= 0; i = sales.previous(i)) {
            group.next()
                    .orderId(sales.orderId(i))
                    .buyerId(sales.buyerId(i))
                    .priceMicros(sales.priceMicros(i))
                    .payoutMicros(sales.payoutMicros(i))
                    .state(sales.state(i));
        }
        send(out, sales.texts(), sales.textsAt(sale), sales.textsLength(sale));
    }

    /** A post of a ping that is over, told from the memory of pings; {@code ping}: its record, unless that is forgotten. */
    void over(
            long correlationId,
            long leadId,
            long pingId,
            long leadRef,
            Pings pings,
            long ping,
            Reason why,
            boolean first) {
        boolean known = pings.has(ping);
        MutableDirectBuffer out = begin(correlationId, leadId, pingId, leadRef, known ? pings.flags(ping) : 0);
        leadAnswered
                .sellerId(known ? pings.sellerId(ping) : 0)
                .campaignId(known ? pings.campaignId(ping) : 0)
                .status(LeadStatus.UNSOLD)
                .reason(why.code())
                .first((short) (first ? 1 : 0))
                .salesCount(0);
        if (known) {
            send(out, pings.texts(), pings.textsAt(ping), pings.textsLength(ping));
        } else {
            send(out, NO_TEXTS, 0, 4);
        }
    }

    void deliver(Auction auction, Bid bid, int timeoutMillis) {
        if (outlet.skips()) {
            return;
        }
        deliveryWanted
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .leadId(auction.leadId)
                .pingId(auction.pingId)
                .leadRef(auction.leadRef)
                .correlationId(auction.correlationId)
                .priceMicros(bid.priceMicros)
                .orderId(bid.orderId)
                .buyerId(bid.buyerId)
                .campaignId(auction.campaignId)
                .attempt(bid.attempt)
                .timeoutMillis(timeoutMillis)
                .putReference(bid.reference, 0, bid.referenceLength);
        outlet.send(HEADER + deliveryWanted.encodedLength());
    }

    void noted(Auction auction, Bid bid, DeliveryReport report) {
        if (outlet.skips()) {
            return;
        }
        deliveryNoted
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .leadId(auction.leadId)
                .pingId(auction.pingId)
                .orderId(bid.orderId)
                .buyerId(bid.buyerId)
                .attempt(report.attempt)
                .latencyMicros(report.latencyMicros)
                .answer(report.answer)
                .putReference(report.bytes, report.referenceAt, report.referenceLength)
                .putReason(report.bytes, report.reasonAt, report.reasonLength);
        outlet.send(HEADER + deliveryNoted.encodedLength());
    }

    private MutableDirectBuffer begin(long correlationId, long leadId, long pingId, long leadRef, byte flags) {
        MutableDirectBuffer out = outlet.claim();
        leadAnswered
                .wrapAndApplyHeader(out, 0, header)
                .correlationId(correlationId)
                .leadId(leadId)
                .pingId(pingId)
                .leadRef(leadRef);
        out.putByte(HEADER + LeadAnsweredEncoder.flagsEncodingOffset(), flags);
        return out;
    }

    private void send(MutableDirectBuffer out, DirectBuffer texts, int at, int length) {
        int limit = leadAnswered.limit();
        outlet.send(limit + Answers.copy(texts, at, length, out, limit));
    }

    /** What an edge reported about one attempt, as decoded from the message under way. */
    static final class DeliveryReport {
        long leadId;
        int orderId;
        int attempt;
        int latencyMicros;
        DeliveryAnswer answer = DeliveryAnswer.UNKNOWN;
        DirectBuffer bytes = NO_TEXTS;
        int referenceAt;
        int referenceLength;
        int reasonAt;
        int reasonLength;
    }
}
