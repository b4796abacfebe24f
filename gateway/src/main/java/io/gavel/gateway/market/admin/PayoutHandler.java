package io.gavel.gateway.market.admin;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Call;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Section;
import io.gavel.message.AccountKind;
import io.gavel.message.Money;
import io.gavel.message.Timestamps;
import io.gavel.view.Views;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/sellers/{id}/payouts} {@code {"until": "2026-12-01", "tz": "America/New_York", "note": "wire 17"}}: what
 * the account was owed at the end of a period, less what was paid since, is marked as paid. The same end, or an earlier one,
 * again moves nothing: {@code "already_paid": true}. Of carriers too.
 */
final class PayoutHandler {
    private static final int LONGEST_NOTE = 500;
    private static final String LESS_NOW =
            "More was owed at the end of that period than is owed now, for something was given back since."
                    + " Nothing was marked: choose a later end, or record what was paid as a payment.";

    private final Section section;
    private final Directory directory;
    private final Views views;
    private final Commands commands;
    private final InstantSource clock;

    PayoutHandler(Section section, Directory directory, Views views, Commands commands, InstantSource clock) {
        this.section = section;
        this.directory = directory;
        this.views = views;
        this.commands = commands;
        this.clock = clock;
    }

    void pay(Call call) {
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
        String note = Answers.text(body, "note", LONGEST_NOTE, problems);
        String zone = Answers.text(body, "tz", LONGEST_NOTE, problems);
        String until = Answers.text(body, "until", LONGEST_NOTE, problems);
        Instant end = end(until, zone.isEmpty() ? "UTC" : zone);
        if (end == null || end.isAfter(clock.instant()) || end.getEpochSecond() <= 0) {
            problems.add(
                    "until",
                    body,
                    "expected the end of the period, a day like 2026-12-01 (in tz) or a time, not in the future");
        }
        Answers.onlyKeys(body, problems, "until", "tz", "note");
        if (end == null || !problems.isEmpty()) {
            Answers.invalid(call, problems);
            return;
        }
        long micros = end.getEpochSecond() * 1_000_000 + end.getNano() / 1_000;
        AccountKind kind = section == Section.CARRIERS ? AccountKind.CARRIER : AccountKind.SELLER;
        long amount = Math.max(0, Bookings.owed(views, kind, party.id(), micros));
        String noted = note.isEmpty() ? "paid until " + Timestamps.text(micros) : note;
        commands.send(
                call,
                (buffer, correlationId) ->
                        Bookings.payout(buffer, correlationId, kind, party.id(), amount, micros, noted),
                count -> answer(call, party, count == 1 ? amount : 0, micros, count == 0),
                LESS_NOW);
    }

    private void answer(Call call, Entity party, long amount, long until, boolean already) {
        Node answer = Node.map(0);
        answer.put(section == Section.CARRIERS ? "carrier" : "seller", Answers.text(party.name()));
        answer.put("until", Answers.text(Timestamps.text(until)));
        answer.put("amount", Node.scalar(Node.Kind.NUMBER, 0, Money.text(amount)));
        answer.put("already_paid", Answers.flag(already));
        Answers.json(call, 200, answer);
    }

    private static @Nullable Instant end(String text, String zone) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneId.of(zone)).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
