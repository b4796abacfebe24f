package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What if a price, floor, filter or method were another: recorded traffic is run through the market with that change, and the
 * difference shown. One run at a time, for everybody to see.
 */
final class WhatIfPages implements AutoCloseable {
    static final String HERE = "/console/what-if";
    private static final int PATIENCE_SECONDS = 10;

    private final Market market;
    private final Trials trials;
    private final Press press;
    private final AtomicReference<@Nullable TrialRun> last = new AtomicReference<>();

    WhatIfPages(Market market, Trials trials, Press press) {
        this.market = market;
        this.trials = trials;
        this.press = press;
    }

    Page page(Visit visit) {
        TrialRun run = last.get();
        TrialRun.Ended ended = run == null ? null : run.ended();
        if (run == null) {
            Page.Headline headline = Page.Headline.of(
                            "What would another price, floor, filter or method have brought? ")
                    .text("Recorded traffic is run through the market with your change; nothing is changed by it.");
            return Page.of("What-if", headline, form(visit, Wish.of(visit)));
        } else if (ended == null) {
            return working(run);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Note("What was tried", "note", run.changes()));
        Trials.Result result = ended.result();
        if (result != null) {
            blocks.addAll(WhatIfTables.of(result, visit.sight().market().currency()));
        }
        blocks.add(form(visit, visit.query().values().isEmpty() ? run.wish() : Wish.of(visit)));
        Page.Headline headline = result != null
                ? WhatIfTables.headline(result, visit.sight().market().currency())
                : Page.Headline.of(ended.problem().isEmpty() ? "The replay was given up." : ended.problem());
        return Page.of("What-if", headline, blocks);
    }

    private static Page working(TrialRun run) {
        Page.Headline headline = Page.Headline.of("Replaying " + span(run.wish()) + ": ")
                .figure(run.percent() + " %", "")
                .text(" done.");
        return Page.of(
                "What-if",
                headline,
                new Block.Progress("How far it is", run.percent(), HERE, HERE + "/cancel", "Give it up"),
                new Block.Note("What is tried", "note", run.changes()));
    }

    private static String span(Wish wish) {
        String from = PnlPage.day(wish.fromMicros());
        String to = PnlPage.day(wish.toMicros() - 1);
        return from.equals(to) ? from : from + " to " + to;
    }

    private static Block form(Visit visit, Wish wish) {
        if (visit.who().role() != Role.OPERATOR) {
            return new Block.Note(
                    "", "note", List.of("Operators try changes here; everybody sees what comes of them."));
        }
        return wish.form(
                visit.sight().orders().stream().map(OrderInfo::name).toList(),
                visit.sight().campaigns().stream().map(CampaignInfo::name).toList());
    }

    /** Begins, unless it cannot be, or another run is not over. */
    Press.Sheet start(Visit visit) throws Exception {
        Wish wish = Wish.of(visit);
        List<Market.Edited> edits = wish.edits();
        if (edits.isEmpty()) {
            return refused(
                    visit,
                    wish,
                    new Block.Note(
                            "Nothing to try",
                            "warning",
                            List.of("Choose an order or a campaign, and say what is to be different.")));
        }
        Rehearsal rehearsal =
                market.rehearse(edits, wish.fromMicros() / 1_000_000).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<String> changes = Differences.of(rehearsal.outcome());
        if (rehearsal.outcome().refusal() != null) {
            return refused(visit, wish, Differences.refusal(rehearsal.outcome()));
        } else if (changes.isEmpty()) {
            return refused(
                    visit, wish, new Block.Note("Nothing to try", "note", List.of("The market is like that already.")));
        }
        TrialRun run = new TrialRun(trials, wish, changes, rehearsal.inputs(), visit.nowMicros());
        TrialRun before = last.get();
        if ((before != null && before.ended() == null) || !last.compareAndSet(before, run)) {
            return Press.Sheet.move(HERE);
        }
        Thread thread = new Thread(run, "what-if");
        thread.setDaemon(true);
        thread.start();
        return Press.Sheet.move(HERE);
    }

    Press.Sheet cancel(Visit visit) {
        close();
        return Press.Sheet.move(HERE);
    }

    private Press.Sheet refused(Visit visit, Wish wish, Block why) {
        Page page = Page.of("What-if", Page.Headline.of("Nothing was replayed."), List.of(why, form(visit, wish)));
        return press.page(422, Frame.of(visit, HERE), page);
    }

    @Override
    public void close() {
        TrialRun run = last.get();
        if (run != null) {
            run.stop();
        }
    }
}
