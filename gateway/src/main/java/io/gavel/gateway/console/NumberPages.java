package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.NumberState;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tracking numbers: where each is, and its way from nobody to a pool or campaign, to quarantine and back. */
final class NumberPages {
    static final String HERE = "/console/numbers";
    private static final int LIMIT = 100;
    private static final int PATIENCE_SECONDS = 10;

    private final Numbers numbers;
    private final Press press;

    NumberPages(Numbers numbers, Press press) {
        this.numbers = numbers;
        this.press = press;
    }

    /** A number and where it is. */
    record Placed(NumberInfo number, @Nullable PoolInfo pool, NumberState state) {
        static Placed of(Visit visit, NumberInfo number) {
            PoolInfo pool =
                    visit.sight().market().poolOf(Long.parseLong(number.name().substring(1)));
            return new Placed(number, pool, NumberState.of(number, pool, now(visit)));
        }
    }

    static Instant now(Visit visit) {
        return Instant.ofEpochMilli(visit.nowMicros() / 1_000);
    }

    Page list(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        Map<NumberState, Integer> byState = new EnumMap<>(NumberState.class);
        List<List<Cell>> rows = new ArrayList<>();
        int after = query.after() == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, query.after());
        String next = null;
        long placedInPools = 0;
        for (int id = market.end(EntityKind.NUMBER) - 1; id > 0; id--) {
            NumberInfo number = market.number(id);
            if (number == null || number.entity().deleted()) {
                continue;
            }
            Placed placed = Placed.of(visit, number);
            byState.merge(placed.state(), 1, Integer::sum);
            placedInPools += placed.pool() != null ? 1 : 0;
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
        return Page.of("Numbers", headline(byState, inPools(market) - placedInPools), blocks);
    }

    private static Page.Headline headline(Map<NumberState, Integer> byState, long others) {
        Page.Headline headline = Page.Headline.of("");
        String separator = "";
        for (NumberState state : NumberState.values()) {
            headline.text(separator)
                    .figure(Words.count(byState.getOrDefault(state, 0)), HERE + "?state=" + state.word())
                    .text(" " + state.word().replace('_', ' '));
            separator = ", ";
        }
        return headline.text(others <= 0 ? "." : "; " + Words.counted(others, "more number") + " only pools name.");
    }

    private static long inPools(Snapshot market) {
        long all = 0;
        for (int id = 1; id < market.end(EntityKind.POOL); id++) {
            PoolInfo pool = market.pool(id);
            all += pool == null ? 0 : pool.numbers().size() + pool.retiring().size() + (pool.overflow() == 0 ? 0 : 1);
        }
        return all;
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

    static List<Cell> row(Snapshot market, Placed placed) {
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
}
