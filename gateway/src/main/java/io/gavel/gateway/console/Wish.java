package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody wants to try: one order and one campaign otherwise than they are, over some days. Empty: as it is.
 *
 * @param price a fixed one, or of an order that asks its most
 * @param filter in the contract's language, as JSON or YAML
 * @param whole something of the market as it is to be, as forms have it
 * @param toMicros the end of the last day
 */
record Wish(
        String order,
        String enabled,
        String price,
        String filter,
        String campaign,
        String floor,
        String method,
        Whole whole,
        long fromMicros,
        long toMicros) {
    static final long DAY_MICROS = 86_400_000_000L;
    private static final String AS_IT_IS = "as it is";

    /** A whole document; {@code json} empty: none. */
    record Whole(String section, String name, String json) {
        static final Whole NONE = new Whole("", "", "");
    }

    static Wish of(Visit visit) {
        Query query = visit.query();
        long from = query.day("from", visit.todayMicros() - DAY_MICROS);
        long to = query.day("to", Math.max(from, visit.todayMicros())) + DAY_MICROS;
        return new Wish(
                query.text("order"),
                query.text("enabled"),
                query.text("price"),
                query.text("filter"),
                query.text("campaign"),
                query.text("floor"),
                query.text("method"),
                new Whole(query.text("section"), query.text("name"), query.text("document")),
                from,
                Math.max(from + DAY_MICROS, to));
    }

    /** What is to be edited; none: nothing was chosen. */
    List<Market.Edited> edits() {
        List<Market.Edited> edits = new ArrayList<>();
        if (!order.isEmpty() && !(price + enabled + filter).isEmpty()) {
            edits.add(new Market.Edited(Section.ORDERS, order, false, this::ofOrder));
        }
        if (!campaign.isEmpty() && !(floor + method).isEmpty()) {
            edits.add(new Market.Edited(Section.CAMPAIGNS, campaign, false, this::ofCampaign));
        }
        Section section = Section.of(whole.section());
        if (section != null && !whole.json().isEmpty()) {
            edits.add(new Market.Edited(
                    section, whole.name(), true, (document, problems) -> NodeReader.json(whole.json(), problems)));
        }
        return edits;
    }

    private Node ofOrder(Node document, Problems problems) {
        Node edited = document;
        if (!enabled.isEmpty()) {
            edited =
                    edited.with("enabled", Node.scalar(Node.Kind.BOOLEAN, 0, enabled.equals("off") ? "false" : "true"));
        }
        if (!price.isEmpty()) {
            Node amount = Node.scalar(Node.Kind.NUMBER, 0, price);
            Node bid = document.get("bid");
            edited = bid == null ? edited.with("price", amount) : edited.with("bid", bid.with("max", amount));
        }
        return filter.isEmpty() ? edited : edited.with("filter", filter(filter, problems));
    }

    /** A filter as it is written. */
    static Node filter(String text, Problems problems) {
        Problems own = new Problems();
        Node read = NodeReader.yaml(text, own);
        for (Problem problem : own.list()) {
            problems.add("filter", 0, problem.message());
        }
        return own.isEmpty() ? read : Node.EMPTY_MAP;
    }

    private Node ofCampaign(Node document, Problems problems) {
        Node edited = floor.isEmpty() ? document : document.with("floor", Node.scalar(Node.Kind.NUMBER, 0, floor));
        return method.isEmpty() ? edited : edited.with("method", Node.scalar(Node.Kind.TEXT, 0, method));
    }

    /** The form that asks for it; filled in with what was asked last. */
    Block.Form form(List<String> orders, List<String> campaigns) {
        return new Block.Form(
                "Try a change",
                WhatIfPages.HERE + "/start",
                "Replay",
                List.of(
                        choice("order", "order", order, "none", orders),
                        choice("enabled", "switched", enabled, AS_IT_IS, List.of("on", "off")),
                        Block.Input.text("price", "price (empty: as it is)", price),
                        Block.Input.area("filter", "filter, as in the market document (empty: as it is)", filter),
                        choice("campaign", "campaign", campaign, "none", campaigns),
                        Block.Input.text("floor", "floor (empty: as it is)", floor),
                        choice(
                                "method",
                                "method",
                                method,
                                AS_IT_IS,
                                List.of("waterfall", "weighted", "round_robin", "ping_post")),
                        Block.Input.date("from", "from (UTC)", PnlPage.day(fromMicros)),
                        Block.Input.date("to", "to", PnlPage.day(toMicros - 1))),
                List.of());
    }

    private static Block.Input choice(String name, String label, String value, String none, List<String> options) {
        List<Block.Option> all = new ArrayList<>();
        all.add(new Block.Option("", none));
        options.forEach(each -> all.add(new Block.Option(each, each.replace('_', ' '))));
        return new Block.Input(name, label, "select", value, all);
    }
}
