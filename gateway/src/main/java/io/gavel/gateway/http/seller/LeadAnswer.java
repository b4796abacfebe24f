package io.gavel.gateway.http.seller;

import static io.gavel.gateway.http.seller.PingAnswer.ascii;

import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.view.LeadRecord;
import io.vertx.core.buffer.Buffer;
import org.agrona.DirectBuffer;

/**
 * What a seller is answered to a post or a direct lead: section 4 of the contract. Prices are what the seller is paid; a sale
 * that was returned stays in the list, marked, and counts for nothing. One thread.
 */
final class LeadAnswer {
    private static final byte[] LEAD_ID = ascii("{\"lead_id\":\"");
    private static final byte[] STATUS = ascii("\",\"status\":\"");
    private static final byte[] REASON = ascii("\",\"reason\":\"");
    private static final byte[] PRICE = ascii("\",\"price\":");
    private static final byte[] SALES = ascii(",\"sales\":[");
    private static final byte[] BUYER = ascii("{\"buyer\":");
    private static final byte[] SALE_PRICE = ascii(",\"price\":");
    private static final byte[] RETURNED = ascii(",\"returned\":true");

    private final JsonBytes json = new JsonBytes();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LeadAnsweredDecoder message = new LeadAnsweredDecoder();

    /** Reads what the line answered; then {@link #leadId}, {@link #reason} and {@link #write} tell of it. */
    LeadAnswer read(DirectBuffer buffer, int offset) {
        message.wrapAndApplyHeader(buffer, offset, header);
        return this;
    }

    /** 0 if the post was rejected before it became a lead. */
    long leadId() {
        return message.leadId();
    }

    Reason reason() {
        return Reason.of(message.reason());
    }

    /** The answer as JSON. */
    Buffer write(Snapshot market) {
        LeadStatus status = message.status();
        begin(message.leadId(), status, reason());
        LeadAnsweredDecoder.SalesDecoder sales = message.sales();
        int count = sales.count();
        if (status != LeadStatus.SOLD) {
            return end();
        }
        long payout = 0;
        for (int i = 0; i < count; i++) {
            sales.next();
            payout += sales.state() == SaleState.ACCEPTED ? sales.payoutMicros() : 0;
        }
        json.raw(PRICE).money(payout).raw(SALES);
        message.sbeRewind();
        sales = message.sales();
        boolean first = true;
        for (int i = 0; i < count; i++) {
            sales.next();
            first = sale(first, market, sales.buyerId(), sales.payoutMicros(), sales.state());
        }
        json.raw(']').raw('}');
        return Buffer.buffer(json.copy());
    }

    /** A kept lead as it stands now, as JSON. */
    Buffer write(LeadRecord lead, Snapshot market) {
        begin(lead.leadId(), lead.status(), lead.reason());
        if (lead.status() != LeadStatus.SOLD) {
            return end();
        }
        long payout = 0;
        for (LeadRecord.Sale sale : lead.sales()) {
            payout += sale.state() == SaleState.ACCEPTED ? sale.payoutMicros() : 0;
        }
        json.raw(PRICE).money(payout).raw(SALES);
        boolean first = true;
        for (LeadRecord.Sale sale : lead.sales()) {
            first = sale(first, market, sale.buyerId(), sale.payoutMicros(), sale.state());
        }
        json.raw(']').raw('}');
        return Buffer.buffer(json.copy());
    }

    private void begin(long leadId, LeadStatus status, Reason reason) {
        json.clear().raw(LEAD_ID).id(leadId).raw(STATUS).raw(word(status));
        if (status == LeadStatus.UNSOLD) {
            json.raw(REASON).raw(ascii(reason.word()));
        }
    }

    private Buffer end() {
        return Buffer.buffer(json.raw('"').raw('}').copy());
    }

    private boolean sale(boolean first, Snapshot market, int buyerId, long payoutMicros, SaleState state) {
        if (state != SaleState.ACCEPTED && state != SaleState.RETURNED) {
            return first;
        }
        if (!first) {
            json.raw(',');
        }
        json.raw(BUYER)
                .string(market.name(EntityKind.BUYER, buyerId))
                .raw(SALE_PRICE)
                .money(payoutMicros);
        if (state == SaleState.RETURNED) {
            json.raw(RETURNED);
        }
        json.raw('}');
        return false;
    }

    private static byte[] word(LeadStatus status) {
        return switch (status) {
            case SOLD -> ascii("sold");
            case PENDING -> ascii("pending");
            default -> ascii("unsold");
        };
    }
}
