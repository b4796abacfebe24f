package io.gavel.gateway.console;

import io.gavel.gateway.market.Cap;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.CapKind;
import io.gavel.message.Period;
import io.gavel.message.TransferKind;
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

    private CapFill() {}

    static Block.Meters of(Visit visit, OrderInfo order, OrderDetail detail, ZoneId zone) {
        List<Block.Meter> meters = new ArrayList<>();
        for (Cap cap : detail.caps()) {
            String name = OrderWords.caps(List.of(cap));
            if (cap.kind() == CapKind.CONCURRENT) {
                meters.add(new Block.Meter(name, -1, "calls at the same time"));
                continue;
            }
            long used = used(visit, order, cap, begin(cap.period(), visit.nowMicros(), zone));
            int percent = (int) Math.min(WHOLE, WHOLE * (double) used / (double) Math.max(1, cap.limit()));
            String text = cap.kind() == CapKind.AMOUNT ? Words.money(used) : Words.count(used);
            meters.add(new Block.Meter(name, percent, text + " used, " + percent + " %"));
        }
        return new Block.Meters("Caps and their fill", meters);
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
