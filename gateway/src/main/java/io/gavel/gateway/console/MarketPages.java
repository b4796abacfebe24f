package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;

/** Campaigns and their orders in words; a buyer sees its own orders. */
final class MarketPages {
    private static final int ORDERS_A_PAGE = 100;
    private static final String ORDERS = "/console/orders";

    Page campaigns(Visit visit) {
        Snapshot market = visit.sight().market();
        List<OrderInfo> orders = visit.sight().orders();
        List<List<Cell>> rows = new ArrayList<>();
        for (CampaignInfo campaign : visit.sight().campaigns()) {
            long mine = orders.stream()
                    .filter(order -> order.campaignId() == campaign.id() && order.enabled())
                    .count();
            rows.add(List.of(
                    Cell.of(campaign.name()).to("/console/market/" + campaign.name()),
                    Cell.state(campaign.enabled() ? "on" : "off"),
                    Cell.of(Words.of(campaign.product())),
                    Cell.of(Words.of(campaign.method())),
                    Cell.number(mine),
                    Cell.money(campaign.floorMicros()),
                    new Cell(campaign.deadlineMillis() + " ms", null, "num", null, "" + campaign.deadlineMillis())));
        }
        long on = orders.stream().filter(OrderInfo::enabled).count();
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(rows.size()), "")
                .text(" campaigns, " + Words.count(on) + " of " + Words.count(orders.size()) + " orders are on.");
        Block.Table table = new Block.Table(
                "Campaigns; floors in " + market.currency(),
                List.of(
                        Block.Column.of("campaign"),
                        Block.Column.of("state"),
                        Block.Column.minor("sells"),
                        Block.Column.minor("method"),
                        Block.Column.number("orders on"),
                        Block.Column.minorNumber("floor"),
                        Block.Column.minorNumber("deadline")),
                rows,
                "There is no campaign yet. Make one: “campaigns” above leads to the form.");
        return Page.of("Market", headline, FormLists.counts(visit), table);
    }

    Page campaign(Visit visit) {
        Snapshot market = visit.sight().market();
        CampaignInfo campaign = visit.sight().campaign(visit.last());
        if (campaign == null) {
            throw new Guard.Missing("There is no campaign of this name.");
        }
        List<OrderInfo> orders = visit.sight().orders().stream()
                .filter(order -> order.campaignId() == campaign.id())
                .toList();
        List<String> sellers = campaign.sellerIds().stream()
                .map(id -> market.name(EntityKind.SELLER, id))
                .toList();
        Page.Headline headline = Page.Headline.of(campaign.title() + ": ")
                .figure(Words.count(orders.stream().filter(OrderInfo::enabled).count()), "")
                .text(" orders on, by " + Words.of(campaign.method()) + ", decided within " + campaign.deadlineMillis()
                        + " ms.");
        Block.Facts facts = new Block.Facts(
                "The campaign",
                List.of(
                        new Block.Fact("state", Cell.state(campaign.enabled() ? "on" : "off")),
                        new Block.Fact("sells", Cell.of(Words.of(campaign.product()))),
                        new Block.Fact("fields", Cell.of(market.name(EntityKind.VERTICAL, campaign.verticalId()))),
                        new Block.Fact("pricing", Cell.of(Words.of(campaign.pricing()))),
                        new Block.Fact("floor", Cell.of(Words.money(campaign.floorMicros(), market.currency()))),
                        new Block.Fact("sold to at most", Cell.number(campaign.maxSales())),
                        new Block.Fact("awards live", Cell.of(campaign.awardMillis() / 1_000 + " s")),
                        new Block.Fact("sellers", Cell.of(sellers.isEmpty() ? "nobody" : String.join(", ", sellers)))));
        String form = MarketForms.HERE + "/campaigns/" + campaign.name();
        String order = MarketForms.NEW + "/orders?campaign=" + campaign.name();
        if (visit.who().role() == Role.OPERATOR) {
            headline.text(" ")
                    .figure("Change it", form)
                    .text(", or ")
                    .figure("make an order", order)
                    .text(" in it.");
        }
        return Page.of(
                "Campaign " + campaign.name(),
                headline,
                facts,
                table(visit, orders, "This campaign has no orders: nothing can be sold in it."));
    }

    Page orders(Visit visit) {
        List<OrderInfo> orders = visit.sight().orders();
        long on = orders.stream().filter(OrderInfo::enabled).count();
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(on) + " of your " + Words.count(orders.size()), "")
                .text(" orders are on.");
        return Page.of("Orders", headline, table(visit, orders, "You have no orders. Ask the operator for one."));
    }

    private static Block table(Visit visit, List<OrderInfo> orders, String none) {
        Snapshot market = visit.sight().market();
        List<List<Cell>> rows = new ArrayList<>();
        int from = (int) Math.max(0, Math.min(visit.query().after(), orders.size()));
        int to = Math.min(orders.size(), from + ORDERS_A_PAGE);
        for (OrderInfo order : orders.subList(from, to)) {
            OrderDetail detail = market.detail(order.entity().document());
            rows.add(List.of(
                    Cell.of(order.name()).to(ORDERS + "/" + order.name()),
                    Cell.of(market.name(EntityKind.BUYER, order.buyerId())),
                    Cell.state(order.enabled() ? "on" : "off"),
                    Cell.of(OrderWords.price(order, market.currency())),
                    Cell.of(OrderWords.filter(detail)),
                    Cell.of(OrderWords.hours(detail)),
                    Cell.of(OrderWords.limits(detail.caps(), market.currency()))));
        }
        String next = to < orders.size() ? visit.query().with(visit.path(), "after", Long.toString(to, 36)) : null;
        return new Block.Table(
                orders.size() > ORDERS_A_PAGE
                        ? "Orders " + Words.count(from + 1) + " to " + Words.count(to) + " of "
                                + Words.count(orders.size())
                        : "Orders",
                List.of(
                        Block.Column.of("order"),
                        Block.Column.minor("buyer"),
                        Block.Column.of("state"),
                        Block.Column.of("price"),
                        Block.Column.minor("wants"),
                        Block.Column.minor("hours"),
                        Block.Column.minor("caps")),
                rows,
                "",
                none,
                next,
                null);
    }

    /** One order in words. */
    static Block.Facts facts(Visit visit, OrderInfo order) {
        Snapshot market = visit.sight().market();
        OrderDetail detail = market.detail(order.entity().document());
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("state", Cell.state(order.enabled() ? "on" : "off")));
        facts.add(new Block.Fact("buyer", Cell.of(market.name(EntityKind.BUYER, order.buyerId()))));
        facts.add(new Block.Fact("campaign", Cell.of(market.name(EntityKind.CAMPAIGN, order.campaignId()))));
        facts.add(new Block.Fact("price", Cell.of(OrderWords.price(order, market.currency()))));
        facts.add(new Block.Fact(
                "wants",
                Cell.of(OrderWords.filter(detail))
                        .to(visit.sight().all() ? ORDERS + "/" + order.name() + "/filter" : null)));
        facts.add(new Block.Fact("hours", Cell.of(OrderWords.hours(detail))));
        facts.add(new Block.Fact("caps", Cell.of(OrderWords.limits(detail.caps(), market.currency()))));
        facts.add(new Block.Fact("delivered to", Cell.of(OrderWords.delivery(order))));
        return new Block.Facts("The order", facts);
    }
}
