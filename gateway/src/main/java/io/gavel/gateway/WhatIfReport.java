package io.gavel.gateway;

import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import io.gavel.message.Money;
import io.gavel.message.Reason;
import io.gavel.message.Timestamps;
import io.gavel.replay.Figures;
import io.gavel.replay.Tally;
import io.gavel.replay.WhatIf;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Prints what another market would have made of the recorded traffic: figures as they were, an arrow, as they would be. */
final class WhatIfReport {
    private static final String ROW = "%-28s %17s %17s %17s %27s %27s %27s%n";

    private final WhatIf.Result result;
    private final PrintWriter out;
    private final Map<EntityKind, Map<Integer, String>> names = new EnumMap<>(EntityKind.class);

    WhatIfReport(WhatIf.Result result, PrintWriter out) {
        this.result = result;
        this.out = out;
        learnNames(result.recorded());
        learnNames(result.other());
    }

    void print() {
        out.println("traffic   " + result.sequence() + " messages, " + Timestamps.text(result.beginMicros()) + " to "
                + Timestamps.text(result.endMicros()));
        out.println("figures   as it was -> with the other market; one figure: the same");
        out.println();
        out.printf(Locale.ROOT, ROW, "", "awards", "expired", "sold", "revenue", "cost", "margin");
        row("all", result.then().total(), result.now().total());
        section("campaign", EntityKind.CAMPAIGN, Tally::campaigns);
        section("buyer", EntityKind.BUYER, Tally::buyers);
        section("seller", EntityKind.SELLER, Tally::sellers);
        reasons("pings", Tally::pingReasons);
        reasons("leads not sold", Tally::leadReasons);
        assumptions();
        out.flush();
    }

    private void section(String title, EntityKind kind, Function<Tally, Map<Integer, Figures>> figures) {
        Map<Integer, Figures> then = figures.apply(result.then());
        Map<Integer, Figures> now = figures.apply(result.now());
        TreeSet<Integer> ids = new TreeSet<>(then.keySet());
        ids.addAll(now.keySet());
        for (int id : ids) {
            Map<Integer, String> known = names.getOrDefault(kind, Map.of());
            row(title + " " + known.getOrDefault(id, "#" + id), then.get(id), now.get(id));
        }
    }

    private void row(String name, @Nullable Figures then, @Nullable Figures now) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                count(then, now, Figures::awards),
                count(then, now, Figures::expired),
                count(then, now, Figures::sold),
                money(then, now, Figures::revenueMicros),
                money(then, now, Figures::costMicros),
                money(then, now, Figures::marginMicros));
    }

    private void reasons(String title, Function<Tally, Map<Reason, Long>> reasons) {
        Map<Reason, Long> then = reasons.apply(result.then());
        Map<Reason, Long> now = reasons.apply(result.now());
        TreeSet<Reason> all = new TreeSet<>(then.keySet());
        all.addAll(now.keySet());
        out.println();
        for (Reason reason : all) {
            String word = reason == Reason.NONE ? "accepted" : reason.word();
            String figures =
                    arrow(Long.toString(then.getOrDefault(reason, 0L)), Long.toString(now.getOrDefault(reason, 0L)));
            out.printf(Locale.ROOT, "%-28s %17s%n", title + " " + word, figures);
        }
    }

    /** The record does not say what buyers and sellers would have done: what was taken for it. */
    private void assumptions() {
        out.println();
        out.println("not in the record, and taken so:");
        assumption(result.neverAsked(), "bids wanted of orders that were not asked then: they do not bid");
        assumption(result.neverDelivered(), "deliveries that were not made then: they are accepted");
        assumption(result.postsForOthers(), "posts that chose bids which did not win now: those that won are meant");
        assumption(result.bidsOfNoOrder(), "bids of orders that the other market does not have: they do not count");
        long more = result.now().total().expired() - result.then().total().expired();
        assumption(Math.max(0, more), "awards more expire: a ping that was rejected then has no post in the record");
    }

    private void assumption(long count, String what) {
        if (count > 0) {
            out.printf(Locale.ROOT, "%10d  %s%n", count, what);
        }
    }

    private void learnNames(Consumer<DocumentVisitor> documents) {
        documents.accept((kind, id, version, deleted, key, document, offset, length) ->
                names.computeIfAbsent(kind, unused -> new HashMap<>()).put(id, key));
    }

    private static String count(@Nullable Figures then, @Nullable Figures now, ToLongFunction<Figures> figure) {
        return arrow(Long.toString(of(then, figure)), Long.toString(of(now, figure)));
    }

    private static String money(@Nullable Figures then, @Nullable Figures now, ToLongFunction<Figures> figure) {
        return arrow(Money.text(of(then, figure)), Money.text(of(now, figure)));
    }

    private static long of(@Nullable Figures figures, ToLongFunction<Figures> figure) {
        return figures == null ? 0 : figure.applyAsLong(figures);
    }

    private static String arrow(String then, String now) {
        return then.equals(now) ? then : then + " -> " + now;
    }
}
