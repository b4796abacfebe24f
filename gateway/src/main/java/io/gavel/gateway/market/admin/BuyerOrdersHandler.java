package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import java.util.List;

/**
 * {@code /v1/buyer/orders}: a buyer's own orders. It may switch them on and off, set caps and hours, and its fixed price where
 * the operator gave {@code price_limits}; caps of the buyer as a whole are the operator's and hold beside these.
 */
final class BuyerOrdersHandler {
    private static final String PRICE = "price";
    private static final List<String> CHANGEABLE = List.of("enabled", "caps", "hours", PRICE);

    private final Directory directory;
    private final Market market;

    BuyerOrdersHandler(Directory directory, Market market) {
        this.directory = directory;
        this.market = market;
    }

    void list(Call call) {
        Paging paging = Paging.of(call);
        if (paging == null) {
            return;
        }
        Snapshot present = directory.now();
        int buyerId = call.principal().ownerId();
        int end = present.end(EntityKind.ORDER);
        int id = paging.after() == 0 ? end - 1 : (int) Math.min(end, paging.after()) - 1;
        Node items = Node.list(0);
        int last = 0;
        for (; id > 0 && items.values().size() < paging.limit(); id--) {
            OrderInfo order = present.order(id);
            if (order != null && order.buyerId() == buyerId && !order.entity().deleted()) {
                items.add(shown(order));
                last = id;
            }
        }
        Node answer = Node.map(0);
        answer.put("items", items);
        if (id > 0) {
            answer.put("next", Answers.text(Integer.toString(last)));
        }
        Answers.json(call, 200, answer);
    }

    void get(Call call) {
        OrderInfo order = own(call);
        if (order != null) {
            Answers.entity(call, 200, order.entity(), shown(order));
        }
    }

    void patch(Call call) {
        OrderInfo order = own(call);
        if (order == null) {
            return;
        }
        Node patch = Answers.object(call);
        if (patch == null) {
            return;
        }
        OrderDetail detail = directory.now().detail(order.entity().document());
        String actor = "buyer:" + call.principal().name();
        Answers.later(
                call,
                market.edit(
                        Section.ORDERS,
                        order.name(),
                        (document, problems) -> patched(document, patch, detail, problems),
                        EntityHandler.precondition(call),
                        actor),
                outcome -> {
                    OrderInfo now = directory.now().order(order.name());
                    if (outcome.refusal() != null) {
                        Answers.refused(call, outcome.refusal());
                    } else if (now != null) {
                        Answers.entity(call, 200, now.entity(), shown(now));
                    }
                });
    }

    private static Node patched(Node document, Node patch, OrderDetail detail, Problems problems) {
        Node edited = document;
        for (int i = 0; i < patch.keys().size(); i++) {
            String key = patch.keys().get(i);
            Node value = patch.values().get(i);
            if (!CHANGEABLE.contains(key)) {
                problems.add(key, value, "cannot be changed here: only " + String.join(", ", CHANGEABLE));
            } else if (!key.equals(PRICE) || priceAllowed(document, value, detail, problems)) {
                edited = edited.with(key, value.isNull() ? null : value);
            }
        }
        return edited;
    }

    private static boolean priceAllowed(Node document, Node price, OrderDetail detail, Problems problems) {
        if (document.get(PRICE) == null || detail.leastPriceMicros() < 0) {
            problems.add(PRICE, price, "is not yours to set: the operator gave this order no price_limits");
            return false;
        }
        boolean scalar = price.kind() == Node.Kind.NUMBER || price.kind() == Node.Kind.TEXT;
        long micros = scalar ? Money.parse(price.text()) : Money.INVALID;
        if (micros < detail.leastPriceMicros() || micros > detail.mostPriceMicros()) {
            problems.add(
                    PRICE,
                    price,
                    "expected an amount from " + Money.text(detail.leastPriceMicros()) + " to "
                            + Money.text(detail.mostPriceMicros()));
            return false;
        }
        return true;
    }

    /** The caller's order, or null after it was answered that there is none: somebody else's is not there. */
    private @org.jspecify.annotations.Nullable OrderInfo own(Call call) {
        OrderInfo order = directory.now().order(call.pathParameter(EntityHandler.ID));
        if (order == null || order.buyerId() != call.principal().ownerId()) {
            call.problem(io.gavel.gateway.http.Problems.NOT_FOUND);
            return null;
        }
        return order;
    }

    private static Node shown(OrderInfo order) {
        Node shown = Node.map(0);
        shown.put("order", Answers.text(order.name()));
        shown.put("etag", Answers.text(Precondition.tag(order.entity())));
        Node document = Documents.shown(EntityKind.ORDER, order.entity().document());
        for (int i = 0; i < document.keys().size(); i++) {
            shown.put(document.keys().get(i), document.values().get(i));
        }
        return shown;
    }
}
