package io.gavel.core.usage;

import io.gavel.core.ledger.Ledger;
import io.gavel.message.AccountKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.UsageBookedEncoder;
import io.gavel.message.UsageKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Moves what a carrier is owed, and says so. What is nothing moves nothing. */
final class Bookings {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final Outlet outlet;
    private final Ledger ledger;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UsageBookedEncoder booked = new UsageBookedEncoder();

    Bookings(Outlet outlet, Ledger ledger) {
        this.outlet = outlet;
        this.ledger = ledger;
    }

    void call(UsageKind kind, int carrierId, long amountMicros, int seconds, Usage.Purpose of) {
        if (amountMicros == 0) {
            return;
        }
        ledger.usage(carrierId, amountMicros);
        head(kind, carrierId, amountMicros)
                .callId(of.callId)
                .pingId(of.pingId)
                .sellerId(of.sellerId)
                .campaignId(of.campaignId)
                .buyerId(of.buyerId)
                .orderId(of.orderId)
                .numberId(0)
                .poolId(0)
                .units(seconds)
                .day(0)
                .putSource(of.texts, of.sourceAt, of.sourceLength)
                .putNote(NOTHING, 0, 0);
        outlet.send(HEADER + booked.encodedLength());
    }

    /** So many days of a number, up to and with {@code day}. */
    void number(Rental rental, int campaignId, int sellerId, int poolId, long amountMicros, int days, long day) {
        if (amountMicros == 0) {
            return;
        }
        ledger.usage(rental.carrierId, amountMicros);
        head(UsageKind.NUMBER, rental.carrierId, amountMicros)
                .callId(0)
                .pingId(0)
                .sellerId(sellerId)
                .campaignId(campaignId)
                .buyerId(0)
                .orderId(0)
                .numberId(rental.numberId)
                .poolId(poolId)
                .units(days)
                .day((int) day)
                .putSource(rental.source, 0, rental.source.length)
                .putNote(NOTHING, 0, 0);
        outlet.send(HEADER + booked.encodedLength());
    }

    /** It was paid, outside; the ledger knows it already. */
    void paid(int carrierId, long amountMicros, DirectBuffer note, int at, int length) {
        head(UsageKind.PAYMENT, carrierId, amountMicros)
                .callId(0)
                .pingId(0)
                .sellerId(0)
                .campaignId(0)
                .buyerId(0)
                .orderId(0)
                .numberId(0)
                .poolId(0)
                .units(0)
                .day(0)
                .putSource(NOTHING, 0, 0)
                .putNote(note, at, length);
        outlet.send(HEADER + booked.encodedLength());
    }

    private UsageBookedEncoder head(UsageKind kind, int carrierId, long amountMicros) {
        return booked.wrapAndApplyHeader(outlet.claim(), 0, header)
                .kind(kind)
                .carrierId(carrierId)
                .amountMicros(amountMicros)
                .balanceMicros(ledger.balance(AccountKind.CARRIER, carrierId));
    }
}
