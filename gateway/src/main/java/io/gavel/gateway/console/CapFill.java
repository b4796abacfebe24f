package io.gavel.gateway.console;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Cap;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.CapKind;
import io.gavel.message.LegEvent;
import io.gavel.message.Period;
import io.gavel.message.Product;
import io.gavel.message.TransferKind;
import io.gavel.view.CallQuery;
import io.gavel.view.Transfer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** An order's caps and how full each is, from its sales in the running period of its buyer's days. */
final class CapFill {
    private static final double WHOLE = 100;
    /** Calls are rarely longer. */
    private static final long LONGEST_MICROS = 4 * 3_600_000_000L;

    private static final int MOST = 1_000;

    private CapFill() {}

    static Block.Meters of(Visit visit, OrderInfo order, OrderDetail detail, ZoneId zone) {
        List<Block.Meter> meters = new ArrayList<>();
        for (Cap cap : detail.caps()) {
            String name = OrderWords.limit(cap, visit.sight().market().currency());
            boolean isAtOnce = cap.kind() == CapKind.CONCURRENT;
            if (isAtOnce && !isOfCalls(visit, order)) {
                meters.add(new Block.Meter(name, -1, "awards that are not posted yet"));
                continue;
            }
            long used = isAtOnce
                    ? talking(visit, order)
                    : used(visit, order, cap, begin(cap.period(), visit.nowMicros(), zone));
            int percent = (int) Math.min(WHOLE, WHOLE * (double) used / (double) Math.max(1, cap.limit()));
            String text = cap.kind() == CapKind.AMOUNT ? Words.money(used) : Words.count(used);
            meters.add(new Block.Meter(name, percent, text + (isAtOnce ? " talking, " : " used, ") + percent + " %"));
        }
        return new Block.Meters("Caps and their fill", meters);
    }

    private static boolean isOfCalls(Visit visit, OrderInfo order) {
        CampaignInfo campaign = visit.sight().market().campaign(order.campaignId());
        return campaign != null && campaign.product() == Product.CALL;
    }

    /** How many calls the order has now. */
    private static long talking(Visit visit, OrderInfo order) {
        CallQuery newest = new CallQuery(
                0, order.campaignId(), order.buyerId(), visit.nowMicros() - LONGEST_MICROS, Long.MAX_VALUE, MOST, 0);
        return visit.sight().calls(newest).items().stream()
                .filter(call -> call.end() == null && call.connectedMicros() > 0)
                .filter(call -> call.attempts().stream()
                        .anyMatch(attempt -> attempt.orderId() == order.id() && attempt.event() == LegEvent.ANSWERED))
                .count();
    }

    private static long used(Visit visit, OrderInfo order, Cap cap, long fromMicros) {
        long used = 0;
        for (Transfer sale : Recent.newest(
                (after, limit) -> visit.sight().bought(order.buyerId(), fromMicros, Long.MAX_VALUE, limit, after),
                each -> true)) {
            if (sale.orderId() == order.id() && sale.kind() == TransferKind.SALE) {
                used += cap.kind() == CapKind.AMOUNT ? sale.priceMicros() : 1;
            }
        }
        return used;
    }

    /** When a period began, in microseconds. */
    static long begin(Period period, long nowMicros, ZoneId zone) {
        ZonedDateTime now = Instant.ofEpochSecond(nowMicros / 1_000_000).atZone(zone);
        ZonedDateTime day = now.truncatedTo(ChronoUnit.DAYS);
        ZonedDateTime begin = switch (period) {
            case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            default -> Instant.EPOCH.atZone(zone);
        };
        return begin.toEpochSecond() * 1_000_000;
    }
}
