package io.gavel.gateway.market.admin;

import io.gavel.message.AccountKind;
import io.gavel.message.CallReviewedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PaymentRecordedEncoder;
import io.gavel.message.PayoutRecordedEncoder;
import io.gavel.message.ReturnDecidedEncoder;
import io.gavel.message.TransferKind;
import io.gavel.message.UsageKind;
import io.gavel.view.Views;
import org.agrona.MutableDirectBuffer;

/**
 * What an operator books or decides, as messages for the line: from a request or from a form alike. Each is encoded with its header from
 * offset 0, and its length returned. Any thread.
 */
public final class Bookings {
    /** Longer notes of reviews are refused by who takes them. */
    public static final int LONGEST_REVIEW_NOTE = 200;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private Bookings() {}

    /** A buyer paid, or a seller or carrier was paid; {@code requestKey}: of the same request sent again, 0: none. */
    public static int payment(
            MutableDirectBuffer buffer,
            long correlationId,
            long requestKey,
            AccountKind kind,
            int accountId,
            long micros,
            String note) {
        PaymentRecordedEncoder payment = new PaymentRecordedEncoder();
        payment.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .requestKey(requestKey)
                .amountMicros(micros)
                .accountId(accountId)
                .accountKind(kind)
                .note(note);
        return HEADER + payment.encodedLength();
    }

    /** A seller or carrier was paid what it was {@link #owed} at a moment. */
    public static int payout(
            MutableDirectBuffer buffer,
            long correlationId,
            AccountKind kind,
            int accountId,
            long amountMicros,
            long untilMicros,
            String note) {
        PayoutRecordedEncoder payout = new PayoutRecordedEncoder();
        payout.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .untilMicros(untilMicros)
                .amountMicros(amountMicros)
                .accountId(accountId)
                .accountKind(kind)
                .note(note);
        return HEADER + payout.encodedLength();
    }

    /** A return that waits is decided. */
    public static int returnDecided(
            MutableDirectBuffer buffer, long correlationId, long leadId, int buyerId, boolean approved, String note) {
        ReturnDecidedEncoder decided = new ReturnDecidedEncoder();
        decided.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .leadId(leadId)
                .buyerId(buyerId)
                .approved((short) (approved ? 1 : 0))
                .note(note);
        return HEADER + decided.encodedLength();
    }

    /** A call whose bill is held back is decided. */
    public static int callReviewed(
            MutableDirectBuffer buffer, long correlationId, long callId, boolean approved, String note) {
        CallReviewedEncoder reviewed = new CallReviewedEncoder();
        reviewed.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .callId(callId)
                .approved((short) (approved ? 1 : 0))
                .note(note);
        return HEADER + reviewed.encodedLength();
    }

    /** What a seller or carrier was owed at a moment; what was paid to it since comes off. */
    public static long owed(Views views, AccountKind kind, int accountId, long untilMicros) {
        long[] paid = new long[1];
        long then = kind == AccountKind.CARRIER
                ? views.usage()
                        .statement(accountId, untilMicros, Long.MAX_VALUE, line -> {
                            paid[0] += line.kind() == UsageKind.PAYMENT ? line.amountMicros() : 0;
                        })
                        .openingMicros()
                : views.money()
                        .statement(kind, accountId, untilMicros, Long.MAX_VALUE, line -> {
                            paid[0] += line.kind() == TransferKind.PAYMENT ? line.priceMicros() : 0;
                        })
                        .openingMicros();
        return then + paid[0];
    }
}
