package io.gavel.gateway.console;

import io.gavel.message.EntityKind;
import io.gavel.message.TransferKind;
import io.gavel.view.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What was booked on an account, newest first and in parts: it may be a hundred thousand lines. */
final class StatementLines {
    /** In one part. */
    static final int MOST = 500;

    private StatementLines() {}

    /** One part of a buyer's or seller's; see {@link #table(List, Query, String, String, Function)}. */
    static Block.Table transfers(Visit visit, List<Transfer> lines, String address, boolean isBuyer) {
        return table(
                lines, visit.query(), address, visit.sight().market().currency(), line -> row(visit, line, isBuyer));
    }

    private static List<Cell> row(Visit visit, Transfer line, boolean isBuyer) {
        return List.of(
                Cell.time(line.atMicros(), visit.nowMicros()),
                Cell.of(Words.of(line.kind())),
                line.leadId() == 0 ? Cell.of(line.note()) : Cell.id(line.leadId(), "/console/leads"),
                Cell.of(visit.sight().market().name(EntityKind.CAMPAIGN, line.campaignId())),
                Cell.money(isBuyer || line.kind() == TransferKind.PAYMENT ? line.priceMicros() : line.payoutMicros()),
                Cell.money(isBuyer ? line.buyerBalanceMicros() : line.sellerBalanceMicros()));
    }

    /**
     * One part. The next begins at a place counted from the oldest: what is booked in the meantime moves nothing.
     *
     * @param lines all, oldest first
     * @param address of this page
     */
    static <T> Block.Table table(
            List<T> lines, Query query, String address, String currency, Function<T, List<Cell>> row) {
        int size = lines.size();
        long before = query.after();
        int end = before > 0 && before < size ? (int) before : size;
        int start = Math.max(0, end - MOST);
        List<List<Cell>> rows = new ArrayList<>();
        for (int line = end - 1; line >= start; line--) {
            rows.add(row.apply(lines.get(line)));
        }
        String next = start == 0 ? null : query.with(address, "after", Long.toString(start, Character.MAX_RADIX));
        Block.Table part = new Block.Table(
                "Newest first, in " + currency,
                List.of(
                        Block.Column.of("when"),
                        Block.Column.of("kind"),
                        Block.Column.minor("lead, call or note"),
                        Block.Column.minor("campaign"),
                        Block.Column.number("amount"),
                        Block.Column.minorNumber("balance")),
                rows,
                "",
                "Nothing was booked in this time.",
                next,
                null);
        return part.about(size);
    }
}
