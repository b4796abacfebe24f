package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Section;
import io.gavel.message.EntityKind;
import io.gavel.view.AuditStore;
import io.gavel.view.EntityVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who changed what of the market, when, and what it was before: each change can be looked at, and undone by an operator. */
final class ChangePages {
    static final String HERE = "/console/changes";
    private static final int LIMIT = 50;
    private static final int SEARCHED = 1_000;
    private static final int MOST_WORDS = 3;
    private static final int PATIENCE_SECONDS = 10;

    private final Market market;
    private final Press press;

    ChangePages(Market market, Press press) {
        this.market = market;
        this.press = press;
    }

    Page list(Visit visit) {
        Query query = visit.query();
        Section section = Section.of(query.text("section"));
        String name = query.text("name");
        int id = section == null || name.isEmpty() ? 0 : visit.sight().market().idOf(section.kind(), name);
        var page = section != null && !name.isEmpty() && id == 0
                ? new io.gavel.view.Page<AuditStore.Change>(List.of(), 0)
                : visit.sight().changes(section == null ? null : section.kind(), id, LIMIT, query.after());
        List<List<Cell>> rows = new ArrayList<>();
        for (AuditStore.Change change : page.items()) {
            EntityVersion after = change.after();
            rows.add(List.of(
                    Cell.time(after.changedMicros(), visit.nowMicros()),
                    Cell.of(after.actor()),
                    Cell.of(Documents.word(after.kind()) + " " + after.key()).to(HERE + "/" + address(after)),
                    Cell.of(word(change)),
                    Cell.of(summary(change))));
        }
        String next = page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), 36));
        Page.Headline headline = Page.Headline.of("The last ")
                .figure(Words.count(rows.size()), "")
                .text(" changes of the market: who, what, and what it was before.");
        List<String> sections = new ArrayList<>(List.of(""));
        for (Section each : Section.values()) {
            sections.add(each.key());
        }
        return Page.of(
                "Changes",
                headline,
                new Block.Filter(
                        "",
                        HERE,
                        List.of(
                                Block.Input.choice("section", "section", query.text("section"), sections),
                                Block.Input.text("name", "name", name))),
                new Block.Table(
                        "Newest first",
                        List.of(
                                Block.Column.of("when"),
                                Block.Column.minor("who"),
                                Block.Column.of("what"),
                                Block.Column.minor("change"),
                                Block.Column.of("before → after")),
                        rows,
                        "",
                        "Nothing was changed that is like that.",
                        next,
                        null));
    }

    /** Where a change is looked at, below {@link #HERE}. */
    static String address(EntityVersion version) {
        return version.kind().value() + "-" + version.entityId() + "-" + version.version();
    }

    /** The newest change of something, likewise. */
    static String address(Entity now) {
        return now.kind().value() + "-" + now.id() + "-" + now.version();
    }

    private static String word(AuditStore.Change change) {
        EntityVersion before = change.before();
        return change.after().deleted() ? "removed" : before == null || before.deleted() ? "added" : "changed";
    }

    private static String summary(AuditStore.Change change) {
        if (!word(change).equals("changed")) {
            return "";
        }
        List<String> words = Differences.of(shown(change.before()), shown(change.after()));
        String first = String.join("; ", words.subList(0, Math.min(MOST_WORDS, words.size())));
        return words.size() > MOST_WORDS ? first + "; …" : first;
    }

    private static @Nullable Node shown(@Nullable EntityVersion version) {
        return version == null || version.deleted() ? null : Documents.shown(version.kind(), version.document());
    }

    Page one(Visit visit) {
        AuditStore.Change change = change(visit, visit.last());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(
                "The change",
                List.of(
                        new Block.Fact("what", Cell.of(name(change))),
                        new Block.Fact("when", Cell.time(change.after().changedMicros(), visit.nowMicros())),
                        new Block.Fact("who", Cell.of(change.after().actor())),
                        new Block.Fact("how", Cell.of(word(change))))));
        blocks.add(new Block.Note(
                "Before → after", "note", Differences.of(shown(change.before()), shown(change.after()))));
        if (visit.who().role() == Role.OPERATOR && Section.of(change.after().kind()) != null) {
            blocks.add(
                    new Block.Form("", HERE + "/" + visit.last() + "/undo", "Undo this change", List.of(), List.of()));
        }
        return Page.of(
                "Changes",
                Page.Headline.of(name(change) + " was ")
                        .figure(word(change), "")
                        .text("."),
                blocks);
    }

    private static String name(AuditStore.Change change) {
        return Documents.word(change.after().kind()) + " " + change.after().key();
    }

    private static AuditStore.Change change(Visit visit, String address) {
        String[] parts = address.split("-", -1);
        if (!address.matches("[0-9]{1,3}-[0-9]{1,9}-[0-9]{1,18}")) {
            throw new Guard.Missing("There is no such change.");
        }
        EntityKind kind = EntityKind.get(Short.parseShort(parts[0]));
        if (kind == EntityKind.NULL_VAL) {
            throw new Guard.Missing("There is no such change.");
        }
        long version = Long.parseLong(parts[2]);
        return visit.sight().changes(kind, Integer.parseInt(parts[1]), SEARCHED, 0).items().stream()
                .filter(each -> each.after().version() == version)
                .findFirst()
                .orElseThrow(() -> new Guard.Missing("There is no such change, or it is no longer kept."));
    }

    /** What undoing would do to the market as it is now; nothing is changed. */
    Press.Sheet undo(Visit visit) throws Exception {
        AuditStore.Change change = change(visit, visit.lastButOne());
        Section section = Section.of(change.after().kind());
        if (section == null) {
            throw new Guard.Missing("This cannot be undone here.");
        }
        Entity now =
                visit.sight().market().entity(section.kind(), change.after().key());
        EntityVersion before = change.before();
        List<String> words =
                Differences.of(now == null ? null : Documents.shown(now.kind(), now.document()), shown(before));
        List<Block> blocks = new ArrayList<>();
        if (before != null && !before.deleted()) {
            Outcome outcome = market.rehearsePut(
                            section, before.key(), NodeReader.json(again(before, now), new Problems()))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (outcome.refusal() != null) {
                blocks.add(Differences.refusal(outcome));
                return page(visit, 409, change, blocks);
            }
        }
        blocks.add(new Block.Note(
                "What would change",
                "warning",
                words.isEmpty() ? List.of("Nothing: it is like that already.") : words));
        if (now != null && now.version() != change.after().version()) {
            blocks.add(new Block.Note(
                    "It was changed again since", "note", List.of("Later changes of it are undone, too.")));
        }
        if (!words.isEmpty()) {
            blocks.add(new Block.Form(
                    "",
                    HERE + "/" + visit.lastButOne() + "/apply",
                    "Apply",
                    List.of(),
                    List.of(Block.Input.text("version", "", now == null ? "" : Precondition.tag(now)))));
        }
        return page(visit, 200, change, blocks);
    }

    /** Undoes it, unless somebody changed it meanwhile. */
    Press.Sheet apply(Visit visit) throws Exception {
        AuditStore.Change change = change(visit, visit.lastButOne());
        Section section = Section.of(change.after().kind());
        EntityVersion before = change.before();
        if (section == null) {
            throw new Guard.Missing("This cannot be undone here.");
        }
        String version = visit.query().text("version");
        Precondition asSeen = version.isEmpty() ? new Precondition(null, "*") : new Precondition(version, null);
        String name = change.after().key();
        Outcome outcome = (before == null || before.deleted()
                        ? market.delete(section, name, asSeen, visit.actor())
                        : market.put(
                                section,
                                name,
                                again(before, visit.sight().market().entity(section.kind(), name)),
                                asSeen,
                                visit.actor()))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                outcome.refusal() != null
                        ? Differences.refusal(outcome)
                        : new Block.Note("Undone", "good", List.of(name(change) + " is as it was before.")));
        return page(visit.with(visit.sight().now()), outcome.refusal() == null ? 200 : 409, change, blocks);
    }

    /** What to put: keys and secrets stay what they are now; only with what was deleted its own come back. */
    private static String again(EntityVersion before, @Nullable Entity now) {
        return now == null ? before.document() : NodeWriter.json(Documents.shown(now.kind(), before.document()));
    }

    private Press.Sheet page(Visit visit, int status, AuditStore.Change change, List<Block> blocks) {
        Page.Headline headline =
                Page.Headline.of("Undo: " + name(change) + ". ").figure("All changes", HERE);
        return press.page(status, Frame.of(visit, HERE), Page.of("Audit", headline, blocks));
    }
}
