package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.PoolSize;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.report.PnlTable;
import io.gavel.gateway.report.Readings;
import io.gavel.message.Money;
import io.gavel.message.Timestamps;
import io.gavel.view.PnlColumn;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a change would have done in the last 24 hours, in sentences: reckoned at once from what was recorded. Exact figures come of
 * a replay, which is offered beside it.
 */
final class Effects {
    private static final List<Section> REPLAYED =
            List.of(Section.CAMPAIGNS, Section.ORDERS, Section.BUYERS, Section.SELLERS);

    private final Readings readings;
    private final Numbers numbers;

    Effects(Readings readings, Numbers numbers) {
        this.readings = readings;
        this.numbers = numbers;
    }

    /** {@code before, after}: its documents; empty: it is not there. */
    List<String> of(Visit visit, Section section, String name, Node before, Node after) {
        Entity entity = visit.sight().market().entity(section.kind(), name);
        int id = entity == null ? 0 : entity.id();
        return switch (section) {
            case ORDERS -> OrderEffect.of(visit, id, before, after);
            case CAMPAIGNS ->
                id == 0
                        ? List.of("Nothing can be sold in it before it has sellers and orders.")
                        : CampaignEffect.of(visit, id, before, after);
            case BUYERS ->
                id == 0 ? List.of("It buys nothing before it has an order.") : BuyerEffect.of(visit, id, before, after);
            case SELLERS ->
                id == 0
                        ? List.of("It sells nothing before it is ticked in a campaign and has a key.")
                        : seller(visit, id, before, after);
            case POOLS -> pool(visit, name, after);
            case NUMBERS ->
                List.of(
                        after.get("campaign") == null
                                ? "Calls to it are answered only if it is in a pool."
                                : "From now on calls to it are of " + text(after, "campaign") + ", source "
                                        + (text(after, "source").isEmpty() ? "none" : text(after, "source")) + ".");
            case WEBHOOKS ->
                List.of("Nothing that is sold changes: from now on this address is "
                        + (isOff(after) ? "not told any more." : "told what happens, and nothing of before."));
            case VERTICALS -> VerticalEffect.of(visit, id, after);
            case CARRIERS -> CarrierEffect.of(visit, id, after);
            default -> List.of("What it does is seen from now on.");
        };
    }

    /** Asks for a replay of the last 24 hours with a document in place; null: replays say nothing of it. */
    static @Nullable Block replay(Visit visit, Section section, @Nullable Entity entity, String name, String json) {
        boolean isOrder = section == Section.ORDERS; // of what is new, only an order does something by itself
        if (!REPLAYED.contains(section) || (entity == null && !isOrder)) {
            return null;
        }
        String from = Timestamps.text(visit.nowMicros() - Recent.DAY_MICROS);
        return new Block.Form(
                "",
                WhatIfPages.HERE + "/start",
                "Replay the last 24 h through it",
                List.of(),
                List.of(
                        Block.Input.text("section", "", section.key()),
                        Block.Input.text("name", "", name),
                        Block.Input.text("document", "", json),
                        Block.Input.text("from", "", from)));
    }

    static boolean isOff(Node document) {
        return document.keys().isEmpty() || text(document, "enabled").equals("false");
    }

    static String text(Node document, String key) {
        Node value = document.get(key);
        return value == null ? "" : value.text();
    }

    /** Of a value; {@link Money#INVALID} of none. */
    static long money(Node document, String key) {
        Node value = document.get(key);
        return value == null ? Money.INVALID : Money.parse(value.text());
    }

    private List<String> seller(Visit visit, int id, Node before, Node after) {
        String currency = visit.sight().market().currency();
        PnlTable table = readings.pnl(
                visit.nowMicros() - Recent.DAY_MICROS,
                visit.nowMicros() + 1,
                List.of("seller"),
                ZoneOffset.UTC,
                new Readings.PnlFilter(id, 0, 0, null));
        long revenue = table.totals().of(PnlColumn.REVENUE);
        long sold = table.totals().of(PnlColumn.SOLD) + table.totals().of(PnlColumn.BILLABLE);
        String sales = "In the last 24 h buyers paid " + Words.money(revenue, currency) + " for " + Words.count(sold)
                + " sales of this seller. ";
        if (isOff(after)) {
            return List.of(sales + "None of them would have been made.");
        }
        return List.of(
                sales + "It would have been paid about " + Words.money(paid(after, revenue, sold), currency)
                        + " of it rather than " + Words.money(paid(before, revenue, sold), currency) + ".",
                "Its own floors, its caps and its rate limit are not in this figure.");
    }

    private static long paid(Node document, long revenue, long sold) {
        long margin = money(document, "margin");
        long share = money(document, "share");
        if (margin != Money.INVALID) {
            return Math.max(0, revenue - margin * sold);
        }
        double part = share == Money.INVALID ? 1 : (double) share / Money.UNIT;
        return (long) (revenue * part);
    }

    private List<String> pool(Visit visit, String name, Node after) {
        PoolInfo pool = visit.sight().market().pool(name);
        if (pool == null) {
            return List.of("Sites that ask for numbers of " + name + " are given them from now on. How many it needs is"
                    + " measured then: a hundred visits at once need about a hundred numbers.");
        } else if (isOff(after)) {
            return List.of("Its " + Words.count(pool.numbers().size()) + " numbers would be given to nobody; "
                    + Words.count(numbers.size(pool).concurrent()) + " visitors see one now.");
        }
        Node list = after.get("numbers");
        int have = list == null ? 0 : list.values().size();
        PoolSize then = numbers.size(pool);
        PoolSize now = numbers.size(new PoolInfo(
                pool.entity(),
                true,
                pool.campaignId(),
                pool.numbers(),
                pool.retiring(),
                pool.overflow(),
                seconds(after, "hold_s", 1_200),
                seconds(after, "quarantine_s", 0),
                pool.lateSeconds(),
                pool.longestSeconds(),
                pool.perAddress(),
                pool.origins(),
                pool.source(),
                pool.sellerId()));
        return List.of(
                "At its busiest hour of the last eight days it would need " + Words.count(now.forOnePercent())
                        + " numbers rather than " + Words.count(then.forOnePercent())
                        + " so that one visitor in a hundred finds none free.",
                "It would have " + Words.count(have) + " rather than "
                        + Words.count(pool.numbers().size()) + ": " + chance(now, have)
                        + " would find none, rather than "
                        + chance(then, pool.numbers().size()) + ".");
    }

    private static int seconds(Node document, String key, int otherwise) {
        String text = text(document, key);
        return text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : otherwise;
    }

    private static String chance(PoolSize size, int numbers) {
        int points = size.chances().size() - 1;
        double at = Math.min(points, (double) numbers * points / Math.max(1, size.most()));
        int left = (int) Math.floor(at);
        double from = size.chances().get(left);
        double to = size.chances().get(Math.min(points, left + 1));
        return String.format(Locale.ROOT, "%.1f %%", 100 * (from + (to - from) * (at - left)));
    }
}
