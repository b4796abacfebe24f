package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.NumberState;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tracking numbers: where each is, and its way from nobody to a pool or campaign, to quarantine and back. */
final class NumberPages {
    static final String HERE = "/console/numbers";
    private static final int LIMIT = 100;
    private static final int PATIENCE_SECONDS = 10;
    private static final long MOST_DAYS = 365;

    private final Inventory inventory;
    private final Numbers numbers;
    private final Press press;

    NumberPages(Inventory inventory, Numbers numbers, Press press) {
        this.inventory = inventory;
        this.numbers = numbers;
        this.press = press;
    }

    /** A number and where it is. */
    private record Placed(NumberInfo number, @Nullable PoolInfo pool, NumberState state) {
        static Placed of(Visit visit, NumberInfo number) {
            PoolInfo pool =
                    visit.sight().market().poolOf(Long.parseLong(number.name().substring(1)));
            return new Placed(number, pool, NumberState.of(number, pool, now(visit)));
        }
    }

    private static Instant now(Visit visit) {
        return Instant.ofEpochMilli(visit.nowMicros() / 1_000);
    }

    Page list(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        Map<NumberState, Integer> byState = new EnumMap<>(NumberState.class);
        List<List<Cell>> rows = new ArrayList<>();
        int after = query.after() == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, query.after());
        String next = null;
        for (int id = market.end(EntityKind.NUMBER) - 1; id > 0; id--) {
            NumberInfo number = market.number(id);
            if (number == null || number.entity().deleted()) {
                continue;
            }
            Placed placed = Placed.of(visit, number);
            byState.merge(placed.state(), 1, Integer::sum);
            boolean isWanted = id < after && isWanted(query, market, placed);
            if (isWanted && rows.size() < LIMIT) {
                rows.add(row(market, placed));
            } else if (isWanted && next == null) {
                next = query.with(HERE, "after", Long.toString(id + 1L, 36));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(filter(query));
        blocks.add(new Block.Table(
                "Numbers, newest first",
                List.of(
                        Block.Column.of("number"),
                        Block.Column.of("state"),
                        Block.Column.of("pool or campaign"),
                        Block.Column.minor("source"),
                        Block.Column.minor("carrier"),
                        Block.Column.minor("quarantined until")),
                rows,
                "",
                "No number is like that. Import some below, or put them into the market document.",
                next,
                HERE + ".csv"));
        blocks.add(pools(market));
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(importer(""));
        }
        return Page.of("Numbers", headline(byState), blocks);
    }

    private static Page.Headline headline(Map<NumberState, Integer> byState) {
        Page.Headline headline = Page.Headline.of("");
        String separator = "";
        for (NumberState state : NumberState.values()) {
            headline.text(separator)
                    .figure(Words.count(byState.getOrDefault(state, 0)), HERE + "?state=" + state.word())
                    .text(" " + state.word().replace('_', ' '));
            separator = ", ";
        }
        return headline.text(".");
    }

    private static boolean isWanted(Query query, Snapshot market, Placed placed) {
        String area = query.text("area");
        String pool = query.text("pool");
        String campaign = query.text("campaign");
        PoolInfo there = placed.pool();
        return (query.text("state").isEmpty() || placed.state().word().equals(query.text("state")))
                && (area.isEmpty() || placed.number().name().startsWith("+1" + area))
                && (pool.isEmpty() || (there != null && there.name().equals(pool)))
                && (campaign.isEmpty()
                        || market.name(EntityKind.CAMPAIGN, placed.number().campaignId())
                                .equals(campaign));
    }

    private static Block filter(Query query) {
        List<String> states = new ArrayList<>(List.of(""));
        for (NumberState state : NumberState.values()) {
            states.add(state.word());
        }
        return new Block.Filter(
                "",
                HERE,
                List.of(
                        Block.Input.choice("state", "state", query.text("state"), states),
                        Block.Input.text("pool", "pool", query.text("pool")),
                        Block.Input.text("campaign", "campaign", query.text("campaign")),
                        Block.Input.text("area", "area code", query.text("area"))));
    }

    private static List<Cell> row(Snapshot market, Placed placed) {
        NumberInfo number = placed.number();
        PoolInfo pool = placed.pool();
        String campaign = market.name(EntityKind.CAMPAIGN, number.campaignId());
        Cell place = pool != null
                ? Cell.of("pool " + pool.name()).to(PoolPages.HERE + "/" + pool.name())
                : campaign.isEmpty() ? Cell.of("–") : Cell.of(campaign).to("/console/market/" + campaign);
        Instant until = number.quarantinedUntil();
        return List.of(
                Cell.of(number.name()).to(HERE + "/" + number.name()),
                Cell.state(placed.state().word()),
                place,
                Cell.of(number.source() == null ? "" : number.source()),
                Cell.of(market.name(EntityKind.CARRIER, number.carrierId())),
                Cell.of(
                        until == null
                                ? ""
                                : Words.exact(until.getEpochSecond() * 1_000_000)
                                        .substring(0, 16)));
    }

    private static Block pools(Snapshot market) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.POOL); id++) {
            PoolInfo pool = market.pool(id);
            if (pool != null) {
                rows.add(List.of(
                        Cell.of(pool.name()).to(PoolPages.HERE + "/" + pool.name()),
                        Cell.of(market.name(EntityKind.CAMPAIGN, pool.campaignId())),
                        Cell.number(pool.numbers().size()),
                        Cell.number(pool.retiring().size())));
            }
        }
        return new Block.Table(
                "Pools",
                List.of(
                        Block.Column.of("pool"),
                        Block.Column.minor("campaign"),
                        Block.Column.number("numbers"),
                        Block.Column.minorNumber("retiring")),
                rows,
                "There is no pool: visitors of sites are shown no numbers.");
    }

    private static Block importer(String csv) {
        return new Block.Form(
                "Import",
                HERE + "/import",
                "See what it would do",
                List.of(Block.Input.area(
                        "csv", "CSV with a head: number, pool, campaign, source, seller, carrier, monthly_fee …", csv)),
                List.of());
    }

    Press.Sheet csv(Visit visit) {
        return Press.Sheet.csv("numbers", numbers.csv());
    }

    /** First what it would do, then for real. */
    Press.Sheet bring(Visit visit) throws Exception {
        String csv = visit.query().text("csv");
        boolean isReal = visit.query().text("apply").equals("yes");
        List<Block> blocks = new ArrayList<>();
        int status = 200;
        try {
            Outcome outcome = numbers.bring(csv, !isReal, visit.actor()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (outcome.refusal() != null) {
                status = 422;
                blocks.add(Differences.refusal(outcome));
            } else {
                List<String> words = Differences.of(outcome);
                blocks.add(new Block.Note(
                        isReal ? "Imported" : "What would change",
                        isReal ? "good" : "warning",
                        words.isEmpty() ? List.of("Nothing: they are like that already.") : words));
                if (!isReal && !words.isEmpty()) {
                    blocks.add(new Block.Form(
                            "",
                            HERE + "/import",
                            "Apply",
                            List.of(),
                            List.of(Block.Input.text("csv", "", csv), Block.Input.text("apply", "", "yes"))));
                }
            }
        } catch (ExecutionException wrong) {
            if (!(wrong.getCause() instanceof IllegalArgumentException file)) {
                throw wrong;
            }
            status = 422;
            blocks.add(new Block.Note(
                    "This cannot be",
                    "warning",
                    String.valueOf(file.getMessage()).lines().toList()));
        }
        if (!isReal) {
            blocks.add(importer(csv));
        }
        Page.Headline headline =
                Page.Headline.of(isReal ? "" : "Nothing is changed yet. ").figure("All numbers", HERE);
        return press.page(status, Frame.of(visit, HERE), Page.of("Import of numbers", headline, blocks));
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
        Placed placed = Placed.of(visit, number);
        List<Block> blocks = new ArrayList<>(first);
        List<Cell> cells = row(market, placed);
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
                    HERE + "/" + name + "/place",
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
                    HERE + "/" + name + "/release",
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
        boolean isFree = Placed.of(visit, number).state() == NumberState.AVAILABLE;
        return answer(
                visit,
                name,
                isFree
                        ? inventory.assign(name, place, now(visit), visit.actor())
                        : inventory.move(name, place, now(visit), visit.actor()));
    }

    Press.Sheet release(Visit visit) throws Exception {
        String name = visit.lastButOne();
        number(visit, name);
        String days = visit.query().text("days");
        if (!days.matches("[0-9]{1,3}") || Long.parseLong(days) > MOST_DAYS) {
            return problem(visit, name, "Days of quarantine are a whole number from 0 to " + MOST_DAYS + ".");
        }
        return answer(
                visit, name, inventory.release(name, Duration.ofDays(Long.parseLong(days)), now(visit), visit.actor()));
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
        return press.page(422, Frame.of(visit, HERE), page);
    }

    private Press.Sheet answer(Visit visit, String name, CompletableFuture<Outcome> done) throws Exception {
        Outcome outcome = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        boolean isDone = outcome.refusal() == null;
        Block note = isDone ? new Block.Note("Changed", "good", Differences.of(outcome)) : Differences.refusal(outcome);
        Visit after = visit.with(visit.sight().now());
        return press.page(isDone ? 200 : 409, Frame.of(visit, HERE), shown(after, name, List.of(note)));
    }
}
