package io.gavel.gateway;

import io.gavel.core.Exchange;
import io.gavel.gateway.console.Trials;
import io.gavel.journal.JournalException;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import io.gavel.message.Reason;
import io.gavel.replay.Figures;
import io.gavel.replay.Tally;
import io.gavel.replay.Trial;
import io.gavel.replay.WhatIf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs this exchange's own journal through changed markets for the console: half of the time, so that the line has its cores. */
final class TrialRuns implements Trials {
    /** A state takes up to twice its snapshot in memory; there are two, and the line needs its own room. */
    private static final int TIMES_A_SNAPSHOT = 6;

    private final Path data;

    TrialRuns(Path data) {
        this.data = data;
    }

    @Override
    public @Nullable Result run(List<byte[]> inputs, long fromMicros, long toMicros, Progress progress) {
        Pace pace = new Pace();
        requireRoom();
        try {
            WhatIf.Result result = Trial.run(
                    data, Exchange::new, new Trial.Wish(inputs, fromMicros, toMicros), (beginMicros, timeMicros) -> {
                        pace.rest();
                        return progress.goesOn(beginMicros, timeMicros);
                    });
            return result == null ? null : told(result);
        } catch (JournalException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The market and its state are in memory twice more while it runs: not at the cost of the exchange itself. */
    private void requireRoom() {
        Runtime memory = Runtime.getRuntime();
        long free = memory.maxMemory() - memory.totalMemory() + memory.freeMemory();
        long needed = TIMES_A_SNAPSHOT * largestSnapshot();
        if (free < needed) {
            throw new IllegalStateException("There is no room for two more copies of the market: about "
                    + (needed >> 20)
                    + " MiB of heap are needed, " + (free >> 20) + " are free. Give the exchange more (-Xmx), or run"
                    + " \"replay\" with --market over a backup on another machine.");
        }
    }

    private long largestSnapshot() {
        Path folder = data.resolve("snapshot");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long largest = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                largest = Math.max(largest, Files.exists(file) ? Files.size(file) : 0);
            }
            return largest;
        } catch (IOException e) {
            throw new IllegalStateException("the snapshots cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Rests as long as it worked. */
    private static final class Pace {
        private long since = System.nanoTime();

        void rest() {
            LockSupport.parkNanos(System.nanoTime() - since);
            since = System.nanoTime();
        }
    }

    private static Result told(WhatIf.Result result) {
        Map<EntityKind, Map<Integer, String>> names = new EnumMap<>(EntityKind.class);
        learn(names, result.recorded());
        learn(names, result.other());
        List<Row> rows = new ArrayList<>();
        rows(rows, "buyer", names.getOrDefault(EntityKind.BUYER, Map.of()), result, Tally::buyers);
        rows(rows, "campaign", names.getOrDefault(EntityKind.CAMPAIGN, Map.of()), result, Tally::campaigns);
        rows(rows, "seller", names.getOrDefault(EntityKind.SELLER, Map.of()), result, Tally::sellers);
        return new Result(
                result.beginMicros(),
                result.endMicros(),
                new Row(
                        "all",
                        "all",
                        sums(result.then().total()),
                        sums(result.now().total())),
                rows,
                answers(result),
                assumptions(result));
    }

    private static void rows(
            List<Row> into,
            String kind,
            Map<Integer, String> names,
            WhatIf.Result result,
            Function<Tally, Map<Integer, Figures>> figures) {
        Map<Integer, Figures> then = figures.apply(result.then());
        Map<Integer, Figures> now = figures.apply(result.now());
        TreeSet<Integer> ids = new TreeSet<>(then.keySet());
        ids.addAll(now.keySet());
        for (int id : ids) {
            into.add(new Row(kind, names.getOrDefault(id, "#" + id), sums(then.get(id)), sums(now.get(id))));
        }
    }

    private static Sums sums(@Nullable Figures figures) {
        return figures == null
                ? new Sums(0, 0, 0, 0, 0, 0)
                : new Sums(
                        figures.awards(),
                        figures.expired(),
                        figures.sold(),
                        figures.returned(),
                        figures.revenueMicros(),
                        figures.costMicros());
    }

    private static List<Answers> answers(WhatIf.Result result) {
        Map<Reason, Long> then = result.then().pingReasons();
        Map<Reason, Long> now = result.now().pingReasons();
        TreeSet<Reason> all = new TreeSet<>(then.keySet());
        all.addAll(now.keySet());
        List<Answers> answers = new ArrayList<>();
        for (Reason reason : all) {
            String word = reason == Reason.NONE ? ACCEPTED : reason.word();
            answers.add(new Answers(word, then.getOrDefault(reason, 0L), now.getOrDefault(reason, 0L)));
        }
        return answers;
    }

    private static List<String> assumptions(WhatIf.Result result) {
        List<String> assumptions = new ArrayList<>();
        note(assumptions, result.neverAsked(), "bids were wanted of orders that were not asked then: they do not bid");
        note(assumptions, result.neverDelivered(), "deliveries were not made then: they are taken as accepted");
        note(assumptions, result.postsForOthers(), "posts chose bids that did not win now: those that won are meant");
        long expired = result.now().total().expired() - result.then().total().expired();
        note(assumptions, expired, "more awards expire: a ping that was rejected then has no post in the record");
        return assumptions;
    }

    private static void note(List<String> into, long count, String what) {
        if (count > 0) {
            into.add(count + " " + what + ".");
        }
    }

    private static void learn(Map<EntityKind, Map<Integer, String>> names, Consumer<DocumentVisitor> documents) {
        documents.accept((kind, id, version, deleted, key, document, offset, length) ->
                names.computeIfAbsent(kind, unused -> new HashMap<>()).put(id, key));
    }
}
