package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.LeadStatus;
import io.gavel.message.Money;
import io.gavel.message.SaleState;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.Views;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/conversions/google-ads.csv}: billable calls and sold leads that came of a Google click, in the template for
 * offline click conversions. A call's click is its visit's, if that is sure enough; a lead's is its field {@code gclid}. What was
 * returned is left out; the same rows may be uploaded again, Google counts them once.
 */
final class Conversions {
    private static final String CLICK = "gclid";
    private static final int SURE_MILLIS = 500;
    private static final int PAGE = 1000;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Views views;
    private final Directory directory;
    private final Vault leads;
    private final Vault visits;
    private final InstantSource clock;
    private final Desk desk;

    /**
     * @param leads what leads told
     * @param visits what visits told
     */
    Conversions(Views views, Directory directory, Vault leads, Vault visits, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.leads = leads;
        this.visits = visits;
        this.clock = clock;
        this.desk = desk;
    }

    void googleAds(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        long from = query.fromMicros(ZoneOffset.UTC);
        long to = query.toMicros(ZoneOffset.UTC);
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            Csv csv = new Csv();
            csv.plain("Parameters:TimeZone=+0000").end();
            csv.plain("Google Click ID")
                    .plain("Conversion Name")
                    .plain("Conversion Time")
                    .plain("Conversion Value")
                    .plain("Conversion Currency")
                    .end();
            calls(csv, market, from, to);
            leads(csv, market, from, to);
            return Desk.Answer.csv("google-ads", csv.toString());
        });
    }

    private void calls(Csv csv, Snapshot market, long from, long to) throws IOException {
        long after = 0;
        do {
            Page<CallRecord> page = views.calls().list(new CallQuery(0, 0, 0, from - DAY_MICROS, to, PAGE, after));
            for (CallRecord call : page.items()) {
                CallRecord.End end = call.end();
                CallRecord.Origin origin = call.origin();
                boolean counts = end != null
                        && end.billable()
                        && end.endedMicros() >= from
                        && end.endedMicros() < to
                        && origin != null
                        && origin.visitRef() != 0
                        && origin.confidenceMillis() >= SURE_MILLIS;
                if (counts && end != null && origin != null) {
                    String click = click(visits.read(origin.visitRef()));
                    row(
                            csv,
                            market,
                            call.campaignId(),
                            click,
                            end.endedMicros(),
                            end.priceMicros(),
                            end.payoutMicros());
                }
            }
            after = page.next();
        } while (after != 0);
    }

    private void leads(Csv csv, Snapshot market, long from, long to) throws IOException {
        long after = 0;
        do {
            Page<LeadRecord> page = views.leads().list(new PingQuery(0, 0, null, from, to, PAGE, after));
            for (LeadRecord lead : page.items()) {
                if (lead.status() == LeadStatus.SOLD && !lead.test()) {
                    long price = 0;
                    long payout = 0;
                    for (LeadRecord.Sale sale : lead.sales()) {
                        boolean stands = sale.state() == SaleState.ACCEPTED;
                        price += stands ? sale.priceMicros() : 0;
                        payout += stands ? sale.payoutMicros() : 0;
                    }
                    String click = price == 0 ? null : click(leads.read(lead.leadRef()));
                    row(csv, market, lead.campaignId(), click, lead.receivedMicros(), price, payout);
                }
            }
            after = page.next();
        } while (after != 0);
    }

    private static void row(
            Csv csv, Snapshot market, int campaignId, @Nullable String click, long micros, long price, long payout) {
        CampaignInfo campaign = market.campaign(campaignId);
        if (click == null || campaign == null) {
            return;
        }
        csv.text(click)
                .text(campaign.conversion().name())
                .plain(TIME.format(Instant.ofEpochSecond(micros / 1_000_000)))
                .plain(Money.text(campaign.conversion().payout() ? payout : price))
                .plain(market.currency())
                .end();
    }

    /** The Google click id among the members of an object; null if there is none. */
    private static @Nullable String click(byte @Nullable [] told) throws IOException {
        if (told == null) {
            return null;
        }
        try (JsonParser json = FACTORY.createParser(told)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals(CLICK) && value == JsonToken.VALUE_STRING) {
                    return json.getText();
                }
                json.skipChildren();
            }
        }
        return null;
    }
}
