package io.gavel.core.auction;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.market.Market;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReturnDecidedDecoder;
import io.gavel.message.ReturnRequestedDecoder;
import io.gavel.message.ReturnState;
import io.gavel.message.SaleState;
import org.agrona.DirectBuffer;

/**
 * Buyers give back what they bought: once, within their window and limits, at once or after an operator approved. What the
 * buyer gets back, its seller gives: each part of the sale is undone. A return that waits counts towards the limits.
 */
final class Returns {
    /** What the answer counts: done, or waits. */
    private static final int DONE = 1;

    private static final int WAITS = 2;

    private final Market market;
    private final Ledger ledger;
    private final Memory memory;
    private final Awards awards;
    private final Answers answers;
    private final Leads leads;
    private final LeadAnswers leadAnswers;
    private final Scoring scoring;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReturnRequestedDecoder requested = new ReturnRequestedDecoder();
    private final ReturnDecidedDecoder decided = new ReturnDecidedDecoder();

    Returns(
            Market market,
            Ledger ledger,
            Memory memory,
            Awards awards,
            Answers answers,
            Leads leads,
            LeadAnswers leadAnswers,
            Scoring scoring) {
        this.scoring = scoring;
        this.market = market;
        this.ledger = ledger;
        this.memory = memory;
        this.awards = awards;
        this.answers = answers;
        this.leads = leads;
        this.leadAnswers = leadAnswers;
    }

    /** A buyer wants to give a lead or call back. */
    void requested(DirectBuffer bytes, long nowMicros) {
        requested.wrapAndApplyHeader(bytes, 0, header);
        int noteAt = requested.limit() + ReturnRequestedDecoder.reasonHeaderLength();
        int noteLength = requested.skipReason();
        int buyerId = requested.buyerId();
        long sale = sale(requested.leadId(), buyerId);
        Reason reason = sale < 0
                ? bought(requested.leadId(), buyerId) ? Reason.NOT_RETURNABLE : Reason.NOT_FOUND
                : mayReturn(sale, nowMicros);
        if (reason != Reason.NONE) {
            answers.command(requested.correlationId(), reason, 0);
        } else if (market.returnsWait(buyerId)) {
            memory.sales.asked(sale, true);
            answers.returning(memory.sales, sale, ReturnState.REQUESTED, bytes, noteAt, noteLength);
            answers.command(requested.correlationId(), Reason.NONE, WAITS);
        } else {
            undo(sale, bytes, noteAt, noteLength, nowMicros);
            answers.command(requested.correlationId(), Reason.NONE, DONE);
        }
    }

    /** An operator says yes or no to a return that waits. */
    void decided(DirectBuffer bytes, long nowMicros) {
        decided.wrapAndApplyHeader(bytes, 0, header);
        int noteAt = decided.limit() + ReturnDecidedDecoder.noteHeaderLength();
        int noteLength = decided.skipNote();
        long sale = sale(decided.leadId(), decided.buyerId());
        if (sale < 0 || !memory.sales.isAsked(sale)) {
            boolean bought = bought(decided.leadId(), decided.buyerId());
            answers.command(decided.correlationId(), bought ? Reason.NOT_RETURNABLE : Reason.NOT_FOUND, 0);
            return;
        }
        memory.sales.asked(sale, false);
        if (decided.approved() == 1) {
            undo(sale, bytes, noteAt, noteLength, nowMicros);
        } else {
            market.giveBackReturn(decided.buyerId(), nowMicros);
            answers.returning(memory.sales, sale, ReturnState.REFUSED, bytes, noteAt, noteLength);
        }
        answers.command(decided.correlationId(), Reason.NONE, DONE);
    }

    private Reason mayReturn(long sale, long nowMicros) {
        Sales sales = memory.sales;
        if (sales.isAsked(sale) || nowMicros - sales.soldMicros(sale) > Sales.LIFE_MICROS) {
            return Reason.NOT_RETURNABLE;
        }
        return market.takeReturn(sales.buyerId(sale), sales.soldMicros(sale), nowMicros);
    }

    private void undo(long sale, DirectBuffer note, int noteAt, int noteLength, long nowMicros) {
        Sales sales = memory.sales;
        long leadId = sales.leadId(sale);
        int buyerId = sales.buyerId(sale);
        ledger.reverse(buyerId, sales.sellerId(sale), sales.priceMicros(sale), sales.payoutMicros(sale));
        sales.returned(sale);
        scoring.returned(memory.sales, sale);
        awards.afford(buyerId, nowMicros);
        answers.returned(sales, sale, note, noteAt, noteLength);
        answers.returning(sales, sale, ReturnState.APPROVED, note, noteAt, noteLength);
        awards.told(buyerId);
        Auction auction = memory.book.ofLead(leadId);
        if (auction == null) {
            leadAnswers.lead(sales, sales.latest(leadId), 0);
        } else {
            leads.returned(auction, sales.orderId(sale));
        }
    }

    /** The sale of a lead to a buyer that still stands, -1 if there is none. */
    private long sale(long leadId, int buyerId) {
        Sales sales = memory.sales;
        for (long i = sales.latest(leadId); i >= 0; i = sales.previous(i)) {
            if (sales.buyerId(i) == buyerId && sales.state(i) == SaleState.ACCEPTED) {
                return i;
            }
        }
        return -1;
    }

    private boolean bought(long leadId, int buyerId) {
        Sales sales = memory.sales;
        for (long i = sales.latest(leadId); i >= 0; i = sales.previous(i)) {
            if (sales.buyerId(i) == buyerId) {
                return true;
            }
        }
        return false;
    }
}
