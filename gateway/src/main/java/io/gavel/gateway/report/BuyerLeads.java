package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.vault.LeadText;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.EntityKind;
import io.gavel.message.SaleState;
import io.gavel.view.LeadRecord;
import io.gavel.view.Page;
import io.gavel.view.Transfer;
import io.gavel.view.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/buyer/leads}: what the calling buyer bought, newest first, with all fields from the vault; without them if
 * the lead was erased, or given back.
 */
final class BuyerLeads {
    private final Views views;
    private final Directory directory;
    private final Vault vault;
    private final InstantSource clock;
    private final Desk desk;

    BuyerLeads(Views views, Directory directory, Vault vault, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.vault = vault;
        this.clock = clock;
        this.desk = desk;
    }

    void list(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        long from = query.fromMicrosOrStart();
        long to = query.toMicrosOrEnd();
        int limit = query.limit();
        long after = query.after();
        if (query.isRefused()) {
            return;
        }
        int buyerId = call.principal().ownerId();
        desk.answer(call, () -> {
            Page<Transfer> page = views.money().sales(buyerId, from, to, limit, after);
            return Desk.Answer.json(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("items");
                for (Transfer sale : page.items()) {
                    write(json, market, sale);
                }
                json.writeEndArray();
                Pings.next(json, page.next());
                json.writeEndObject();
            });
        });
    }

    private void write(JsonGenerator json, Snapshot market, Transfer sold) throws IOException {
        LeadRecord lead = views.leads().find(sold.leadId());
        LeadRecord.Sale sale = lead == null ? null : saleOf(lead, sold);
        boolean isReturned = sale != null && sale.state() == SaleState.RETURNED;
        json.writeStartObject();
        Json.id(json, "lead_id", sold.leadId());
        Json.id(json, "auction_id", sold.pingId());
        json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, sold.campaignId()));
        json.writeStringField("order", market.name(EntityKind.ORDER, sold.orderId()));
        Json.time(json, "sold_at", sold.atMicros());
        Json.money(json, "price", sold.priceMicros());
        json.writeStringField("state", isReturned ? "returned" : "accepted");
        if (lead != null) {
            Json.text(json, "reference", reference(lead, sold.orderId()));
        }
        byte[] fields = lead == null || isReturned ? null : vault.read(lead.leadRef());
        json.writeFieldName("fields");
        if (fields == null) {
            json.writeNull();
        } else {
            json.writeRawValue(new String(LeadText.fields(fields), StandardCharsets.UTF_8));
            byte[] consent = LeadText.consent(fields);
            if (consent != null) {
                json.writeFieldName("consent");
                json.writeRawValue(new String(consent, StandardCharsets.UTF_8));
            }
        }
        json.writeEndObject();
    }

    private static LeadRecord.@Nullable Sale saleOf(LeadRecord lead, Transfer sold) {
        for (LeadRecord.Sale sale : lead.sales()) {
            if (sale.orderId() == sold.orderId() && sale.buyerId() == sold.buyerId()) {
                return sale;
            }
        }
        return null;
    }

    private static String reference(LeadRecord lead, int orderId) {
        for (LeadRecord.Delivery delivery : lead.deliveries()) {
            if (delivery.orderId() == orderId && delivery.answer() == DeliveryAnswer.ACCEPTED) {
                return delivery.reference();
            }
        }
        return "";
    }
}
