package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.AccountKind;
import io.gavel.view.Cost;
import io.gavel.view.MoneyStore;
import io.gavel.view.PnlColumn;
import io.gavel.view.Spread;
import io.gavel.view.Transfer;
import io.gavel.view.UsageLine;
import io.gavel.view.ViewConfig;
import io.gavel.view.Views;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views, fed by a random life of the exchange, against its ledger: to the micro-unit. */
class ViewsAgreeTest {
    @TempDir
    Path folder;

    @Test
    void theProfitIsTheHousesAndStatementsEndAtTheLedgersBalances() {
        int sold = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Simulation life = new Simulation(seed);
            life.run(1_500);
            try (Views views = Views.open(ViewConfig.in(folder.resolve("seed" + seed)))) {
                Spread spread = new Spread(views);
                Exchange exchange = new Exchange(spread);
                long sequence = 0;
                for (Simulation.Input input : life.inputs) {
                    spread.input(++sequence, input.micros());
                    exchange.apply(
                            sequence,
                            input.micros(),
                            input.message(),
                            0,
                            input.message().capacity());
                }
                long[] sums = sums(views);
                long revenue = sums[PnlColumn.REVENUE.place()];
                long cost = sums[PnlColumn.COST.place()];
                Map<AccountKind, Long> payments = new HashMap<>();
                exchange.accounts((kind, id, balance, held) -> statement(views, kind, id, balance, payments));
                exchange.accounts((kind, id, balance, held) -> {
                    if (kind == AccountKind.HOUSE) {
                        long telephony = sums[PnlColumn.TELEPHONY.place()];
                        assertEquals(balance, revenue - cost - telephony - spent(views), "the house's");
                    } else if (kind == AccountKind.CARRIER) {
                        carrier(views, id, balance);
                    }
                });
                assertEquals(-revenue, sum(exchange, AccountKind.BUYER) - payments.getOrDefault(AccountKind.BUYER, 0L));
                assertEquals(cost, sum(exchange, AccountKind.SELLER) - payments.getOrDefault(AccountKind.SELLER, 0L));
                assertEquals(life.auditor.sold, sums[PnlColumn.SOLD.place()], "seed " + seed);
                assertEquals(life.auditor.returned, sums[PnlColumn.RETURNED.place()], "seed " + seed);
                sold += life.auditor.sold;
            }
        }
        assertTrue(sold > 100, sold + " sold");
    }

    private static long spent(Views views) {
        return views.costs().costs(0, Long.MAX_VALUE).stream()
                .mapToLong(Cost::amountMicros)
                .sum();
    }

    /** All lines, and those of any two halves, lead from nothing to what the ledger says. */
    private static void carrier(Views views, int id, long balance) {
        List<UsageLine> lines = new ArrayList<>();
        MoneyStore.Balances all = views.usage().statement(id, 0, Long.MAX_VALUE, lines::add);
        assertEquals(0, all.openingMicros());
        assertEquals(balance, all.closingMicros(), "carrier " + id);
        assertEquals(balance, lines.stream().mapToLong(UsageLine::amountMicros).sum());
        long middle = lines.get(lines.size() / 2).atMicros();
        MoneyStore.Balances first = views.usage().statement(id, 0, middle, line -> {});
        MoneyStore.Balances second = views.usage().statement(id, middle, Long.MAX_VALUE, line -> {});
        assertEquals(first.closingMicros(), second.openingMicros());
        assertEquals(balance, second.closingMicros());
    }

    private static void statement(
            Views views, AccountKind kind, int id, long balance, Map<AccountKind, Long> payments) {
        if (kind != AccountKind.BUYER && kind != AccountKind.SELLER) {
            return;
        }
        List<Transfer> lines = new ArrayList<>();
        MoneyStore.Balances balances = views.money().statement(kind, id, 0, Long.MAX_VALUE, lines::add);
        assertEquals(0, balances.openingMicros());
        assertEquals(kind == AccountKind.BUYER ? -balance : balance, balances.closingMicros(), kind + " " + id);
        for (Transfer line : lines) {
            if (line.leadId() == 0) {
                payments.merge(kind, line.priceMicros(), Long::sum);
            }
        }
    }

    private static long sum(Exchange exchange, AccountKind wanted) {
        long[] sum = new long[1];
        exchange.accounts((kind, id, balance, held) -> sum[0] += kind == wanted ? balance : 0);
        return sum[0];
    }

    private static long[] sums(Views views) {
        long[] sums = new long[PnlColumn.values().length];
        views.pnl().read(0, Long.MAX_VALUE, (minute, seller, campaign, buyer, source, values) -> {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i];
            }
        });
        return sums;
    }
}
