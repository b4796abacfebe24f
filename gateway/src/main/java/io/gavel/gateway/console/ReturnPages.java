package io.gavel.gateway.console;

import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.ReturnTerms;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.Returning;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.ReturnState;
import io.gavel.view.ReturnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Returns: a buyer gives a lead or a call back and sees what becomes of it; operators decide what waits for them. */
final class ReturnPages {
    static final String HERE = "/console/returns";
    static final String REQUEST = HERE + "/request";
    private static final int LIMIT = 50;
    private static final int LONGEST_NOTE = 200;
    private static final int PATIENCE_SECONDS = 10;

    private final Returning returning;
    private final Loop loop;
    private final Press press;

    /** {@code loop}: where answers of the line are waited for. */
    ReturnPages(Returning returning, Loop loop, Press press) {
        this.returning = returning;
        this.loop = loop;
        this.press = press;
    }

    Page list(Visit visit) {
        return listed(visit, List.of());
    }

    private static Page listed(Visit visit, List<Block> first) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        boolean isAll = visit.sight().all();
        io.gavel.view.Page<ReturnRecord> page = visit.sight().returns(state(query.text("state")), LIMIT, query.after());
        List<List<Cell>> rows = new ArrayList<>();
        long sum = 0;
        for (ReturnRecord each : page.items()) {
            sum += each.priceMicros();
            List<Cell> row = new ArrayList<>();
            row.add(Cell.time(each.atMicros(), visit.nowMicros()));
            row.add(Cell.id(each.leadId(), isAll ? HERE : "/console/leads"));
            if (isAll) {
                row.add(Cell.of(market.name(EntityKind.BUYER, each.buyerId())));
            }
            row.add(Cell.of(market.name(EntityKind.ORDER, each.orderId())));
            row.add(Cell.state(word(each.state())));
            row.add(Cell.of(each.note()));
            row.add(Cell.money(each.priceMicros()));
            rows.add(row);
        }
        String next =
                page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), Character.MAX_RADIX));
        Page.Headline headline = Page.Headline.of("These " + Words.count(rows.size()) + " returns are worth ")
                .figure(Words.money(sum, market.currency()), "/console/" + (isAll ? "pnl" : "statement"))
                .text(next == null ? "." : "; there are more, older ones.");
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.of("when"));
        columns.add(Block.Column.of("lead or call"));
        if (isAll) {
            columns.add(Block.Column.minor("buyer"));
        }
        columns.add(Block.Column.minor("order"));
        columns.add(Block.Column.of("state"));
        columns.add(Block.Column.minor("why"));
        columns.add(Block.Column.number("price"));
        List<Block> blocks = new ArrayList<>(first);
        blocks.add(new Block.Filter(
                "",
                HERE,
                List.of(Block.Input.choice(
                        "state", "state", query.text("state"), List.of("", "requested", "approved", "refused")))));
        blocks.add(new Block.Table(
                "Newest first; prices in " + market.currency(),
                columns,
                rows,
                "",
                isAll ? "Nothing was returned." : "You gave nothing back. A lead's or call's page has the form for it.",
                next,
                null));
        if (visit.who().role() == Role.BUYER) {
            blocks.add(terms(market.buyer(visit.who().ownerId())));
        }
        return Page.of("Returns", headline, blocks);
    }

    /** What a buyer may give back, in words. */
    private static Block terms(@Nullable BuyerInfo buyer) {
        ReturnTerms terms = buyer == null ? null : buyer.returns();
        List<String> sentences = new ArrayList<>();
        if (terms != null) {
            sentences.add("Within " + span(terms.windowSeconds()) + " after you bought it"
                    + (terms.waits() ? "; an operator decides." : "; the money is back at once."));
            String period = terms.period().name().toLowerCase(Locale.ROOT);
            if (terms.count() >= 0) {
                sentences.add("At most " + Words.count(terms.count()) + " a " + period + ".");
            }
            if (terms.shareMicros() >= 0) {
                sentences.add("At most " + Words.percent(terms.shareMicros(), 1_000_000) + " of what you buy in a "
                        + period + ".");
            }
            if (!terms.reasons().isEmpty()) {
                sentences.add("For these reasons: " + String.join(", ", terms.reasons()) + ".");
            }
        }
        return new Block.Note("What you may give back", "note", sentences);
    }

    private static String span(long seconds) {
        if (seconds % 86_400 == 0) {
            return Words.count(seconds / 86_400) + " days";
        }
        return seconds % 3_600 == 0 ? Words.count(seconds / 3_600) + " hours" : Words.count(seconds / 60) + " minutes";
    }

    /** The form on the page of something that a buyer bought at a time; null: it is too late. */
    static @Nullable Block form(Visit visit, long id, long boughtMicros) {
        BuyerInfo buyer = visit.sight().market().buyer(visit.who().ownerId());
        if (visit.who().role() != Role.BUYER || buyer == null) {
            return null;
        }
        ReturnTerms terms = buyer.returns();
        if (visit.nowMicros() - boughtMicros > terms.windowSeconds() * 1_000_000) {
            return null;
        }
        Block.Input reason = terms.reasons().isEmpty()
                ? Block.Input.text("reason", "why", "")
                : Block.Input.choice("reason", "why", terms.reasons().get(0), terms.reasons());
        return new Block.Form(
                "Give it back",
                REQUEST,
                terms.waits() ? "Ask for the money" : "Return it",
                List.of(reason),
                List.of(Block.Input.text("lead", "", Words.id(id))));
    }

    /** A buyer's. */
    Press.Sheet request(Visit visit) throws Exception {
        long id = Ids.parse(visit.query().text("lead"));
        String reason = visit.query().text("reason");
        String objection = returning.objection(visit.who().ownerId(), reason);
        boolean isTheirs = visit.sight().lead(id) != null || visit.sight().call(id) != null;
        if (!isTheirs) {
            throw new Guard.Missing("There is no lead or call of this id, or it is no longer kept.");
        }
        if (objection != null) {
            return page(visit, 422, listed(visit, List.of(refusal("The reason " + objection + "."))));
        }
        Returning.Answer answer =
                returning.give(loop, visit.who().ownerId(), id, reason).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answered(
                visit,
                answer,
                answer == Returning.Answer.WAITS ? "An operator decides; you see here what." : "The money is back.");
    }

    /** One lead's or call's, for operators. */
    Page one(Visit visit) {
        List<Block> blocks = new ArrayList<>();
        for (ReturnRecord each : ofLead(visit, visit.last())) {
            blocks.addAll(shown(visit, each));
        }
        if (blocks.isEmpty()) {
            throw new Guard.Missing("There is no return of this lead or call, or it is no longer kept.");
        }
        Page.Headline headline = Page.Headline.of("What buyers gave back of ")
                .figure(visit.last(), "/console/leads/" + visit.last())
                .text(".");
        return Page.of("Return", headline, blocks);
    }

    private static List<Block> shown(Visit visit, ReturnRecord each) {
        Snapshot market = visit.sight().market();
        String buyer = market.name(EntityKind.BUYER, each.buyerId());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(
                buyer,
                List.of(
                        new Block.Fact("state", Cell.state(word(each.state()))),
                        new Block.Fact("since", Cell.time(each.atMicros(), visit.nowMicros())),
                        new Block.Fact("order", Cell.of(market.name(EntityKind.ORDER, each.orderId()))),
                        new Block.Fact("seller", Cell.of(market.name(EntityKind.SELLER, each.sellerId()))),
                        new Block.Fact("price", Cell.money(each.priceMicros())),
                        new Block.Fact("seller's part", Cell.money(each.payoutMicros())),
                        new Block.Fact("why", Cell.of(each.note().isEmpty() ? "–" : each.note())))));
        if (each.state() == ReturnState.REQUESTED && visit.who().role() == Role.OPERATOR) {
            for (boolean approved : new boolean[] {true, false}) {
                blocks.add(new Block.Form(
                        "",
                        HERE + "/" + Words.id(each.leadId()) + "/decide",
                        approved ? "Give the money back" : "Refuse",
                        List.of(Block.Input.text("note", "what the buyer is told", "")),
                        List.of(
                                Block.Input.text("buyer", "", buyer),
                                Block.Input.text("do", "", approved ? "approve" : "refuse"))));
            }
        }
        return blocks;
    }

    /** An operator's. */
    Press.Sheet decide(Visit visit) throws Exception {
        String lead = visit.lastButOne();
        String buyer = visit.query().text("buyer");
        String note = visit.query().text("note");
        Snapshot market = visit.sight().market();
        ReturnRecord found = null;
        for (ReturnRecord each : ofLead(visit, lead)) {
            found = market.name(EntityKind.BUYER, each.buyerId()).equals(buyer) ? each : found;
        }
        if (found == null) {
            throw new Guard.Missing("There is no return of this lead or call, or it is no longer kept.");
        }
        if (note.length() > LONGEST_NOTE) {
            return page(
                    visit, 422, listed(visit, List.of(refusal("A note has " + LONGEST_NOTE + " characters at most."))));
        }
        boolean approved = visit.query().text("do").equals("approve");
        Returning.Answer answer = returning
                .decide(loop, found.buyerId(), found.leadId(), approved, note)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answered(visit, answer, approved ? "The money is back." : "It was refused; the buyer is told so.");
    }

    private static List<ReturnRecord> ofLead(Visit visit, String lead) {
        long id = Ids.parse(lead);
        return visit.sight().returns(null, Integer.MAX_VALUE, 0).items().stream()
                .filter(each -> each.leadId() == id)
                .toList();
    }

    private Press.Sheet answered(Visit visit, Returning.Answer answer, String good) {
        int status = switch (answer) {
            case DONE, WAITS -> 200;
            case NOT_FOUND -> 404;
            case NOT_RETURNABLE, LIMIT -> 409;
            case BUSY, UNKNOWN -> 503;
        };
        Block note = switch (answer) {
            case DONE, WAITS -> new Block.Note("Done", "good", List.of(good));
            case NOT_FOUND -> refusal("You did not buy this.");
            case NOT_RETURNABLE -> refusal("It was returned before, or can no longer be returned.");
            case LIMIT -> refusal("You have returned as many as you may in this period, or as large a part.");
            case BUSY -> refusal("Too much waits just now. Try again in a moment.");
            case UNKNOWN ->
                new Block.Note(
                        "No answer yet",
                        "warning",
                        List.of(
                                "It was sent, and is not yet decided. Reload this page in a moment before you try again."));
        };
        return page(visit, status, listed(visit, List.of(note)));
    }

    private static Block refusal(String sentence) {
        return new Block.Note("That cannot be", "warning", List.of(sentence, "Nothing was changed."));
    }

    private Press.Sheet page(Visit visit, int status, Page page) {
        return press.page(status, Frame.of(visit, HERE), page);
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
