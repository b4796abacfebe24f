package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.console.form.CapTexts;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order is to become, as a form has it; empty price: it has none of its own.
 *
 * @param hours as the document has them, JSON; {@value #NONE}: none; empty: as they are
 * @param filter likewise
 */
record OrderEdit(String enabled, String price, String caps, String hours, String filter) {
    static final String NONE = "none";

    static OrderEdit of(Query form) {
        return new OrderEdit(
                form.text("enabled"),
                form.text("price"),
                form.text("caps"),
                HoursGrid.hours(form),
                form.text("filter"));
    }

    /** As it is. */
    static OrderEdit backTo(OrderInfo order, Snapshot market) {
        OrderDetail detail = market.detail(order.entity().document());
        return new OrderEdit(
                order.enabled() ? "on" : "off",
                order.bid() == null ? Words.plain(order.priceMicros()) : "",
                OrderWords.caps(detail.caps()),
                kept(order, "hours"),
                kept(order, "filter"));
    }

    private static String kept(OrderInfo order, String key) {
        Node value = Documents.shown(order.entity().kind(), order.entity().document())
                .get(key);
        return value == null ? NONE : NodeWriter.json(value);
    }

    /** Whether somebody of a role may set the price: a buyer, if the operator gave it limits. */
    static boolean mayPrice(Role role, OrderInfo order, OrderDetail detail) {
        return order.bid() == null && (role == Role.OPERATOR || detail.leastPriceMicros() >= 0);
    }

    OrderEdit withoutPrice() {
        return new OrderEdit(enabled, "", caps, hours, filter);
    }

    OrderEdit withFilter(String other) {
        return new OrderEdit(enabled, price, caps, hours, other);
    }

    /** A price beyond the operator's limits is a problem. */
    void keepWithin(OrderDetail detail, Node document, Problems problems) {
        long micros = Money.parse(price);
        if (!price.isEmpty() && (micros < detail.leastPriceMicros() || micros > detail.mostPriceMicros())) {
            problems.add(
                    "price",
                    document,
                    "expected an amount from " + Words.plain(detail.leastPriceMicros()) + " to "
                            + Words.plain(detail.mostPriceMicros()));
        }
    }

    boolean isOff() {
        return enabled.equals("off");
    }

    /** The order's document with this in it. */
    Node apply(Node document, Problems problems) {
        Node edited = document.with("enabled", Node.scalar(Node.Kind.BOOLEAN, 0, isOff() ? "false" : "true"));
        if (document.get("price") != null && !price.isEmpty()) {
            edited = edited.with("price", Node.scalar(Node.Kind.NUMBER, 0, price));
        }
        edited = with(edited, "hours", hours, problems);
        edited = with(edited, "filter", filter, problems);
        return edited.with("caps", caps.isEmpty() ? null : CapTexts.node(caps, "caps", problems));
    }

    private static Node with(Node document, String key, String json, Problems problems) {
        if (json.isEmpty()) {
            return document;
        }
        return document.with(key, json.equals(NONE) ? null : NodeReader.json(json, problems));
    }

    /** In words: {@code price 14.00 → 15.50}. */
    List<String> differences(OrderInfo order, Snapshot market) {
        OrderEdit before = backTo(order, market);
        List<String> differences = new ArrayList<>();
        difference(differences, "switched", before.enabled, isOff() ? "off" : "on");
        difference(differences, "price", before.price, price.isEmpty() ? before.price : normal(price));
        difference(differences, "caps", before.caps, caps);
        difference(differences, "hours", before.hours, hours.isEmpty() ? before.hours : hours);
        difference(differences, "filter", before.filter, filter.isEmpty() ? before.filter : filter);
        return differences;
    }

    private static String normal(String price) {
        long micros = Money.parse(price);
        return micros == Money.INVALID ? price : Words.plain(micros);
    }

    private static void difference(List<String> into, String what, String before, String after) {
        if (!before.equals(after)) {
            into.add(what + ": " + (before.isEmpty() ? "none" : before) + " → " + (after.isEmpty() ? "none" : after));
        }
    }

    /** To be sent again. */
    List<Block.Input> hidden(String version) {
        return List.of(
                Block.Input.text("enabled", "", enabled),
                Block.Input.text("price", "", price),
                Block.Input.text("caps", "", caps),
                Block.Input.text("hours", "", hours),
                Block.Input.text("filter", "", filter),
                Block.Input.text("version", "", version));
    }
}
