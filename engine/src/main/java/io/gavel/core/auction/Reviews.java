package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.CallReviewedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.Reason;
import io.gavel.message.ReviewNotedEncoder;
import io.gavel.message.ReviewState;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Calls that scored so low at their billable second that somebody is to look at them first. Money and caps stay held, beyond the
 * call's end, until an operator decides; if nobody does in time, the campaign has said what then. Decided is once.
 */
final class Reviews {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long SECOND = 1_000_000;
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final Outlet outlet;
    private final Market market;
    private final Timers timers;
    private final Memory memory;
    private final Awards awards;
    private final Answers answers;
    private final Scoring scoring;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final CallReviewedDecoder reviewed = new CallReviewedDecoder();
    private final ReviewNotedEncoder noted = new ReviewNotedEncoder();

    Reviews(
            Outlet outlet,
            Market market,
            Timers timers,
            Memory memory,
            Awards awards,
            Answers answers,
            Scoring scoring) {
        this.outlet = outlet;
        this.market = market;
        this.timers = timers;
        this.memory = memory;
        this.awards = awards;
        this.answers = answers;
        this.scoring = scoring;
    }

    /** The bill of a call is held back; false if its campaign only marks such calls, or there is nothing to bill. */
    boolean hold(Auction auction, Bid bid, long nowMicros) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign == null || campaign.reviewSeconds() == 0 || bid.priceMicros == 0) {
            return false;
        }
        long dueMicros = nowMicros + campaign.reviewSeconds() * SECOND;
        memory.sales.hold(auction, bid, campaign.reviewReleases(), nowMicros);
        timers.schedule(dueMicros, TimerKind.REVIEW, auction.leadId);
        tell(memory.sales.latest(auction.leadId), ReviewState.HELD, dueMicros, false, NOTHING, 0, 0);
        return true;
    }

    /** Whether a call that had its billable second is not billed: it is held still, or was rejected. */
    boolean holdsBack(Auction auction) {
        long sale = memory.sales.latest(auction.leadId);
        return sale >= 0 && (memory.sales.isHeld(sale) || memory.sales.isRejected(sale));
    }

    /** {@code CallReviewed}. */
    void decided(DirectBuffer message, long nowMicros) {
        reviewed.wrapAndApplyHeader(message, 0, header);
        long correlationId = reviewed.correlationId();
        long sale = memory.sales.latest(reviewed.callId());
        if (sale < 0) {
            answers.command(correlationId, Reason.NOT_FOUND, 0);
        } else if (!memory.sales.isHeld(sale)) {
            answers.command(correlationId, Reason.NOT_ALLOWED, 0);
        } else {
            boolean approved = reviewed.approved() == 1;
            int noteAt = reviewed.limit() + CallReviewedDecoder.noteHeaderLength();
            decide(sale, approved, false, message, noteAt, reviewed.skipNote(), nowMicros);
            scoring.billed(memory.sales.leadId(sale), approved);
            answers.command(correlationId, Reason.NONE, 1);
        }
    }

    /** Nobody decided in time. A call that was billed for want of a decision was good as far as anybody knows; one let go says nothing. */
    void due(long callId, long nowMicros) {
        long sale = memory.sales.latest(callId);
        if (sale < 0 || !memory.sales.isHeld(sale)) {
            return;
        }
        boolean approved = !memory.sales.releases(sale);
        decide(sale, approved, true, NOTHING, 0, 0, nowMicros);
        if (approved) {
            scoring.billed(callId, true);
        }
    }

    private void decide(
            long sale, boolean approved, boolean timedOut, DirectBuffer note, int at, int length, long nowMicros) {
        Sales sales = memory.sales;
        sales.decided(sale, approved, nowMicros);
        if (approved) {
            awards.approve(sales, sale, nowMicros);
            answers.sold(sales, sale);
        } else {
            awards.reject(sales, sale, nowMicros);
        }
        tell(sale, approved ? ReviewState.APPROVED : ReviewState.REJECTED, 0, timedOut, note, at, length);
        awards.told(sales.buyerId(sale));
    }

    private void tell(
            long sale,
            ReviewState state,
            long dueMicros,
            boolean timedOut,
            DirectBuffer note,
            int noteAt,
            int noteLength) {
        Sales sales = memory.sales;
        long callId = sales.leadId(sale);
        noted.wrapAndApplyHeader(outlet.claim(), 0, headerOut)
                .callId(callId)
                .pingId(sales.pingId(sale))
                .priceMicros(sales.priceMicros(sale))
                .payoutMicros(sales.payoutMicros(sale))
                .dueMicros(dueMicros)
                .buyerId(sales.buyerId(sale))
                .orderId(sales.orderId(sale))
                .sellerId(sales.sellerId(sale))
                .campaignId(sales.campaignId(sale))
                .state(state)
                .ended((short) (memory.book.ofLead(callId) == null ? 1 : 0))
                .timedOut((short) (timedOut ? 1 : 0))
                .putSource(sales.texts(), sales.textsAt(sale) + 2, sales.sourceLength(sale))
                .putNote(note, noteAt, noteLength);
        outlet.send(HEADER + noted.encodedLength());
    }
}
