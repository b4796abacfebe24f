package io.gavel.gateway.report;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.AccountKind;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Product;
import io.gavel.message.TransferKind;
import io.gavel.message.UsageKind;
import io.gavel.view.MoneyStore;
import io.gavel.view.Transfer;
import io.gavel.view.UsageLine;
import io.gavel.view.Views;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /v1/buyer/statement}, {@code GET /v1/seller/statement}, and {@code GET /v1/admin/{buyers|sellers|carriers}/{id}/
 * statement}: what an account owed or was owed at the beginning, each transfer, and what at the end, as JSON, CSV or a page to
 * be printed. Days are those of {@code tz}: one on which clocks change has 23 or 25 hours.
 */
final class Statement {
    static final String CARRIER = "carrier";

    private final Views views;
    private final Directory directory;
    private final InstantSource clock;
    private final Desk desk;

    Statement(Views views, Directory directory, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.clock = clock;
        this.desk = desk;
    }

    /** The caller's own, a buyer's or a seller's. */
    void own(Call call) {
        AccountKind kind = call.principal().role() == Role.BUYER ? AccountKind.BUYER : AccountKind.SELLER;
        write(call, kind, call.principal().ownerId(), call.principal().name());
    }

    /** Anybody's, by the name in the path. */
    void of(Call call, AccountKind kind) {
        EntityKind entityKind = EntityKind.valueOf(kind.name());
        Snapshot market = directory.now();
        int id = market.idOf(entityKind, call.pathParameter("id"));
        Entity entity = id == 0 ? null : market.entity(entityKind, id);
        if (entity == null) {
            call.problem(Problems.NOT_FOUND);
            return;
        }
        write(call, kind, entity.id(), entity.name());
    }

    private void write(Call call, AccountKind kind, int accountId, String name) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        ZoneId zone = query.zone();
        long from = query.fromMicros(zone);
        long to = query.toMicros(zone);
        String format = query.word("format", "json", "csv", "html");
        if (query.isRefused()) {
            return;
        }
        desk.answer(call, () -> {
            Gathering gathering = new Gathering(market, kind, name, zone, from, to);
            Paper paper = kind == AccountKind.CARRIER
                    ? gathering.carrier(accountId)
                    : gathering.party(accountId, kind == AccountKind.BUYER);
            return switch (format) {
                case "csv" -> Desk.Answer.csv("statement", new PaperWriter(paper).csv());
                case "html" -> Desk.Answer.page(new PaperPage(paper).html());
                default -> Desk.Answer.json(new PaperWriter(paper)::json);
            };
        });
    }

    /** One statement on its way. */
    private final class Gathering {
        private final Snapshot market;
        private final AccountKind kind;
        private final String name;
        private final ZoneId zone;
        private final long from;
        private final long to;
        private final List<Paper.Line> lines = new ArrayList<>();
        private final Map<String, Long> totals = new LinkedHashMap<>();

        Gathering(Snapshot market, AccountKind kind, String name, ZoneId zone, long from, long to) {
            this.market = market;
            this.kind = kind;
            this.name = name;
            this.zone = zone;
            this.from = from;
            this.to = to;
        }

        Paper party(int accountId, boolean isBuyer) {
            for (TransferKind each : List.of(TransferKind.SALE, TransferKind.RETURN, TransferKind.PAYMENT)) {
                totals.put(Explanation.word(each) + "s", 0L);
            }
            return paper(
                    views.money().statement(kind, accountId, from, to, transfer -> lines.add(line(transfer, isBuyer))));
        }

        Paper carrier(int carrierId) {
            for (UsageKind each : UsageKind.values()) {
                if (each != UsageKind.NULL_VAL) {
                    totals.put(plural(Explanation.word(each)), 0L);
                }
            }
            return paper(views.usage().statement(carrierId, from, to, usage -> lines.add(line(usage))));
        }

        private Paper paper(MoneyStore.Balances balances) {
            for (Paper.Line line : lines) {
                totals.merge(plural(line.kind()), line.amountMicros(), Math::addExact);
            }
            return new Paper(
                    kind.name().toLowerCase(Locale.ROOT),
                    name,
                    market.currency(),
                    zone,
                    from,
                    to,
                    balances.openingMicros(),
                    balances.closingMicros(),
                    balances.isCut(),
                    lines,
                    totals);
        }

        /** What the line adds to what a buyer owes, or a seller is owed. */
        private Paper.Line line(Transfer transfer, boolean isBuyer) {
            long paid = isBuyer ? -transfer.priceMicros() : transfer.priceMicros();
            long moved = isBuyer ? transfer.priceMicros() : transfer.payoutMicros();
            return new Paper.Line(
                    transfer.atMicros(),
                    Explanation.word(transfer.kind()),
                    transfer.leadId() == 0 ? "" : Ids.text(transfer.leadId()),
                    isCall(transfer.campaignId()),
                    market.name(EntityKind.CAMPAIGN, transfer.campaignId()),
                    isBuyer ? market.name(EntityKind.ORDER, transfer.orderId()) : "",
                    "",
                    0,
                    transfer.note(),
                    transfer.kind() == TransferKind.PAYMENT ? paid : moved,
                    isBuyer ? transfer.buyerBalanceMicros() : transfer.sellerBalanceMicros());
        }

        private Paper.Line line(UsageLine usage) {
            return new Paper.Line(
                    usage.atMicros(),
                    Explanation.word(usage.kind()),
                    usage.callId() == 0 ? "" : Ids.text(usage.callId()),
                    true,
                    market.name(EntityKind.CAMPAIGN, usage.campaignId()),
                    market.name(EntityKind.ORDER, usage.orderId()),
                    market.name(EntityKind.NUMBER, usage.numberId()),
                    usage.units(),
                    usage.note(),
                    usage.amountMicros(),
                    usage.balanceMicros());
        }

        private boolean isCall(int campaignId) {
            CampaignInfo campaign = market.campaign(campaignId);
            return campaign != null && campaign.product() == Product.CALL;
        }
    }

    private static String plural(String kind) {
        return switch (kind) {
            case "sale", "return", "payment", "number" -> kind + "s";
            default -> kind;
        };
    }
}
