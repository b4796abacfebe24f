package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.console.form.CapTexts;
import io.gavel.gateway.market.Cap;
import io.gavel.message.AccountKind;
import io.gavel.message.CapKind;
import io.gavel.message.Money;
import io.gavel.message.Period;
import io.gavel.message.TransferKind;
import io.gavel.view.Transfer;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a change of a buyer would have done to what it bought in the last day: switch, credit and caps. */
final class BuyerEffect {
    private BuyerEffect() {}

    static List<String> of(Visit visit, int buyerId, Node before, Node after) {
        String currency = visit.sight().market().currency();
        List<Transfer> sales = sales(visit, buyerId);
        long spent = sales.stream().mapToLong(Transfer::priceMicros).sum();
        List<String> words = new ArrayList<>();
        words.add("In the last 24 h it bought " + Words.count(sales.size()) + ", for " + Words.money(spent, currency)
                + "." + (Effects.isOff(after) && !Effects.isOff(before) ? " It would have bought none of them." : ""));
        long credit = Effects.money(after, "credit");
        long owed = visit.sight()
                .balance(AccountKind.BUYER, buyerId, visit.nowMicros())
                .closingMicros();
        if (!Effects.text(before, "credit").equals(Effects.text(after, "credit"))) {
            words.add(
                    credit == Money.INVALID
                            ? "It owes " + Words.money(owed, currency) + " now; nothing would stop it from owing more."
                            : credit <= owed
                                    ? "It owes " + Words.money(owed, currency)
                                            + " now: nothing more would be sold to it before it pays."
                                    : "It owes " + Words.money(owed, currency) + " now, so "
                                            + Words.money(credit - owed, currency)
                                            + " would be left" + days(credit - owed, spent) + ".");
        }
        Node caps = after.get("caps");
        if (caps != null) {
            for (Node cap : caps.values()) {
                words.add(beyond(sales, cap, zone(after)));
            }
        }
        return words;
    }

    private static String days(long leftMicros, long spentMicros) {
        return spentMicros <= 0
                ? ""
                : String.format(Locale.ROOT, ": %.1f days like the last one", (double) leftMicros / spentMicros);
    }

    private static ZoneId zone(Node document) {
        try {
            String zone = Effects.text(document, "timezone");
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** Oldest first. */
    private static List<Transfer> sales(Visit visit, int buyerId) {
        long from = visit.nowMicros() - Recent.DAY_MICROS;
        List<Transfer> sales = Recent.newest(
                (after, limit) -> visit.sight().bought(buyerId, from, Long.MAX_VALUE, limit, after),
                sale -> sale.kind() == TransferKind.SALE);
        Collections.reverse(sales);
        return sales;
    }

    private static String beyond(List<Transfer> sales, Node cap, ZoneId zone) {
        String name = CapTexts.part(cap);
        Node per = cap.get("per");
        Node limit = cap.get("amount") == null ? cap.get("count") : cap.get("amount");
        if (per == null || limit == null) {
            return name + ": how many calls it had at once is not in this figure.";
        }
        boolean isAmount = cap.get("amount") != null;
        CapRoom room = new CapRoom(
                List.of(new Cap(
                        isAmount ? CapKind.AMOUNT : CapKind.COUNT,
                        isAmount ? Money.parse(limit.text()) : Long.parseLong(limit.text()),
                        Period.valueOf(per.text().toUpperCase(Locale.ROOT)))),
                zone);
        int refused = 0;
        for (Transfer sale : sales) {
            if (room.hasRoom(sale.atMicros())) {
                room.sold(sale.priceMicros());
            } else {
                refused++;
            }
        }
        return name + ": " + Words.count(refused) + " of these would not have been sold to it.";
    }
}
