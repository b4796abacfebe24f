package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Numbers on their way between pools, campaigns and nobody: each step changes the number's entry and the pools that have it, all
 * or nothing. Every method returns at once. Any thread.
 */
public final class Inventory {
    private final Market market;
    private final boolean rehearses;

    public Inventory(Market market) {
        this(market, false);
    }

    private Inventory(Market market, boolean rehearses) {
        this.market = market;
        this.rehearses = rehearses;
    }

    /** One whose steps only say what they would change. */
    public Inventory rehearsal() {
        return new Inventory(market, true);
    }

    /**
     * Where a number is to go: to a pool, or to a campaign of its own.
     *
     * @param pool by name; null: it becomes static
     */
    public record Place(
            @Nullable String pool,
            @Nullable String campaign,
            @Nullable String source,
            @Nullable String seller) {}

    /** Gives an available number to a pool or campaign. */
    public CompletableFuture<Outcome> assign(String number, Place place, Instant now, String actor) {
        return step(number, now, actor, (step, state) -> {
            if (state != NumberState.AVAILABLE) {
                return conflict(number, state, "only an available number can be assigned");
            }
            step.put(place);
            return null;
        });
    }

    /** Takes a number from where it is straight to another pool or campaign; whoever still calls it is counted there. */
    public CompletableFuture<Outcome> move(String number, Place place, Instant now, String actor) {
        return step(number, now, actor, (step, state) -> {
            if (state != NumberState.IN_POOL && state != NumberState.STATIC) {
                return conflict(number, state, "only a number that is in use can be moved");
            }
            step.put(place);
            return null;
        });
    }

    /** Nobody new is given the number; for so long calls to it still go where they went, then it is available. */
    public CompletableFuture<Outcome> release(String number, Duration quarantine, Instant now, String actor) {
        return step(number, now, actor, (step, state) -> {
            if (state != NumberState.IN_POOL && state != NumberState.STATIC) {
                return conflict(number, state, "only a number that is in use can be released");
            }
            if (quarantine.isZero()) {
                step.free(null);
            } else {
                step.rest(now.plus(quarantine));
            }
            return null;
        });
    }

    /** The number is somebody else's from now on. */
    public CompletableFuture<Outcome> portOut(String number, Instant now, String actor) {
        return step(number, now, actor, (step, state) -> {
            if (state == NumberState.PORTED_OUT) {
                return conflict(number, state, "it is gone already");
            }
            step.free("ported_out");
            return null;
        });
    }

    /** Numbers whose quarantine is over leave the pool or campaign that they were released from. How many: its differences. */
    public CompletableFuture<Outcome> endQuarantines(Instant now) {
        return market.puts("system", rehearses, (present, puts) -> {
            for (int id = 1; id < present.end(EntityKind.NUMBER); id++) {
                NumberInfo info = present.number(id);
                boolean over = info != null
                        && !info.entity().deleted()
                        && info.quarantinedUntil() != null
                        && !info.isQuarantined(now);
                if (over && info != null) {
                    new Step(present, info, puts).free(null);
                }
            }
            return null;
        });
    }

    /** New numbers and changed ones, all or none. {@code rows}: entries by number, with where each is to be. */
    public CompletableFuture<Outcome> bring(List<Row> rows, boolean dryRun, Instant now, String actor) {
        return market.puts(actor, dryRun || rehearses, (present, puts) -> {
            for (Row row : rows) {
                NumberInfo info = present.number(row.number());
                Node entry = info == null ? Node.map(0) : Planner.parse(info.entity());
                for (Map.Entry<String, @Nullable String> cell : row.cells().entrySet()) {
                    String value = cell.getValue();
                    entry = entry.with(cell.getKey(), value == null ? null : Step.cell(cell.getKey(), value));
                }
                puts.number(row.number(), entry);
                String pool = row.pool();
                PoolInfo there = present.poolOf(NumberReader.digits(row.number()));
                if (pool != null && (there == null || !there.name().equals(pool))) {
                    puts.join(present, pool, row.number());
                }
            }
            return null;
        });
    }

    /**
     * One line of a file.
     *
     * @param cells keys of the number's entry; a null value takes the key away
     * @param pool where it is to be; null: nobody said
     */
    public record Row(
            String number,
            Map<String, @Nullable String> cells,
            @Nullable String pool) {}

    private CompletableFuture<Outcome> step(String number, Instant now, String actor, Plans plans) {
        return market.puts(actor, rehearses, (present, puts) -> {
            NumberInfo info = present.number(number);
            if (info == null) {
                return Refusal.of(404, "not_found", "There is no numbers." + number + ".");
            }
            PoolInfo pool = present.poolOf(NumberReader.digits(number));
            return plans.plan(new Step(present, info, puts), NumberState.of(info, pool, now));
        });
    }

    /** Says what a step does, or why not. */
    private interface Plans {
        @Nullable
        Refusal plan(Step step, NumberState state);
    }

    private static Refusal conflict(String number, NumberState state, String rule) {
        return Refusal.of(409, "number_" + state.word(), number + " is " + state.word() + ": " + rule + ".");
    }

    /** What is to be put, in an order in which no number is in two places. */
    static final class Puts {
        final Map<String, Node> losing = new LinkedHashMap<>();
        final Map<String, Node> numbers = new LinkedHashMap<>();
        final Map<String, Node> gaining = new LinkedHashMap<>();

        void number(String number, Node entry) {
            numbers.put(number, entry);
        }

        void leave(PoolInfo pool, String number) {
            Node document = losing.getOrDefault(pool.name(), Planner.parse(pool.entity()));
            losing.put(pool.name(), without(without(document, "numbers", number), "retiring", number));
        }

        void retire(PoolInfo pool, String number) {
            leave(pool, number);
            losing.computeIfPresent(pool.name(), (name, document) -> and(document, "retiring", number));
        }

        void join(Snapshot present, String pool, String number) {
            Node document = gaining.get(pool);
            if (document == null) {
                PoolInfo info = present.pool(pool);
                document = losing.getOrDefault(pool, info == null ? Node.map(0) : Planner.parse(info.entity()));
            }
            gaining.put(pool, and(document, "numbers", number));
        }

        private static Node without(Node document, String key, String number) {
            Node list = document.get(key);
            if (list == null || !list.isList()) {
                return document;
            }
            Node left = Node.list(0);
            list.values().stream().filter(item -> !item.text().equals(number)).forEach(left::add);
            return document.with(key, left);
        }

        private static Node and(Node document, String key, String number) {
            Node more = Node.list(0);
            Node list = document.get(key);
            if (list != null) {
                list.values().forEach(more::add);
            }
            more.add(Step.text(number));
            return document.with(key, more);
        }
    }

    /** One number's step. */
    private static final class Step {
        private static final String UNTIL = "quarantined_until";

        private final Snapshot present;
        private final NumberInfo number;
        private final Puts puts;

        Step(Snapshot present, NumberInfo number, Puts puts) {
            this.present = present;
            this.number = number;
            this.puts = puts;
        }

        void put(Place place) {
            leave();
            Node entry = bare();
            if (place.pool() == null) {
                entry = with(
                        with(with(entry, "campaign", place.campaign()), "source", place.source()),
                        "seller",
                        place.seller());
            } else {
                puts.join(present, place.pool(), number.name());
            }
            puts.number(number.name(), entry);
        }

        void rest(Instant until) {
            PoolInfo pool = pool();
            if (pool != null) {
                puts.retire(pool, number.name());
            }
            Node entry = Planner.parse(number.entity());
            puts.number(number.name(), entry.with(UNTIL, text(until.toString())));
        }

        void free(@Nullable String flag) {
            leave();
            Node entry = bare();
            puts.number(
                    number.name(), flag == null ? entry : entry.with(flag, Node.scalar(Node.Kind.BOOLEAN, 0, "true")));
        }

        private void leave() {
            PoolInfo pool = pool();
            if (pool != null) {
                puts.leave(pool, number.name());
            }
        }

        private @Nullable PoolInfo pool() {
            return present.poolOf(NumberReader.digits(number.name()));
        }

        /** What is the number's wherever it is. */
        private Node bare() {
            return Planner.parse(number.entity()).with(UNTIL, null, "campaign", "source", "seller", "ported_out");
        }

        private static Node with(Node entry, String key, @Nullable String value) {
            return value == null ? entry : entry.with(key, text(value));
        }

        /** Amounts are numbers, as people write them in documents. */
        static Node cell(String key, String value) {
            boolean amount = key.equals("monthly_fee") || key.equals("per_minute");
            boolean plain = amount && Money.parse(value) != Money.INVALID;
            return plain ? Node.scalar(Node.Kind.NUMBER, 0, value) : text(value);
        }

        static Node text(String text) {
            return Node.scalar(Node.Kind.TEXT, 0, text);
        }
    }

    /** The puts as sections and names, losing pools first. */
    static List<Planner.Put> inOrder(Puts puts) {
        List<Planner.Put> all = new ArrayList<>();
        puts.losing.forEach((name, document) -> all.add(new Planner.Put(Section.POOLS, name, document)));
        puts.numbers.forEach((name, document) -> all.add(new Planner.Put(Section.NUMBERS, name, document)));
        puts.gaining.forEach((name, document) -> all.add(new Planner.Put(Section.POOLS, name, document)));
        return all;
    }

    /** For the planner: what a step wants. */
    interface Wanted {
        @Nullable
        Refusal plan(Snapshot present, Puts puts);
    }
}
