package io.gavel.gateway.console;

import io.gavel.gateway.account.AccountLog;
import io.gavel.gateway.account.User;
import io.gavel.gateway.account.Users;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.market.Documents;
import io.gavel.view.AuditStore;
import io.gavel.view.EntityVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what, when: the market, its keys, and the accounts of people, in one list, newest first. For operators. */
final class AuditPage {
    static final String HERE = "/console/audit";
    private static final int LIMIT = 50;
    private static final int LONGEST = 400;

    private final AccountLog accounts;
    private final Users users;

    AuditPage(AccountLog accounts, Users users) {
        this.accounts = accounts;
        this.users = users;
    }

    private record Line(long atMicros, String actor, Cell what, String change, String detail) {}

    Page page(Visit visit) {
        Query query = visit.query();
        long before = query.after() == 0 ? Long.MAX_VALUE : query.after();
        String section = query.text("section");
        List<Line> lines = new ArrayList<>();
        if (!section.equals("accounts")) {
            for (AuditStore.Change change : visit.sight().changes(before, LIMIT + 1)) {
                lines.add(line(change));
            }
        }
        if (!section.equals("market")) {
            for (AccountLog.Change change : accounts.list(Long.MIN_VALUE, before, LIMIT + 1)) {
                lines.add(line(change));
            }
        }
        lines.sort(Comparator.comparingLong(Line::atMicros).reversed());
        boolean isMore = lines.size() > LIMIT;
        List<Line> shown = lines.subList(0, Math.min(LIMIT, lines.size()));
        List<List<Cell>> rows = new ArrayList<>();
        for (Line line : shown) {
            rows.add(List.of(
                    Cell.time(line.atMicros(), visit.nowMicros()),
                    Cell.of(actor(line.actor())).saying(line.actor()),
                    line.what(),
                    Cell.of(line.change()),
                    Cell.of(line.detail())));
        }
        String next = isMore
                ? query.with(
                        HERE, "after", Long.toString(shown.get(shown.size() - 1).atMicros(), Character.MAX_RADIX))
                : null;
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.count(rows.size()), "")
                .text(" changes" + (isMore ? ", and older ones." : ".") + " Nothing is changed without a line here.");
        Block.Filter filter = new Block.Filter(
                "", HERE, List.of(Block.Input.choice("section", "of", section, List.of("", "market", "accounts"))));
        Block.Table table = new Block.Table(
                "Newest first",
                List.of(
                        Block.Column.of("when"),
                        Block.Column.of("who"),
                        Block.Column.of("what"),
                        Block.Column.of("change"),
                        Block.Column.minor("before → after")),
                rows,
                "",
                "Nothing was changed yet.",
                next,
                null);
        return Page.of("Audit", headline, filter, table);
    }

    private static Line line(AuditStore.Change change) {
        EntityVersion after = change.after();
        EntityVersion before = change.before();
        boolean isNew = before == null || before.deleted();
        String word = after.deleted() ? "removed" : isNew ? "added" : "changed";
        Cell what = Cell.of(Documents.word(after.kind()) + " " + after.key());
        return new Line(
                after.changedMicros(),
                after.actor(),
                what.to(ChangePages.HERE + "/" + ChangePages.address(after)),
                word,
                isNew || before == null ? "" : differences(before, after));
    }

    /** Which keys differ, with their values. */
    private static String differences(EntityVersion before, EntityVersion after) {
        Node old = Documents.shown(before.kind(), before.document());
        Node now = Documents.shown(after.kind(), after.document());
        List<String> found = new ArrayList<>();
        for (String key : old.keys()) {
            if (!text(old.get(key)).equals(text(now.get(key)))) {
                found.add(key + ": " + text(old.get(key)) + " → " + text(now.get(key)));
            }
        }
        for (String key : now.keys()) {
            if (old.get(key) == null) {
                found.add(key + ": none → " + text(now.get(key)));
            }
        }
        String all = String.join("; ", found);
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
    }

    private static String text(@Nullable Node node) {
        return node == null ? "none" : NodeWriter.json(node);
    }

    private Line line(AccountLog.Change change) {
        User user = users.find(change.user());
        Cell what = Cell.of("account " + (user == null ? change.user() : user.name()))
                .saying(change.user());
        return new Line(
                change.atMicros(),
                change.actor(),
                user == null ? what : what.to(PeoplePages.HERE + "/" + user.id()),
                change.what(),
                change.role());
    }

    /** A user's name, while there is one: the log knows the id only. */
    private String actor(String actor) {
        String id = actor.substring(Math.max(actor.lastIndexOf(':'), actor.lastIndexOf('/')) + 1);
        User user = users.find(id);
        return user == null ? actor : user.name();
    }
}
