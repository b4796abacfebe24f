package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.NumberState;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One tracking number and its next steps: to a pool or campaign, or back. First what a step would do, then for real. */
final class NumberSteps {
    private static final int PATIENCE_SECONDS = 10;
    private static final long MOST_DAYS = 365;

    private final Inventory inventory;
    private final Press press;

    NumberSteps(Inventory inventory, Press press) {
        this.inventory = inventory;
        this.press = press;
    }

    Page one(Visit visit) {
        return shown(visit, visit.last(), List.of());
    }

    private static Page shown(Visit visit, String name, List<Block> first) {
        Snapshot market = visit.sight().market();
        NumberInfo number = market.number(name);
        if (number == null || number.entity().deleted()) {
            throw new Guard.Missing("There is no such number.");
        }
        NumberPages.Placed placed = NumberPages.Placed.of(visit, number);
        List<Block> blocks = new ArrayList<>(first);
        List<Cell> cells = NumberPages.row(market, placed);
        blocks.add(new Block.Facts(
                "The number",
                List.of(
                        new Block.Fact("state", cells.get(1)),
                        new Block.Fact("pool or campaign", cells.get(2)),
                        new Block.Fact("source", cells.get(3)),
                        new Block.Fact("seller", Cell.of(market.name(EntityKind.SELLER, number.sellerId()))),
                        new Block.Fact("carrier", cells.get(4)),
                        new Block.Fact(
                                "monthly fee",
                                number.monthlyFeeMicros() < 0
                                        ? Cell.of("as the carrier's rates say")
                                        : Cell.money(number.monthlyFeeMicros())),
                        new Block.Fact("quarantined until", cells.get(5)))));
        if (visit.who().role() == Role.OPERATOR) {
            steps(name, placed.state(), blocks);
        }
        Page.Headline headline = Page.Headline.of(name + " is ")
                .figure(placed.state().word().replace('_', ' '), "")
                .text(".");
        return Page.of("Number " + name, headline, blocks);
    }

    private static void steps(String name, NumberState state, List<Block> blocks) {
        boolean isUsed = state == NumberState.IN_POOL || state == NumberState.STATIC;
        if (state == NumberState.AVAILABLE || isUsed) {
            blocks.add(new Block.Form(
                    isUsed ? "Move it" : "Assign it",
                    NumberPages.HERE + "/" + name + "/place",
                    isUsed ? "Move" : "Assign",
                    List.of(
                            Block.Input.text("pool", "to a pool", ""),
                            Block.Input.text("campaign", "or to a campaign", ""),
                            Block.Input.text("source", "source there", ""),
                            Block.Input.text("seller", "seller there", "")),
                    List.of()));
        }
        if (isUsed) {
            blocks.add(new Block.Form(
                    "Release it",
                    NumberPages.HERE + "/" + name + "/release",
                    "Release",
                    List.of(Block.Input.text("days", "days of quarantine; calls still go where they went", "7")),
                    List.of()));
        }
    }

    Press.Sheet place(Visit visit) throws Exception {
        Query form = visit.query();
        String name = visit.lastButOne();
        NumberInfo number = number(visit, name);
        if (form.text("pool").isEmpty() == form.text("campaign").isEmpty()) {
            return problem(visit, name, "Say either a pool or a campaign.");
        }
        Inventory.Place place =
                new Inventory.Place(or(form, "pool"), or(form, "campaign"), or(form, "source"), or(form, "seller"));
        boolean isFree = NumberPages.Placed.of(visit, number).state() == NumberState.AVAILABLE;
        return answer(
                visit,
                name,
                List.of("pool", "campaign", "source", "seller"),
                "Calls to it are of the new place from then on; who saw it where it was is counted there no more.",
                steps -> isFree
                        ? steps.assign(name, place, NumberPages.now(visit), visit.actor())
                        : steps.move(name, place, NumberPages.now(visit), visit.actor()));
    }

    Press.Sheet release(Visit visit) throws Exception {
        String name = visit.lastButOne();
        NumberInfo unused = number(visit, name);
        String days = visit.query().text("days");
        if (!days.matches("[0-9]{1,3}") || Long.parseLong(days) > MOST_DAYS) {
            return problem(visit, name, "Days of quarantine are a whole number from 0 to " + MOST_DAYS + ".");
        }
        return answer(
                visit,
                name,
                List.of("days"),
                "Nobody new is given it. For " + days
                        + " days calls to it still go where they went; then it is available.",
                steps -> steps.release(
                        name, Duration.ofDays(Long.parseLong(days)), NumberPages.now(visit), visit.actor()));
    }

    private static NumberInfo number(Visit visit, String name) {
        NumberInfo number = visit.sight().market().number(name);
        if (number == null) {
            throw new Guard.Missing("There is no such number.");
        }
        return number;
    }

    private static @Nullable String or(Query form, String name) {
        return form.text(name).isEmpty() ? null : form.text(name);
    }

    private Press.Sheet problem(Visit visit, String name, String sentence) {
        Page page = shown(visit, name, List.of(new Block.Note("This cannot be", "warning", List.of(sentence))));
        return press.page(422, Frame.of(visit, NumberPages.HERE), page);
    }

    /** One step, for real or only as a rehearsal. */
    @FunctionalInterface
    private interface Step {
        CompletableFuture<Outcome> on(Inventory steps);
    }

    private Press.Sheet answer(Visit visit, String name, List<String> keys, String effect, Step step) throws Exception {
        boolean isReal = visit.query().text("apply").equals("yes");
        Outcome outcome = step.on(isReal ? inventory : inventory.rehearsal()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<Block> blocks = new ArrayList<>();
        if (outcome.refusal() != null) {
            blocks.add(Differences.refusal(outcome));
        } else if (isReal) {
            blocks.add(new Block.Note("Changed", "good", Differences.of(outcome)));
        } else {
            blocks.add(new Block.Note("What would change", "warning", Differences.of(outcome)));
            blocks.add(new Block.Note("What that means", "note", List.of(effect)));
            List<Block.Input> again = new ArrayList<>(List.of(Block.Input.text("apply", "", "yes")));
            keys.forEach(
                    key -> again.add(Block.Input.text(key, "", visit.query().text(key))));
            blocks.add(new Block.Form("", visit.path(), "Apply", List.of(), again));
        }
        Visit after = visit.with(visit.sight().now());
        int status = outcome.refusal() == null ? 200 : 409;
        return press.page(status, Frame.of(visit, NumberPages.HERE), shown(after, name, blocks));
    }
}
