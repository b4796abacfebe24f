package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.view.Cost;
import io.gavel.view.Views;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/reports/pnl}: counts and money by whatever is asked for, to the micro-unit what the ledger says. */
final class PnlReport {
    private final Views views;
    private final Directory directory;
    private final InstantSource clock;
    private final Desk desk;

    PnlReport(Views views, Directory directory, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.clock = clock;
        this.desk = desk;
    }

    void pnl(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        ZoneId zone = query.zone();
        long from = query.fromMicros(zone);
        long to = query.toMicros(zone);
        List<String> by = by(query);
        String product = query.word("product", "", "lead", "call");
        String format = query.word("format", "json", "csv");
        int seller = query.id("seller", EntityKind.SELLER);
        int campaign = query.id("campaign", EntityKind.CAMPAIGN);
        int buyer = query.id("buyer", EntityKind.BUYER);
        String source = call.query("source");
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            PnlTable table = new PnlTable(market, by, zone);
            views.pnl().read(from, to, (minute, sellerId, campaignId, buyerId, ofSource, values) -> {
                if ((seller == 0 || seller == sellerId)
                        && (campaign == 0 || campaign == campaignId)
                        && (buyer == 0 || buyer == buyerId)
                        && (source == null || source.equals(ofSource))
                        && (product.isEmpty() || product.equals(product(market, campaignId)))) {
                    table.add(minute, sellerId, campaignId, buyerId, ofSource, values);
                }
            });
            for (Cost cost : seller == 0 && buyer == 0 ? views.costs().costs(from, to) : List.<Cost>of()) {
                if ((campaign == 0 || campaign == cost.campaignId())
                        && (source == null || source.equals(cost.source()))
                        && (product.isEmpty() || product.equals(product(market, cost.campaignId())))) {
                    table.add(cost);
                }
            }
            PnlWriter writer = new PnlWriter(table, market.currency());
            return format.equals("csv") ? Desk.Answer.csv("pnl", writer.csv()) : Desk.Answer.json(writer::json);
        });
    }

    private static List<String> by(Query query) {
        List<String> by = query.words("by");
        for (String word : by) {
            if (!PnlTable.GROUPS.contains(word)) {
                query.error("by", "may have " + String.join(", ", PnlTable.GROUPS));
                return List.of();
            }
        }
        if (by.stream().distinct().count() != by.size() || (by.contains("hour") && by.contains("day"))) {
            query.error("by", "has each at most once, and either hour or day");
        }
        return by;
    }

    private static @Nullable String product(Snapshot market, int campaignId) {
        CampaignInfo campaign = market.campaign(campaignId);
        return campaign == null ? null : campaign.product().name().toLowerCase(Locale.ROOT);
    }
}
