package io.gavel.gateway.console;

import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.view.LeadRecord;
import java.util.ArrayList;
import java.util.List;

/** What of a lead its seller, or a buyer who bought it, may see; for {@link Sight}. */
final class LeadTrim {
    private LeadTrim() {}

    static LeadRecord of(Principal who, LeadRecord lead) {
        boolean isSeller = who.role() == Role.SELLER;
        List<LeadRecord.Sale> sales = new ArrayList<>();
        for (LeadRecord.Sale sale : lead.sales()) {
            boolean isDone = sale.state() == SaleState.ACCEPTED || sale.state() == SaleState.RETURNED;
            if (isDone && isSeller) {
                sales.add(
                        new LeadRecord.Sale(0, sale.buyerId(), sale.payoutMicros(), sale.payoutMicros(), sale.state()));
            } else if (isDone && sale.buyerId() == who.ownerId()) {
                sales.add(new LeadRecord.Sale(sale.orderId(), sale.buyerId(), sale.priceMicros(), 0, sale.state()));
            }
        }
        return new LeadRecord(
                lead.leadId(),
                isSeller ? lead.pingId() : 0,
                0,
                lead.receivedMicros(),
                lead.changedMicros(),
                isSeller ? lead.sellerId() : 0,
                lead.campaignId(),
                lead.status(),
                isSeller ? lead.reason() : Reason.NONE,
                lead.test(),
                sales,
                isSeller ? List.of() : deliveries(who, lead),
                isSeller ? lead.source() : "",
                isSeller ? lead.subId() : "");
    }

    private static List<LeadRecord.Delivery> deliveries(Principal who, LeadRecord lead) {
        return lead.deliveries().stream()
                .filter(delivery -> delivery.buyerId() == who.ownerId())
                .toList();
    }
}
