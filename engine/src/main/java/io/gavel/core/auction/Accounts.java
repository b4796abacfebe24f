package io.gavel.core.auction;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.memory.History;
import io.gavel.core.usage.Usage;
import io.gavel.message.AccountKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.PayoutRecordedDecoder;
import io.gavel.message.Reason;
import io.gavel.message.SuppressionChangedDecoder;
import org.agrona.DirectBuffer;

/** Commands about accounts and to whom may be sold: payments, payouts, suppression lists. */
final class Accounts {
    private static final int NOTHING_OWED = 2;

    private final Ledger ledger;
    private final Memory memory;
    private final Awards awards;
    private final Answers answers;
    private final Usage usage;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PayoutRecordedDecoder payout = new PayoutRecordedDecoder();
    private final PaymentRecordedDecoder payment = new PaymentRecordedDecoder();
    private final SuppressionChangedDecoder suppression = new SuppressionChangedDecoder();

    Accounts(Ledger ledger, Memory memory, Awards awards, Answers answers, Usage usage) {
        this.ledger = ledger;
        this.memory = memory;
        this.awards = awards;
        this.answers = answers;
        this.usage = usage;
    }

    /** Money came from a buyer or went to a seller or carrier, outside. */
    void paid(DirectBuffer bytes, long nowMicros) {
        payment.wrapAndApplyHeader(bytes, 0, header);
        int noteAt = payment.limit() + PaymentRecordedDecoder.noteHeaderLength();
        int noteLength = payment.skipNote();
        AccountKind kind = kind(payment.accountKindRaw());
        long amount = payment.amountMicros();
        if (kind == AccountKind.NULL_VAL || amount == 0 || amount < -Prices.MAX_MICROS || amount > Prices.MAX_MICROS) {
            answers.command(payment.correlationId(), Reason.NOT_ALLOWED, 0);
            return;
        }
        if (memory.requests.find(payment.requestKey()) < 0) {
            memory.requests.add(payment.requestKey(), 0, 0, nowMicros);
            ledger.payment(kind, payment.accountId(), amount);
            tell(kind, payment.accountId(), amount, bytes, noteAt, noteLength, nowMicros);
        }
        answers.command(payment.correlationId(), Reason.NONE, 1);
    }

    /**
     * A seller or carrier was paid out up to the end of a period. Once: the same end again, or an earlier one, moves nothing and
     * is answered with a count of 0; where nothing is owed, with one of 2. Never more than is owed.
     */
    void paidOut(DirectBuffer bytes, long nowMicros) {
        payout.wrapAndApplyHeader(bytes, 0, header);
        int noteAt = payout.limit() + PayoutRecordedDecoder.noteHeaderLength();
        int noteLength = payout.skipNote();
        AccountKind kind = kind(payout.accountKindRaw());
        int id = payout.accountId();
        long until = payout.untilMicros();
        long amount = payout.amountMicros();
        boolean paysOut = kind == AccountKind.SELLER || kind == AccountKind.CARRIER;
        if (paysOut && until <= ledger.paidUntil(kind, id)) {
            answers.command(payout.correlationId(), Reason.NONE, 0);
        } else if (paysOut && amount == 0) {
            answers.command(payout.correlationId(), Reason.NONE, NOTHING_OWED);
        } else if (!paysOut || amount < 0 || until > nowMicros || amount > ledger.balance(kind, id)) {
            answers.command(payout.correlationId(), Reason.NOT_ALLOWED, 0);
        } else {
            ledger.payOut(kind, id, amount, until);
            tell(kind, id, -amount, bytes, noteAt, noteLength, nowMicros);
            answers.command(payout.correlationId(), Reason.NONE, 1);
        }
    }

    private void tell(
            AccountKind kind, int id, long amountMicros, DirectBuffer note, int at, int length, long nowMicros) {
        if (kind == AccountKind.CARRIER) {
            usage.paid(id, amountMicros, note, at, length);
        } else if (kind == AccountKind.SELLER) {
            answers.paid(0, id, amountMicros, note, at, length);
        } else {
            answers.paid(id, 0, amountMicros, note, at, length);
            awards.afford(id, nowMicros);
            awards.told(id);
        }
    }

    /** Whose account it is; {@code NULL_VAL} if nobody pays into such a one. */
    private static AccountKind kind(int raw) {
        boolean known = raw == AccountKind.BUYER.value()
                || raw == AccountKind.SELLER.value()
                || raw == AccountKind.CARRIER.value();
        return known ? AccountKind.get((short) raw) : AccountKind.NULL_VAL;
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
