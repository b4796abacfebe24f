package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Section;
import io.gavel.message.AccountKind;
import io.gavel.message.Money;
import java.util.Locale;

/**
 * {@code POST /v1/admin/buyers/{id}/payments} {@code {"amount": 500.00, "note": "wire 17"}}: a buyer paid, so it owes less; of
 * sellers and carriers (below zero): it was paid. The other sign takes one back.
 */
final class PaymentHandler {
    private static final int LONGEST_NOTE = 500;
    private static final long LARGEST = 1_000_000_000L * Money.UNIT;

    private final Section section;
    private final Directory directory;
    private final Commands commands;

    PaymentHandler(Section section, Directory directory, Commands commands) {
        this.section = section;
        this.directory = directory;
        this.commands = commands;
    }

    void record(Call call) {
        Entity party = directory.now().entity(section.kind(), call.pathParameter(EntityHandler.ID));
        if (party == null) {
            call.problem(io.gavel.gateway.http.Problems.NOT_FOUND);
            return;
        }
        Node body = Answers.object(call);
        if (body == null) {
            return;
        }
        Problems problems = new Problems();
        Node amount = body.get("amount");
        long micros = amount == null || amount.isMap() || amount.isList() ? Money.INVALID : Money.parse(amount.text());
        if (micros == Money.INVALID || micros == 0 || micros > LARGEST || micros < -LARGEST) {
            problems.add("amount", body, "expected an amount like 500.00 with at most 6 decimals, not 0");
        }
        String note = Answers.text(body, "note", LONGEST_NOTE, problems);
        Answers.onlyKeys(body, problems, "amount", "note");
        if (!problems.isEmpty()) {
            Answers.invalid(call, problems);
            return;
        }
        long requestKey = call.requestKey();
        commands.send(
                call,
                (buffer, correlationId) ->
                        Bookings.payment(buffer, correlationId, requestKey, kind(), party.id(), micros, note),
                count -> answer(call, party, micros, note));
    }

    private AccountKind kind() {
        return switch (section) {
            case BUYERS -> AccountKind.BUYER;
            case CARRIERS -> AccountKind.CARRIER;
            default -> AccountKind.SELLER;
        };
    }

    private void answer(Call call, Entity party, long micros, String note) {
        Node answer = Node.map(0);
        answer.put(kind().name().toLowerCase(Locale.ROOT), Answers.text(party.name()));
        answer.put("amount", Node.scalar(Node.Kind.NUMBER, 0, Money.text(micros)));
        answer.put("note", Answers.text(note));
        Answers.json(call, 201, answer);
    }
}
