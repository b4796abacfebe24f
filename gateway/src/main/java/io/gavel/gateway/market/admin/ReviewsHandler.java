package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.ReviewState;
import io.gavel.message.Timestamps;
import io.gavel.view.Page;
import io.gavel.view.ReviewRecord;
import io.gavel.view.Views;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/admin/reviews?state=held}, and {@code POST …/{call_id}/approve} or {@code reject} {@code {"note"}}: calls that scored
 * below their campaign's {@code review_below}. A decision is made once.
 */
final class ReviewsHandler {
    private final Directory directory;
    private final Views views;
    private final Commands commands;

    ReviewsHandler(Directory directory, Views views, Commands commands) {
        this.directory = directory;
        this.views = views;
        this.commands = commands;
    }

    void list(Call call) {
        Paging paging = Paging.of(call);
        String word = call.query("state");
        ReviewState state = word == null ? null : state(word);
        if (paging == null) {
            return;
        }
        if (word != null && state == null) {
            call.problem(400, "malformed", "state: expected held, approved or rejected");
            return;
        }
        Page<ReviewRecord> page = views.reviews().list(state, paging.limit(), paging.after());
        Snapshot market = directory.now();
        Node items = Node.list(0);
        page.items().forEach(item -> items.add(shown(item, market)));
        Answers.page(call, items, page.next());
    }

    private static Node shown(ReviewRecord item, Snapshot market) {
        Node shown = Node.map(0);
        shown.put("call_id", Answers.text(Ids.text(item.callId())));
        shown.put("state", Answers.text(word(item.state())));
        shown.put("at", Answers.text(Timestamps.text(item.atMicros())));
        if (item.dueMicros() != 0) {
            shown.put("due", Answers.text(Timestamps.text(item.dueMicros())));
        }
        shown.put("timed_out", Node.scalar(Node.Kind.BOOLEAN, 0, Boolean.toString(item.timedOut())));
        shown.put("campaign", Answers.text(market.name(EntityKind.CAMPAIGN, item.campaignId())));
        shown.put("seller", Answers.text(market.name(EntityKind.SELLER, item.sellerId())));
        shown.put("buyer", Answers.text(market.name(EntityKind.BUYER, item.buyerId())));
        shown.put("order", Answers.text(market.name(EntityKind.ORDER, item.orderId())));
        shown.put("price", Node.scalar(Node.Kind.NUMBER, 0, Money.text(item.priceMicros())));
        shown.put("payout", Node.scalar(Node.Kind.NUMBER, 0, Money.text(item.payoutMicros())));
        shown.put("note", Answers.text(item.note()));
        return shown;
    }

    void approve(Call call) {
        decide(call, true);
    }

    void reject(Call call) {
        decide(call, false);
    }

    private void decide(Call call, boolean approved) {
        long callId = Ids.parse(call.pathParameter("call_id"));
        if (callId < 0) {
            call.problem(io.gavel.gateway.http.Problems.NOT_FOUND);
            return;
        }
        Node body = Answers.object(call);
        if (body == null) {
            return;
        }
        Problems problems = new Problems();
        String note = Answers.text(body, "note", Bookings.LONGEST_REVIEW_NOTE, problems);
        Answers.onlyKeys(body, problems, "note");
        if (!problems.isEmpty()) {
            Answers.invalid(call, problems);
            return;
        }
        commands.send(
                call,
                (buffer, correlationId) -> Bookings.callReviewed(buffer, correlationId, callId, approved, note),
                count -> {
                    Node answer = Node.map(0);
                    answer.put("call_id", Answers.text(Ids.text(callId)));
                    answer.put("state", Answers.text(approved ? "approved" : "rejected"));
                    Answers.json(call, 200, answer);
                });
    }

    private static @Nullable ReviewState state(String word) {
        for (ReviewState state : ReviewState.values()) {
            if (state != ReviewState.NULL_VAL && word(state).equals(word)) {
                return state;
            }
        }
        return null;
    }

    private static String word(ReviewState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
