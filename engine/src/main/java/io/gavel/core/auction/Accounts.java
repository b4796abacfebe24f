package io.gavel.core.auction;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.memory.History;
import io.gavel.message.AccountKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReturnRequestedDecoder;
import io.gavel.message.SaleState;
import io.gavel.message.SuppressionChangedDecoder;
import org.agrona.DirectBuffer;

/** Commands about what was sold and to whom may be sold: returns, payments, suppression lists. */
final class Accounts {
    private final Ledger ledger;
    private final Memory memory;
    private final Awards awards;
    private final Answers answers;
    private final Leads leads;
    private final LeadAnswers leadAnswers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReturnRequestedDecoder returned = new ReturnRequestedDecoder();
    private final PaymentRecordedDecoder payment = new PaymentRecordedDecoder();
    private final SuppressionChangedDecoder suppression = new SuppressionChangedDecoder();

    Accounts(Ledger ledger, Memory memory, Awards awards, Answers answers, Leads leads, LeadAnswers leadAnswers) {
        this.ledger = ledger;
        this.memory = memory;
        this.awards = awards;
        this.answers = answers;
        this.leads = leads;
        this.leadAnswers = leadAnswers;
    }

    /** A buyer gives a lead back: once, within the time that the lead is remembered. */
    void returned(DirectBuffer bytes, long nowMicros) {
        returned.wrapAndApplyHeader(bytes, 0, header);
        int noteAt = returned.limit() + ReturnRequestedDecoder.reasonHeaderLength();
        int noteLength = returned.skipReason();
        Sales sales = memory.sales;
        long latest = sales.latest(returned.leadId());
        long sale = -1;
        boolean bought = false;
        for (long i = latest; i >= 0 && sale < 0; i = sales.previous(i)) {
            if (sales.buyerId(i) == returned.buyerId()) {
                bought = true;
                sale = sales.state(i) == SaleState.ACCEPTED ? i : -1;
            }
        }
        if (sale < 0 || nowMicros - sales.soldMicros(sale) > Sales.LIFE_MICROS) {
            answers.command(returned.correlationId(), bought ? Reason.NOT_RETURNABLE : Reason.NOT_FOUND, 0);
            return;
        }
        ledger.reverse(sales.buyerId(sale), sales.sellerId(sale), sales.priceMicros(sale), sales.payoutMicros(sale));
        sales.returned(sale);
        awards.afford(sales.buyerId(sale), nowMicros);
        answers.returned(sales, sale, bytes, noteAt, noteLength);
        Auction auction = memory.book.ofLead(returned.leadId());
        if (auction == null) {
            leadAnswers.lead(sales, latest, 0);
        } else {
            leads.returned(auction, sales.orderId(sale));
        }
        answers.command(returned.correlationId(), Reason.NONE, 1);
    }

    /** Money came from a buyer or went to a seller, outside. */
    void paid(DirectBuffer bytes, long nowMicros) {
        payment.wrapAndApplyHeader(bytes, 0, header);
        int noteAt = payment.limit() + PaymentRecordedDecoder.noteHeaderLength();
        int noteLength = payment.skipNote();
        boolean buyer = payment.accountKindRaw() == AccountKind.BUYER.value();
        boolean seller = payment.accountKindRaw() == AccountKind.SELLER.value();
        long amount = payment.amountMicros();
        if (!(buyer || seller) || amount == 0 || amount < -Prices.MAX_MICROS || amount > Prices.MAX_MICROS) {
            answers.command(payment.correlationId(), Reason.NOT_ALLOWED, 0);
            return;
        }
        if (memory.requests.find(payment.requestKey()) < 0) {
            memory.requests.add(payment.requestKey(), 0, 0, nowMicros);
            ledger.payment(buyer ? AccountKind.BUYER : AccountKind.SELLER, payment.accountId(), amount);
            answers.paid(
                    buyer ? payment.accountId() : 0,
                    buyer ? 0 : payment.accountId(),
                    amount,
                    bytes,
                    noteAt,
                    noteLength);
            if (buyer) {
                awards.afford(payment.accountId(), nowMicros);
            }
        }
        answers.command(payment.correlationId(), Reason.NONE, 1);
    }

    /** Persons are put on a list, taken off it, or all of them are. */
    void suppress(DirectBuffer bytes) {
        suppression.wrapAndApplyHeader(bytes, 0, header);
        Suppressions lists = memory.persons.suppressions();
        long scope = History.pair(suppression.scopeKindRaw(), suppression.scopeId());
        int count = 0;
        switch (suppression.actionRaw()) {
            case 0 -> {
                for (SuppressionChangedDecoder.PersonsDecoder group = suppression.persons(); group.hasNext(); ) {
                    count += lists.add(scope, group.next().key()) ? 1 : 0;
                }
            }
            case 1 -> {
                for (SuppressionChangedDecoder.PersonsDecoder group = suppression.persons(); group.hasNext(); ) {
                    count += lists.remove(scope, group.next().key()) ? 1 : 0;
                }
            }
            case 2 -> count = lists.clear(scope);
            default -> {
                answers.command(suppression.correlationId(), Reason.NOT_ALLOWED, 0);
                return;
            }
        }
        answers.command(suppression.correlationId(), Reason.NONE, count);
    }
}
