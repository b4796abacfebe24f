package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Section;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An order, its price, caps and switch: changed by a form, a look at the difference, and then for real. Operators change all,
 * a buyer its own, and its price only within the limits that the operator set.
 */
final class OrderForm {
    private static final int PATIENCE_SECONDS = 10;

    private final Market market;

    OrderForm(Market market) {
        this.market = market;
    }

    Page show(Visit visit) {
        return shown(visit, order(visit, visit.last()), List.of());
    }

    private static OrderInfo order(Visit visit, String name) {
        OrderInfo order = visit.sight().order(name);
        if (order == null) {
            throw new Guard.Missing("There is no order of this name.");
        }
        return order;
    }

    private static Page shown(Visit visit, OrderInfo order, List<Block> first) {
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(MarketPages.facts(visit, order));
        if (Access.BUYER_AND_OPERATOR.allows(visit.who().role())) {
            OrderDetail detail = detail(visit, order);
            List<Block.Input> inputs = new ArrayList<>();
            inputs.add(Block.Input.choice("enabled", "switched", order.enabled() ? "on" : "off", List.of("on", "off")));
            if (OrderEdit.mayPrice(visit.who().role(), order, detail)) {
                String limits = visit.who().role() == Role.BUYER
                        ? " (" + Words.plain(detail.leastPriceMicros()) + " to " + Words.plain(detail.mostPriceMicros())
                                + ")"
                        : "";
                inputs.add(Block.Input.text("price", "price" + limits, Words.plain(order.priceMicros())));
            }
            inputs.add(Block.Input.text(
                    "caps", "caps (100 per day; 500.00 per day; 2 at once)", OrderWords.caps(detail.caps())));
            blocks.add(new Block.Form(
                    "Change it",
                    "/console/orders/" + order.name() + "/preview",
                    "See what it would do",
                    inputs,
                    List.of(Block.Input.text("version", "", Precondition.tag(order.entity())))));
        }
        more(visit, order, blocks);
        Page.Headline headline = Page.Headline.of("This order is ")
                .figure(order.enabled() ? "on" : "off", "")
                .text((order.bid() == null ? " and pays " : " and its price is ")
                        + OrderWords.price(order, visit.sight().market().currency()) + ".");
        if (visit.who().role() == Role.OPERATOR) {
            headline.text(" ")
                    .figure("Try its endpoint", TrialPages.HERE + "?try=" + Guard.encoded(TrialPages.of(order)))
                    .text(", ")
                    .figure("all that can be changed of it", MarketForms.HERE + "/orders/" + order.name())
                    .text(".");
        }
        return Page.of("Order " + order.name(), headline, blocks);
    }

    /** Its caps' fill, its week, and for operators the way to its filter. */
    private static void more(Visit visit, OrderInfo order, List<Block> blocks) {
        OrderDetail detail = detail(visit, order);
        BuyerInfo buyer = visit.sight().market().buyer(order.buyerId());
        ZoneId zone = buyer == null ? ZoneOffset.UTC : buyer.zone();
        if (!detail.caps().isEmpty()) {
            blocks.add(CapFill.of(visit, order, detail, zone));
        }
        boolean mayEdit = Access.BUYER_AND_OPERATOR.allows(visit.who().role());
        blocks.add(HoursGrid.of(
                detail.hours(),
                zone.getId(),
                mayEdit ? "/console/orders/" + order.name() + "/preview" : "",
                List.of(
                        Block.Input.text("enabled", "", order.enabled() ? "on" : "off"),
                        Block.Input.text("caps", "", OrderWords.caps(detail.caps())),
                        Block.Input.text("version", "", Precondition.tag(order.entity())))));
    }

    private static OrderDetail detail(Visit visit, OrderInfo order) {
        return visit.sight().market().detail(order.entity().document());
    }

    /** What the form wants, of that what whoever sent it may change. */
    private static OrderEdit edit(Visit visit, OrderInfo order) {
        boolean isOperator = visit.who().role() == Role.OPERATOR;
        OrderEdit asked = OrderEdit.of(visit.query());
        OrderEdit wanted = isOperator ? asked : asked.withFilter("");
        boolean may = OrderEdit.mayPrice(visit.who().role(), order, detail(visit, order));
        return may ? wanted : wanted.withoutPrice();
    }

    /** The same applied to a document, with a buyer's limits looked at. */
    private static Market.Edit within(Visit visit, OrderInfo order, OrderEdit edit) {
        boolean isBuyer = visit.who().role() == Role.BUYER;
        OrderDetail detail = detail(visit, order);
        return (document, problems) -> {
            if (isBuyer) {
                edit.keepWithin(detail, document, problems);
            }
            return edit.apply(document, problems);
        };
    }

    /** The difference in words, and what it would have done; nothing is changed. */
    Press.Sheet preview(Visit visit, Press press) throws Exception {
        OrderInfo order = order(visit, visit.lastButOne());
        OrderEdit edit = edit(visit, order);
        Outcome outcome = market.rehearse(Section.ORDERS, order.name(), within(visit, order, edit))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (outcome.refusal() != null) {
            return page(visit, press, 422, shown(visit, order, List.of(Differences.refusal(outcome))));
        }
        List<String> changes = edit.differences(order, visit.sight().market());
        if (changes.isEmpty()) {
            Block note = new Block.Note("Nothing changed", "note", List.of("The order is like that already."));
            return page(visit, press, 200, shown(visit, order, List.of(note)));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Note("What would change", "warning", changes));
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(new Block.Note(
                    "What it would have done", "note", effect(visit, order, within(visit, order, edit))));
        }
        blocks.add(new Block.Form(
                "",
                "/console/orders/" + order.name() + "/apply",
                "Apply",
                List.of(),
                edit.hidden(visit.query().text("version"))));
        Page.Headline headline = Page.Headline.of("Nothing is changed yet. ")
                .figure("Leave it as it is", "/console/orders/" + order.name());
        return page(visit, press, 200, Page.of("Change " + order.name() + "?", headline, blocks));
    }

    /** Changes it, unless somebody else did meanwhile. */
    Press.Sheet apply(Visit visit, Press press) throws Exception {
        OrderInfo order = order(visit, visit.lastButOne());
        OrderEdit edit = edit(visit, order);
        List<String> changes = edit.differences(order, visit.sight().market());
        Precondition asSeen = new Precondition(visit.query().text("version"), null);
        Outcome outcome = market.edit(Section.ORDERS, order.name(), within(visit, order, edit), asSeen, visit.actor())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Visit after = visit.with(visit.sight().now());
        OrderInfo now = order(after, order.name());
        if (outcome.refusal() != null) {
            return page(after, press, 409, shown(after, now, List.of(Differences.refusal(outcome))));
        }
        OrderEdit back = OrderEdit.backTo(order, visit.sight().market());
        List<Block> blocks = List.of(
                new Block.Note("Changed", "good", changes),
                new Block.Form(
                        "",
                        "/console/orders/" + order.name() + "/preview",
                        "Undo",
                        List.of(),
                        back.hidden(Precondition.tag(now.entity()))));
        return page(after, press, 200, shown(after, now, blocks));
    }

    private static Press.Sheet page(Visit visit, Press press, int status, Page page) {
        return press.page(
                status,
                Frame.of(visit, visit.who().role() == Role.BUYER ? "/console/orders" : "/console/market"),
                page);
    }

    private static List<String> effect(Visit visit, OrderInfo order, Market.Edit edit) {
        Node before = Documents.shown(order.entity().kind(), order.entity().document());
        return OrderEffect.of(visit, order.id(), before, edit.apply(before, new Problems()));
    }
}
