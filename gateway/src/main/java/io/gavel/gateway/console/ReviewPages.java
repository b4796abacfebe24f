package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.admin.Bookings;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Reason;
import io.gavel.message.ReviewState;
import io.gavel.view.CallRecord;
import io.gavel.view.ReviewRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls whose bill is held back until an operator has looked: listed above the calls, decided on the call's page. */
final class ReviewPages {
    private static final String CALLS = "/console/calls";
    private static final int SHOWN = 100;

    private final Asking asking;
    private final Press press;

    ReviewPages(Asking asking, Press press) {
        this.asking = asking;
        this.press = press;
    }

    /** Those that wait, for who sees all; null: there are none. */
    @Nullable
    Block waiting(Visit visit) {
        List<ReviewRecord> held = visit.sight().held(SHOWN);
        if (held.isEmpty()) {
            return null;
        }
        Snapshot market = visit.sight().market();
        List<List<Cell>> rows = new ArrayList<>();
        for (ReviewRecord review : held) {
            rows.add(List.of(
                    Cell.id(review.callId(), CALLS),
                    Cell.time(review.atMicros(), visit.nowMicros()),
                    Cell.of(market.name(EntityKind.CAMPAIGN, review.campaignId())),
                    Cell.of(market.name(EntityKind.BUYER, review.buyerId())),
                    Cell.of(Words.exact(review.dueMicros())),
                    Cell.money(review.priceMicros())));
        }
        return new Block.Table(
                "Held for review",
                List.of(
                        Block.Column.of("call"),
                        Block.Column.of("held"),
                        Block.Column.minor("campaign"),
                        Block.Column.minor("buyer"),
                        Block.Column.minor("decided by itself at (UTC)"),
                        Block.Column.number("price")),
                rows,
                "");
    }

    /** What a call's page says of its review, and asks an operator. */
    List<Block> of(Visit visit, CallRecord call) {
        ReviewRecord review = call.review();
        if (review == null || !visit.sight().all()) {
            return List.of();
        }
        String money = Words.money(review.priceMicros(), visit.sight().market().currency());
        List<Block> blocks = new ArrayList<>();
        if (review.state() != ReviewState.HELD) {
            String who = review.timedOut() ? "Nobody decided in time: it was " : "An operator decided: it was ";
            String what = review.state() == ReviewState.APPROVED ? "billed, " : "not billed, ";
            List<String> sentences = new ArrayList<>(List.of(who + what + money + "."));
            if (!review.note().isEmpty()) {
                sentences.add(review.note());
            }
            blocks.add(new Block.Note("Reviewed", "note", sentences));
            return blocks;
        }
        blocks.add(new Block.Note(
                "Held for review",
                "warning",
                List.of(
                        "It scored so low that " + money + " are held and not billed.",
                        "If nobody decides it is decided at " + Words.exact(review.dueMicros())
                                + " UTC as its campaign says.")));
        if (visit.who().role() == Role.OPERATOR) {
            String here = CALLS + "/" + Words.id(call.callId());
            List<Block.Input> note = List.of(Block.Input.text("note", "note", ""));
            blocks.add(new Block.Form("", here + "/approve", "Bill it", note, List.of()));
            blocks.add(new Block.Form("", here + "/reject", "Do not bill it", note, List.of()));
        }
        return blocks;
    }

    Press.Sheet approve(Visit visit) throws Exception {
        return decide(visit, true);
    }

    Press.Sheet reject(Visit visit) throws Exception {
        return decide(visit, false);
    }

    private Press.Sheet decide(Visit visit, boolean approved) throws Exception {
        long callId = Ids.parse(visit.lastButOne());
        String note = visit.query().text("note");
        if (callId < 0 || note.length() > Bookings.LONGEST_REVIEW_NOTE) {
            throw new Guard.Missing("There is no such call, or the note is too long.");
        }
        Reason reason = asking.command(
                        (buffer, correlationId) -> Bookings.callReviewed(buffer, correlationId, callId, approved, note))
                .reason();
        if (reason == Reason.NOT_FOUND) {
            throw new Guard.Missing("No such call is held.");
        }
        String sentence = reason == Reason.NONE
                ? approved ? "It is billed. " : "It is not billed. "
                : "It was decided before; nothing was changed. ";
        Page.Headline headline = Page.Headline.of(sentence).figure("Back to the call", CALLS + "/" + Ids.text(callId));
        return press.page(reason == Reason.NONE ? 200 : 409, Frame.of(visit, CALLS), Page.of("Review", headline));
    }
}
