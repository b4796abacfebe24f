package io.gavel.core.auction;

import io.gavel.message.CallArrivedDecoder;
import io.gavel.message.CallConnectedEncoder;
import io.gavel.message.CallEndedEncoder;
import io.gavel.message.CallFlagsEncoder;
import io.gavel.message.CallMeasuredDecoder;
import io.gavel.message.CallNotedEncoder;
import io.gavel.message.CallStartedEncoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.LegNotedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.Party;
import io.gavel.message.Reason;
import io.gavel.message.RingCancelledEncoder;
import io.gavel.message.RingWantedEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Writes what calls say: whom to ring, who has it, how it ended. */
final class CallAnswers {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final Outlet outlet;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CallStartedEncoder started = new CallStartedEncoder();
    private final RingWantedEncoder ringWanted = new RingWantedEncoder();
    private final RingCancelledEncoder ringCancelled = new RingCancelledEncoder();
    private final CallConnectedEncoder connected = new CallConnectedEncoder();
    private final LegNotedEncoder noted = new LegNotedEncoder();
    private final CallEndedEncoder ended = new CallEndedEncoder();
    private final CallNotedEncoder measured = new CallNotedEncoder();
    private final int flagsOfStarted = HEADER + CallStartedEncoder.flagsEncodingOffset();

    CallAnswers(Outlet outlet) {
        this.outlet = outlet;
    }

    /** The record of a call begins; the message's groups are not read. {@code repeat}: the caller is known. */
    void started(Auction auction, CallArrivedDecoder call, boolean repeat) {
        MutableDirectBuffer out = outlet.claim();
        started.wrapAndApplyHeader(out, 0, header)
                .correlationId(auction.correlationId)
                .callId(auction.leadId)
                .pingId(auction.pingId)
                .callRef(auction.leadRef)
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .carrierId(call.carrierId())
                .numberId(call.numberId());
        byte flags = CallFlagsEncoder.repeat((byte) call.flags().getRaw(), repeat);
        out.putByte(flagsOfStarted, flags);
        int limit = started.limit();
        outlet.send(limit + Answers.copy(auction.ping, auction.textsAt, auction.textsLength, out, limit));
    }

    void ring(Auction auction, Bid bid, int billableSeconds) {
        ringWanted
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(auction.correlationId)
                .callId(auction.leadId)
                .priceMicros(bid.priceMicros)
                .orderId(bid.orderId)
                .buyerId(bid.buyerId)
                .attempt(bid.attempt)
                .billableSeconds(billableSeconds)
                .putReference(bid.reference, 0, bid.referenceLength)
                .putDestination(bid.destination, 0, bid.destinationLength);
        outlet.send(HEADER + ringWanted.encodedLength());
    }

    void cancel(Auction auction, Bid bid, LegCause cause) {
        ringCancelled
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(auction.correlationId)
                .callId(auction.leadId)
                .orderId(bid.orderId)
                .attempt(bid.attempt)
                .cause(cause);
        outlet.send(HEADER + ringCancelled.encodedLength());
    }

    /** {@code billableMicros}: when it is billable if caller and buyer are joined now, 0: never. */
    void connected(Auction auction, Bid bid, long billableMicros) {
        connected
                .wrapAndApplyHeader(outlet.claim(), 0, header)
                .correlationId(auction.correlationId)
                .callId(auction.leadId)
                .orderId(bid.orderId)
                .buyerId(bid.buyerId)
                .attempt(bid.attempt)
                .billableMicros(billableMicros)
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .putSource(auction.ping, auction.textsAt + 2, auction.sourceLength);
        outlet.send(HEADER + connected.encodedLength());
    }

    void noted(Auction auction, Bid bid, LegReport report) {
        noted.wrapAndApplyHeader(outlet.claim(), 0, header)
                .callId(auction.leadId)
                .pingId(auction.pingId)
                .priceMicros(bid.priceMicros)
                .orderId(bid.orderId)
                .buyerId(bid.buyerId)
                .attempt(bid.attempt)
                .latencyMicros(report.latencyMicros)
                .sipStatus(report.sipStatus)
                .what(report.event)
                .cause(report.cause)
                .putDestination(report.bytes, report.destinationAt, report.destinationLength);
        outlet.send(HEADER + noted.encodedLength());
    }

    /** {@code had} is who had the call last, null if nobody has it; {@code billed} the same if it was billed. */
    void ended(
            Auction auction,
            @Nullable Bid had,
            @Nullable Bid billed,
            Reason reason,
            Party party,
            LegCause cause,
            long nowMicros) {
        MutableDirectBuffer out = outlet.claim();
        ended.wrapAndApplyHeader(out, 0, header)
                .correlationId(auction.correlationId)
                .callId(auction.leadId)
                .pingId(auction.pingId)
                .callRef(auction.leadRef)
                .arrivedMicros(auction.arrivedMicros)
                .connectedMicros(auction.connectedMicros)
                .endedMicros(nowMicros)
                .priceMicros(billed == null ? 0 : billed.priceMicros)
                .payoutMicros(billed == null ? 0 : billed.payoutMicros)
                .sellerId(auction.sellerId)
                .campaignId(auction.campaignId)
                .orderId(had == null ? 0 : had.orderId)
                .buyerId(had == null ? 0 : had.buyerId)
                .reason(reason.code())
                .party(party)
                .cause(cause)
                .billable((short) (billed == null ? 0 : 1));
        int limit = ended.limit();
        outlet.send(limit + Answers.copy(auction.ping, auction.textsAt, auction.textsLength, out, limit));
    }

    /** A call that cannot be: it names a ping that is not there (any more), or not its seller's. */
    void refused(CallArrivedDecoder call, long callId, Reason reason, long nowMicros) {
        MutableDirectBuffer out = outlet.claim();
        ended.wrapAndApplyHeader(out, 0, header)
                .correlationId(call.correlationId())
                .callId(callId)
                .pingId(call.pingId())
                .callRef(call.callRef())
                .arrivedMicros(nowMicros)
                .connectedMicros(0)
                .endedMicros(nowMicros)
                .priceMicros(0)
                .payoutMicros(0)
                .sellerId(call.sellerId())
                .campaignId(call.campaignId())
                .orderId(0)
                .buyerId(0)
                .reason(reason.code())
                .party(Party.EXCHANGE)
                .cause(LegCause.NONE)
                .billable((short) 0)
                .putSource(NOTHING, 0, 0)
                .putSubId(NOTHING, 0, 0);
        outlet.send(ended.limit());
    }

    /** What the gateway measured goes to the views as it is: the same block, the same group. */
    void measured(DirectBuffer message) {
        MutableDirectBuffer out = outlet.claim();
        out.putBytes(0, message, 0, message.capacity());
        header.wrap(out, 0)
                .blockLength(CallMeasuredDecoder.BLOCK_LENGTH)
                .templateId(CallNotedEncoder.TEMPLATE_ID)
                .schemaId(measured.sbeSchemaId())
                .version(measured.sbeSchemaVersion());
        outlet.send(message.capacity());
    }

    /** What an edge reported about one leg, as decoded from the message under way. */
    static final class LegReport {
        long callId;
        int orderId;
        int attempt;
        int latencyMicros;
        /** How long before its phone was picked up; 0: it was not. */
        int answeredMillis;

        int sipStatus;
        LegEvent event = LegEvent.FAILED;
        LegCause cause = LegCause.NONE;
        DirectBuffer bytes = NOTHING;
        int destinationAt;
        int destinationLength;
        /** The edge says when caller and buyer are joined; one of before version 2 joined them at the answer. */
        boolean tellsJoined;

        /** The buyer hung up so soon that the caller goes to another. */
        boolean again() {
            return event == LegEvent.ENDED_AT_ONCE;
        }
    }
}
