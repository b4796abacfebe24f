package io.gavel.gateway.console;

import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.story.Story;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.PingQuery;
import io.gavel.view.Transfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leads: everybody's for operators, a buyer's bought ones; and the story of one. Personal data only for its buyer. */
final class LeadPages {
    private static final String HERE = "/console/leads";
    private static final int LIMIT = 50;

    private final Stories stories;

    LeadPages(Stories stories) {
        this.stories = stories;
    }

    Page list(Visit visit) {
        boolean isAll = visit.sight().all() && visit.query().text("buyer").isEmpty();
        return isAll ? everybodys(visit) : bought(visit);
    }

    private static Page everybodys(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        io.gavel.view.Page<LeadRecord> page = query.text("id").isEmpty()
                ? sifted(visit, PingPages.asked(visit, market))
                : io.gavel.view.Page.ofOne(visit.sight().lead(Ids.parse(query.text("id"))));
        List<List<Cell>> rows = new ArrayList<>();
        long sum = 0;
        for (LeadRecord lead : page.items()) {
            long price = price(lead);
            sum += price;
            rows.add(List.of(
                    Cell.id(lead.leadId(), HERE),
                    Cell.time(lead.receivedMicros(), visit.nowMicros()),
                    Cell.of(market.name(EntityKind.CAMPAIGN, lead.campaignId())),
                    Cell.of(market.name(EntityKind.SELLER, lead.sellerId())),
                    Cell.of(lead.source()),
                    Cell.state(state(lead)),
                    Cell.money(price)));
        }
        String next = page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), 36));
        Page.Headline headline = Page.Headline.of("Here " + Words.counted(rows.size(), "lead") + " brought ")
                .figure(Words.money(sum, market.currency()), "/console/pnl")
                .text(next == null ? "." : "; there are more, older ones.");
        Block.Table table = new Block.Table(
                "Newest first; prices in " + market.currency(),
                List.of(
                        Block.Column.of("lead").sifted(Block.Input.text("id", "id", query.text("id"))),
                        Block.Column.of("when"),
                        Block.Column.minor("campaign")
                                .sifted(Block.Input.text("campaign", "campaign", query.text("campaign"))),
                        PingPages.seller(visit),
                        Block.Column.minor("source").sifted(Block.Input.text("source", "source", query.text("source"))),
                        Block.Column.of("state").sifted(PingPages.status(query)),
                        Block.Column.number("price").sifted(PingPages.prices(query))),
                rows,
                "",
                "No lead is like that. Take a filter away.",
                next,
                null);
        long all = PingPages.isSifted(query) ? -1 : visit.sight().keptLeads();
        return Page.of("Leads", headline, PingPages.filter(visit), table.about(all));
    }

    /** Those of a source and of a price. */
    private static io.gavel.view.Page<LeadRecord> sifted(Visit visit, PingQuery asked) {
        String source = visit.query().text("source");
        long least = PingPages.amount(visit.query(), "least", 0);
        long most = PingPages.amount(visit.query(), "most", Long.MAX_VALUE);
        if (source.isEmpty() && least <= 0 && most == Long.MAX_VALUE) {
            return visit.sight().leads(asked);
        }
        return Sifting.of(
                after -> visit.sight().leads(PingPages.at(asked, after)),
                lead -> (source.isEmpty() || lead.source().equals(source))
                        && price(lead) >= least
                        && price(lead) <= most,
                LIMIT,
                asked.after());
    }

    /** What somebody bought; who sees all may narrow it down to a campaign, a seller or a source. */
    private static io.gavel.view.Page<Transfer> transfers(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        boolean isAll = visit.sight().all();
        int buyer = PingPages.known(market, EntityKind.BUYER, query.text("buyer"));
        int campaign = PingPages.known(market, EntityKind.CAMPAIGN, query.text("campaign"));
        int seller = isAll ? PingPages.known(market, EntityKind.SELLER, query.text("seller")) : 0;
        String source = isAll ? query.text("source") : "";
        return Sifting.of(
                after -> visit.sight()
                        .bought(buyer, query.day("from", 0), query.until("to", Long.MAX_VALUE), LIMIT, after),
                sale -> (campaign == 0 || sale.campaignId() == campaign)
                        && (seller == 0 || sale.sellerId() == seller)
                        && (source.isEmpty() || source.equals(source(visit, sale))),
                LIMIT,
                query.after());
    }

    private static @Nullable String source(Visit visit, Transfer sale) {
        LeadRecord lead = visit.sight().lead(sale.leadId());
        CallRecord call = lead == null ? visit.sight().call(sale.leadId()) : null;
        return lead != null ? lead.source() : call != null ? call.source() : null;
    }

    private static Page bought(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        io.gavel.view.Page<Transfer> page = transfers(visit);
        List<List<Cell>> rows = new ArrayList<>();
        long sum = 0;
        for (Transfer sale : page.items()) {
            sum += sale.priceMicros();
            rows.add(List.of(
                    Cell.id(sale.leadId(), SalesPage.folder(visit, sale.leadId())),
                    Cell.time(sale.atMicros(), visit.nowMicros()),
                    Cell.of(market.name(EntityKind.ORDER, sale.orderId()))
                            .to("/console/orders/" + market.name(EntityKind.ORDER, sale.orderId())),
                    Cell.money(sale.priceMicros())));
        }
        String next = page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), 36));
        Page.Headline headline = Page.Headline.of("These " + Words.count(rows.size()) + " leads and calls cost "
                        + (visit.sight().all() ? query.text("buyer") : "you") + " ")
                .figure(
                        Words.money(sum, market.currency()),
                        visit.sight().all() ? "/console/pnl" : "/console/statement")
                .text(next == null ? "." : "; there are more, older ones.");
        Block.Table table = new Block.Table(
                "Bought, newest first; prices in " + market.currency(),
                List.of(
                        Block.Column.of("lead or call"),
                        Block.Column.of("when"),
                        Block.Column.minor("order"),
                        Block.Column.number("price")),
                rows,
                "",
                "You bought no lead yet. Look at your orders: are they on, and is the price right?",
                next,
                null);
        return Page.of("Leads", headline, PingPages.filter(visit), table);
    }

    Page one(Visit visit) throws IOException {
        LeadRecord lead = visit.sight().lead(Ids.parse(visit.last()));
        if (lead == null) {
            throw new Guard.Missing("There is no lead of this id, or it is no longer kept.");
        }
        Snapshot market = visit.sight().market();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("campaign", Cell.of(market.name(EntityKind.CAMPAIGN, lead.campaignId()))));
        facts.add(new Block.Fact("received", Cell.of(Words.exact(lead.receivedMicros()))));
        if (lead.sellerId() != 0) {
            facts.add(new Block.Fact("seller", Cell.of(market.name(EntityKind.SELLER, lead.sellerId()))));
            facts.add(new Block.Fact("source", Cell.of(lead.source().isEmpty() ? "–" : lead.source())));
            facts.add(new Block.Fact("ping", Cell.id(lead.pingId(), "/console/pings")));
        }
        facts.add(new Block.Fact("id", new Cell(Words.id(lead.leadId()), null, "copy", "copy", null)));
        Page.Headline headline = Page.Headline.of("This lead is ")
                .figure(state(lead).replace('_', ' '), "")
                .text(price(lead) == 0 ? "." : " for " + Words.money(price(lead), market.currency()) + ".");
        List<Block> blocks = new ArrayList<>(List.of(new Block.Facts("The lead", facts)));
        long readable = visit.sight().readable(lead.leadId());
        if (readable != 0) {
            blocks.add(said(readable));
        }
        blocks.addAll(List.of(sales(lead, market), happened(visit, lead, market)));
        boolean isKept = lead.sales().stream().anyMatch(sale -> sale.state() == SaleState.ACCEPTED);
        Block giveBack = isKept ? ReturnPages.form(visit, lead.leadId(), lead.changedMicros()) : null;
        if (giveBack != null) {
            blocks.add(giveBack);
        }
        return Page.of("Lead " + Words.id(lead.leadId()), headline, blocks);
    }

    private Block said(long leadRef) throws IOException {
        List<Block.Fact> facts = new ArrayList<>();
        stories.fields(leadRef).forEach((name, value) -> facts.add(new Block.Fact(name, Cell.of(value))));
        return facts.isEmpty()
                ? new Block.Note("What it says", "note", List.of("The person was erased, as the law may ask."))
                : new Block.Facts("What it says", facts);
    }

    private static Block sales(LeadRecord lead, Snapshot market) {
        List<List<Cell>> rows = new ArrayList<>();
        for (LeadRecord.Sale sale : lead.sales()) {
            rows.add(List.of(
                    Cell.of(market.name(EntityKind.BUYER, sale.buyerId())),
                    Cell.state(
                            sale.state() == SaleState.ACCEPTED
                                    ? "sold"
                                    : sale.state().name().toLowerCase(java.util.Locale.ROOT)),
                    Cell.money(sale.priceMicros())));
        }
        return new Block.Table(
                "Sales, in " + market.currency(),
                List.of(Block.Column.of("buyer"), Block.Column.of("state"), Block.Column.number("price")),
                rows,
                "It was sold to nobody.");
    }

    private Block happened(Visit visit, LeadRecord lead, Snapshot market) throws IOException {
        List<Block.Moment> moments = new ArrayList<>();
        Story story = visit.sight().all() ? stories.of(lead) : Story.NONE;
        if (!story.isEmpty()) {
            moments.add(CallStory.click(story));
        }
        moments.add(new Block.Moment(Words.exact(lead.receivedMicros()), "plain", Cell.of("received"), ""));
        for (LeadRecord.Delivery delivery : lead.deliveries()) {
            String answer = delivery.answer().name().toLowerCase(java.util.Locale.ROOT);
            moments.add(new Block.Moment(
                    Words.exact(delivery.atMicros()),
                    Cell.kind(answer),
                    Cell.of(market.name(EntityKind.BUYER, delivery.buyerId()) + ": " + answer),
                    "attempt " + delivery.attempt() + ", " + Words.millis(delivery.latencyMicros())
                            + (delivery.reason().isEmpty() ? "" : ", “" + delivery.reason() + "”")
                            + (delivery.reference().isEmpty() ? "" : ", reference " + delivery.reference())));
        }
        return new Block.Timeline(story.isEmpty() ? "What happened" : "From the click to the money", moments);
    }

    private static String state(LeadRecord lead) {
        return lead.reason() != Reason.NONE
                ? lead.reason().word()
                : lead.status().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static long price(LeadRecord lead) {
        long sum = 0;
        for (LeadRecord.Sale sale : lead.sales()) {
            sum += sale.state() == SaleState.ACCEPTED ? sale.priceMicros() : 0;
        }
        return sum;
    }
}
