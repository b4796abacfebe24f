package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Conversion;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.story.Story;
import io.gavel.message.LeadStatus;
import io.gavel.message.ReturnState;
import io.gavel.message.SaleState;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.ReturnRecord;
import io.gavel.view.ReviewRecord;
import io.gavel.view.Views;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.agrona.collections.LongHashSet;

/**
 * {@code GET /v1/conversions/google-ads.csv}, {@code /microsoft-ads.csv}: billable calls and sold leads that came of a click, in
 * the platform's template for offline conversions. What was returned is left out, and so are calls that are less surely of their
 * click than their campaign wants, or {@code ?min_confidence=}; the same rows may be uploaded again, the platforms count them once.
 */
final class Conversions {
    private static final int PAGE = 1000;
    private static final int AS_CAMPAIGNS_SAY = -1;
    private static final long DAY_MICROS = 86_400_000_000L;
    /** The most that {@code review_within} may be. */
    private static final long LONGEST_REVIEW_MICROS = 14 * DAY_MICROS;

    private final Views views;
    private final Directory directory;
    private final Stories stories;
    private final InstantSource clock;
    private final Desk desk;

    Conversions(Views views, Directory directory, Stories stories, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.stories = stories;
        this.clock = clock;
        this.desk = desk;
    }

    /** {@code ?click_ids=all}: rows of {@code gbraid} and {@code wbraid} too, each in a column of its own. */
    void googleAds(Call call) {
        String ids = call.query("click_ids");
        answer(call, "google-ads", ids == null || ids.equals("gclid") ? Template.GOOGLE : Template.GOOGLE_ALL);
    }

    /** {@code ?format=bulk}: in the form of Microsoft's Bulk service. */
    void microsoftAds(Call call) {
        boolean bulk = "bulk".equals(call.query("format"));
        answer(call, "microsoft-ads", bulk ? Template.MICROSOFT_BULK : Template.MICROSOFT);
    }

    private void answer(Call call, String name, Template template) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        long from = query.fromMicros(ZoneOffset.UTC);
        long to = query.toMicros(ZoneOffset.UTC);
        query.oneOf("click_ids", "gclid", "all");
        query.oneOf("format", "file", "bulk");
        int leastMillis = query.fractionMillis("min_confidence", AS_CAMPAIGNS_SAY);
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            Csv csv = new Csv();
            template.head(csv);
            calls(csv, template, market, leastMillis, from, to);
            leads(csv, template, market, from, to);
            return Desk.Answer.csv(name, csv.toString());
        });
    }

    private void calls(Csv csv, Template template, Snapshot market, int leastMillis, long from, long to)
            throws IOException {
        LongHashSet returned = returned();
        long after = 0;
        do {
            long earliest = from - DAY_MICROS - LONGEST_REVIEW_MICROS;
            Page<CallRecord> page = views.calls().list(new CallQuery(0, 0, 0, earliest, to, PAGE, after));
            for (CallRecord call : page.items()) {
                CallRecord.End end = call.end();
                boolean stands = end != null && end.billable() && !returned.contains(call.callId());
                long billed = end == null ? 0 : billedMicros(call, end);
                if (end != null && stands && billed >= from && billed < to) {
                    int least = leastMillis == AS_CAMPAIGNS_SAY
                            ? Conversion.of(market, call.campaignId()).leastMillis()
                            : leastMillis;
                    row(
                            csv,
                            template,
                            market,
                            call.campaignId(),
                            stories.of(call, least),
                            end.endedMicros(),
                            end.priceMicros(),
                            end.payoutMicros());
                }
            }
            after = page.next();
        } while (after != 0);
    }

    /** A call whose money was held back is a conversion when somebody, or its time, decided so. */
    private static long billedMicros(CallRecord call, CallRecord.End end) {
        ReviewRecord review = call.review();
        return review == null ? end.endedMicros() : Math.max(end.endedMicros(), review.atMicros());
    }

    /** Of what was returned, the ids of the calls and leads. */
    private LongHashSet returned() {
        LongHashSet ids = new LongHashSet();
        long after = 0;
        do {
            Page<ReturnRecord> page = views.returns().list(0, ReturnState.APPROVED, PAGE, after);
            page.items().forEach(each -> ids.add(each.leadId()));
            after = page.next();
        } while (after != 0);
        return ids;
    }

    private void leads(Csv csv, Template template, Snapshot market, long from, long to) throws IOException {
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
                    Story story = price == 0 ? Story.NONE : stories.of(lead);
                    row(csv, template, market, lead.campaignId(), story, lead.receivedMicros(), price, payout);
                }
            }
            after = page.next();
        } while (after != 0);
    }

    private static void row(
            Csv csv,
            Template template,
            Snapshot market,
            int campaignId,
            Story story,
            long micros,
            long price,
            long payout) {
        CampaignInfo campaign = market.campaign(campaignId);
        if (campaign != null && !story.parameters().isEmpty()) {
            long value = campaign.conversion().payout() ? payout : price;
            template.row(csv, story, campaign.conversion().name(), micros, value, market.currency());
        }
    }
}
