package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Webhooks that could not be delivered: listed on Health, each with its story, and sent again by operators. */
final class LetterPages {
    static final String HERE = "/console/letters";
    private static final int SHOWN = 100;
    private static final int PATIENCE_SECONDS = 5;

    private final Letters letters;
    private final Press press;

    LetterPages(Letters letters, Press press) {
        this.letters = letters;
        this.press = press;
    }

    /** The newest, as a part of Health. */
    Block table(Visit visit) throws Exception {
        List<List<Cell>> rows = new ArrayList<>();
        for (Letters.Dead dead : letters.newest(SHOWN).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            rows.add(List.of(
                    Cell.of(Long.toString(dead.id())).to(HERE + "/" + dead.id()),
                    Cell.of(dead.webhook()),
                    Cell.of(dead.type()),
                    Cell.number(dead.attempts()),
                    Cell.of(dead.problem()),
                    Cell.time(dead.diedMicros(), visit.nowMicros())));
        }
        return new Block.Table(
                "Dead letters: webhooks that were not delivered",
                List.of(
                        Block.Column.of("letter"),
                        Block.Column.of("webhook"),
                        Block.Column.minor("event"),
                        Block.Column.minorNumber("attempts"),
                        Block.Column.of("problem"),
                        Block.Column.minor("given up")),
                rows,
                "None: every webhook was delivered, or is still tried.");
    }

    Page one(Visit visit) throws Exception {
        Letters.Dead dead = letters.find(id(visit.last()))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .orElseThrow(() -> new Guard.Missing("There is no such dead letter."));
        Page.Headline headline = Page.Headline.of("It was tried ")
                .figure(Words.count(dead.attempts()), "")
                .text(dead.attempts() == 1 ? " time: " : " times: ")
                .text(dead.problem());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(
                "The letter",
                List.of(
                        new Block.Fact("webhook", Cell.of(dead.webhook())),
                        new Block.Fact("event", Cell.of(dead.type())),
                        new Block.Fact("happened", Cell.time(dead.createdMicros(), visit.nowMicros())),
                        new Block.Fact("given up", Cell.time(dead.diedMicros(), visit.nowMicros())))));
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(new Block.Form("", HERE + "/" + dead.id() + "/resend", "Send it again", List.of(), List.of()));
        }
        blocks.add(new Block.Code("What is sent", dead.body()));
        return Page.of("Dead letter " + dead.id(), headline, blocks);
    }

    Press.Sheet resend(Visit visit) throws Exception {
        boolean isSent = letters.resend(id(visit.lastButOne()), visit.actor()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!isSent) {
            throw new Guard.Missing("There is no such dead letter.");
        }
        Page.Headline headline = Page.Headline.of("It is sent again. ").figure("Back to Health", "/console/health");
        return press.page(200, Frame.of(visit, "/console/health"), Page.of("Dead letter", headline));
    }

    private static long id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new Guard.Missing("There is no such dead letter.");
        }
        return Long.parseLong(text);
    }
}
