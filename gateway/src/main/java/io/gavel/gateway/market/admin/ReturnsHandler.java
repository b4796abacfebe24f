package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.ReturnState;
import io.gavel.message.Timestamps;
import io.gavel.view.Page;
import io.gavel.view.ReturnRecord;
import io.gavel.view.Views;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/admin/returns?state=requested&buyer=…}, and {@code POST …/{lead_id}/approve} or {@code refuse} {@code {"buyer",
 * "note"}}: returns of buyers whose terms say {@code approval: manual}. A buyer lists its own.
 */
final class ReturnsHandler {
    private static final int LONGEST_NOTE = 200;

    private final Directory directory;
    private final Views views;
    private final Commands commands;

    ReturnsHandler(Directory directory, Views views, Commands commands) {
        this.directory = directory;
        this.views = views;
        this.commands = commands;
    }

    void ofAll(Call call) {
        String buyer = call.query("buyer");
        int buyerId = buyer == null ? 0 : directory.now().idOf(EntityKind.BUYER, buyer);
        if (buyer != null && buyerId == 0) {
            call.problem(400, "malformed", "buyer: there is no buyer of this name");
            return;
        }
        list(call, buyerId, true);
    }

    void ofBuyer(Call call) {
        list(call, call.principal().ownerId(), false);
    }

    void approve(Call call) {
        decide(call, true);
    }

    void refuse(Call call) {
        decide(call, false);
    }

    private void list(Call call, int buyerId, boolean isOperator) {
        Paging paging = Paging.of(call);
        String word = call.query("state");
        ReturnState state = word == null ? null : state(word);
        if (paging == null) {
            return;
        }
        if (word != null && state == null) {
            call.problem(400, "malformed", "state: expected requested, approved or refused");
            return;
        }
        Snapshot market = directory.now();
        Page<ReturnRecord> page = views.returns().list(buyerId, state, paging.limit(), paging.after());
        Node items = Node.list(0);
        for (ReturnRecord item : page.items()) {
            items.add(shown(item, market, isOperator));
        }
        Answers.page(call, items, page.next());
    }

    private static Node shown(ReturnRecord item, Snapshot market, boolean isOperator) {
        Node shown = Node.map(0);
        shown.put("lead_id", Answers.text(Ids.text(item.leadId())));
        shown.put("state", Answers.text(word(item.state())));
        shown.put("at", Answers.text(Timestamps.text(item.atMicros())));
        shown.put("buyer", Answers.text(market.name(EntityKind.BUYER, item.buyerId())));
        shown.put("order", Answers.text(market.name(EntityKind.ORDER, item.orderId())));
        shown.put("campaign", Answers.text(market.name(EntityKind.CAMPAIGN, item.campaignId())));
        shown.put("price", Node.scalar(Node.Kind.NUMBER, 0, Money.text(item.priceMicros())));
        if (isOperator) {
            shown.put("seller", Answers.text(market.name(EntityKind.SELLER, item.sellerId())));
            shown.put("payout", Node.scalar(Node.Kind.NUMBER, 0, Money.text(item.payoutMicros())));
        }
        shown.put("note", Answers.text(item.note()));
        return shown;
    }

    private void decide(Call call, boolean approved) {
        long leadId = Ids.parse(call.pathParameter("lead_id"));
        if (leadId < 0) {
            call.problem(io.gavel.gateway.http.Problems.NOT_FOUND);
            return;
        }
        Node body = Answers.object(call);
        if (body == null) {
            return;
        }
        Problems problems = new Problems();
        String buyer = Answers.text(body, "buyer", LONGEST_NOTE, problems);
        String note = Answers.text(body, "note", LONGEST_NOTE, problems);
        int buyerId = directory.now().idOf(EntityKind.BUYER, buyer);
        if (buyerId == 0) {
            problems.add("buyer", body, buyer.isEmpty() ? "is missing" : "there is no buyer of this name");
        }
        Answers.onlyKeys(body, problems, "buyer", "note");
        if (!problems.isEmpty()) {
            Answers.invalid(call, problems);
            return;
        }
        commands.send(
                call,
                (buffer, correlationId) ->
                        Bookings.returnDecided(buffer, correlationId, leadId, buyerId, approved, note),
                count -> {
                    Node answer = Node.map(0);
                    answer.put("lead_id", Answers.text(Ids.text(leadId)));
                    answer.put("state", Answers.text(approved ? "approved" : "refused"));
                    Answers.json(call, 200, answer);
                });
    }

    private static @Nullable ReturnState state(String word) {
        for (ReturnState state : ReturnState.values()) {
            if (state != ReturnState.NULL_VAL && word(state).equals(word)) {
                return state;
            }
        }
        return null;
    }

    private static String word(ReturnState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
