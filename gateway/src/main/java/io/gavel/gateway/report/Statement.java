package io.gavel.gateway.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.AccountKind;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.Timestamps;
import io.gavel.message.TransferKind;
import io.gavel.view.MoneyStore;
import io.gavel.view.Transfer;
import io.gavel.view.Views;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /v1/buyer/statement} and {@code GET /v1/seller/statement}: what an account owed or was owed at the beginning,
 * each transfer, and what at the end. Opening balance and lines add up to the closing balance.
 */
final class Statement {
    private final Views views;
    private final Directory directory;
    private final InstantSource clock;
    private final Desk desk;

    Statement(Views views, Directory directory, InstantSource clock, Desk desk) {
        this.views = views;
        this.directory = directory;
        this.clock = clock;
        this.desk = desk;
    }

    /** The caller's own, a buyer's or a seller's. */
    void own(Call call) {
        Snapshot market = directory.now();
        Query query = new Query(call, market, clock);
        ZoneId zone = query.zone();
        long from = query.fromMicros(zone);
        long to = query.toMicros(zone);
        boolean isCsv = query.word("format", "json", "csv").equals("csv");
        if (query.isRefused()) {
            return;
        }
        boolean isBuyer = call.principal().role() == Role.BUYER;
        int accountId = call.principal().ownerId();
        String name = call.principal().name();
        desk.answer(call, () -> {
            List<Transfer> lines = new ArrayList<>();
            MoneyStore.Balances balances = views.money()
                    .statement(isBuyer ? AccountKind.BUYER : AccountKind.SELLER, accountId, from, to, lines::add);
            Written written = new Written(market, isBuyer, name, from, to, lines, balances);
            return isCsv ? Desk.Answer.csv("statement", written.csv()) : Desk.Answer.json(written::json);
        });
    }

    /** One statement, to be written. */
    private record Written(
            Snapshot market,
            boolean isBuyer,
            String name,
            long fromMicros,
            long toMicros,
            List<Transfer> lines,
            MoneyStore.Balances balances) {

        void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField(isBuyer ? "buyer" : "seller", name);
            json.writeStringField("currency", market.currency());
            Json.time(json, "from", fromMicros);
            Json.time(json, "to", toMicros);
            Json.money(json, "opening_balance", balances.openingMicros());
            if (balances.isCut()) {
                json.writeBooleanField("older_lines_dropped", true);
            }
            json.writeArrayFieldStart("lines");
            for (Transfer line : lines) {
                line(json, line);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("totals");
            for (TransferKind kind : List.of(TransferKind.SALE, TransferKind.RETURN, TransferKind.PAYMENT)) {
                long sum = 0;
                for (Transfer line : lines) {
                    sum += line.kind() == kind ? amount(line) : 0;
                }
                Json.money(json, Explanation.word(kind) + "s", sum);
            }
            json.writeEndObject();
            Json.money(json, "closing_balance", balances.closingMicros());
            json.writeEndObject();
        }

        private void line(JsonGenerator json, Transfer line) throws IOException {
            json.writeStartObject();
            Json.time(json, "at", line.atMicros());
            json.writeStringField("kind", Explanation.word(line.kind()));
            if (line.leadId() != 0) {
                Json.id(json, "lead_id", line.leadId());
                json.writeStringField("campaign", market.name(EntityKind.CAMPAIGN, line.campaignId()));
                if (isBuyer) {
                    json.writeStringField("order", market.name(EntityKind.ORDER, line.orderId()));
                }
            }
            Json.text(json, "note", line.note());
            Json.money(json, "amount", amount(line));
            Json.money(json, "balance", balance(line));
            json.writeEndObject();
        }

        String csv() {
            Csv csv = new Csv();
            csv.plain("at")
                    .plain("kind")
                    .plain("lead_id")
                    .plain("campaign")
                    .plain("order")
                    .plain("note");
            csv.plain("amount").plain("balance").end();
            edge(csv, fromMicros, "opening_balance", balances.openingMicros());
            for (Transfer line : lines) {
                csv.plain(Timestamps.text(line.atMicros())).plain(Explanation.word(line.kind()));
                csv.plain(line.leadId() == 0 ? "" : Ids.text(line.leadId()));
                csv.text(market.name(EntityKind.CAMPAIGN, line.campaignId()));
                csv.text(isBuyer ? market.name(EntityKind.ORDER, line.orderId()) : "");
                csv.text(line.note());
                csv.plain(Money.text(amount(line)))
                        .plain(Money.text(balance(line)))
                        .end();
            }
            edge(csv, toMicros, "closing_balance", balances.closingMicros());
            return csv.toString();
        }

        private static void edge(Csv csv, long atMicros, String word, long balance) {
            csv.plain(Timestamps.text(atMicros))
                    .plain(word)
                    .plain("")
                    .plain("")
                    .plain("")
                    .plain("");
            csv.plain("").plain(Money.text(balance)).end();
        }

        /** What the line adds to what a buyer owes, or a seller is owed. */
        private long amount(Transfer line) {
            if (line.kind() == TransferKind.PAYMENT) {
                return isBuyer ? -line.priceMicros() : line.priceMicros();
            }
            return isBuyer ? line.priceMicros() : line.payoutMicros();
        }

        private long balance(Transfer line) {
            return isBuyer ? line.buyerBalanceMicros() : line.sellerBalanceMicros();
        }
    }
}
