package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.console.form.Remarks;
import io.gavel.gateway.console.form.Shape;
import io.gavel.gateway.console.form.Typed;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Precondition;
import io.gavel.gateway.market.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything of the market that has a form: made, changed and removed. First what would change and what that would have done,
 * then for real; what is wrong stands beside its field, and nothing that was typed is lost.
 */
final class MarketForms {
    static final String HERE = "/console/forms";
    static final String NEW = "/console/new";
    private static final String ID = Remarks.ID;
    /** What an id may be. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private static final String NUMBER = "\\+[1-9][0-9]{6,14}";
    private static final int PATIENCE_SECONDS = 10;

    private final Market market;
    private final Effects effects;
    private final Press press;

    MarketForms(Market market, Effects effects, Press press) {
        this.market = market;
        this.effects = effects;
        this.press = press;
    }

    static Shape shape(String section) {
        Shape shape = Shape.of(section);
        if (shape == null) {
            throw new Guard.Missing("There is no form of this name.");
        }
        return shape;
    }

    private static @Nullable Entity entity(Visit visit, Shape shape, String name) {
        return visit.sight().market().entity(shape.section().kind(), name);
    }

    private static Node shown(@Nullable Entity entity) {
        return entity == null ? Node.EMPTY_MAP : Documents.shown(entity.kind(), entity.document());
    }

    private static Node read(String json) {
        Node node = NodeReader.json(json, new Problems());
        return node.isMap() ? node : Node.EMPTY_MAP;
    }

    /** An empty form; {@code ?like=}: filled in like another one, and any field by its key. */
    Page fresh(Visit visit) {
        Shape shape = shape(visit.last());
        Node like = shown(entity(visit, shape, visit.query().text("like")));
        Typed typed = Typed.of(shape, like.with("name", null));
        shape.entries().forEach(entry -> {
            if (!visit.query().text(entry.key()).isEmpty()) {
                typed.texts().put(entry.key(), visit.query().text(entry.key()));
            }
        });
        return Page.of(
                "New " + shape.one(),
                Page.Headline.of(shape.purpose()),
                form(visit, shape, new Draft("", "", typed, Remarks.NONE)));
    }

    /** As somebody works at it; {@code version} empty: it is new. */
    private record Draft(String name, String version, Typed typed, Remarks remarks) {
        boolean isNew() {
            return version.isEmpty();
        }
    }

    private static Block form(Visit visit, Shape shape, Draft draft) {
        List<Block.Sheaf> sheaves = new ArrayList<>();
        List<Block.Input> hidden = new ArrayList<>();
        hidden.add(Block.Input.text("version", "", draft.version()));
        if (draft.isNew()) {
            String hint = shape.section() == Section.NUMBERS
                    ? "Like +18005550199."
                    : "Letters, digits and . _ - ; in addresses and reports, for ever.";
            Block.Input id = Block.Input.text(ID, shape.one() + ", its id", draft.name());
            List<String> wrong = draft.remarks().of(ID);
            sheaves.add(new Block.Sheaf("Its id", true, List.of(new Block.Field(id, hint, wrong))));
        } else {
            hidden.add(Block.Input.text(ID, "", draft.name()));
        }
        sheaves.addAll(FormFields.of(
                shape, draft.typed(), draft.remarks(), visit.sight().market()));
        return new Block.Sheet(
                draft.isNew() ? "What it is to be" : "Change it",
                at(shape) + "/preview",
                "See what it would do",
                hidden,
                sheaves);
    }

    private static String at(Shape shape) {
        return HERE + "/" + shape.section().key();
    }

    Page one(Visit visit) {
        Shape shape = shape(visit.lastButOne());
        Entity entity = entity(visit, shape, visit.last());
        if (entity == null) {
            throw new Guard.Missing("There is no " + shape.one() + " of this id.");
        }
        return shown(visit, shape, entity, List.of());
    }

    private static Page shown(Visit visit, Shape shape, Entity entity, List<Block> first) {
        List<Block> blocks = new ArrayList<>(first);
        Typed typed = Typed.of(shape, shown(entity));
        String name = entity.name();
        if (visit.who().role() == Role.OPERATOR) {
            blocks.add(form(visit, shape, new Draft(name, Precondition.tag(entity), typed, Remarks.NONE)));
            blocks.add(new Block.Form(
                    "Remove it",
                    at(shape) + "/remove",
                    "See what it would do",
                    List.of(),
                    List.of(
                            Block.Input.text(ID, "", name),
                            Block.Input.text("version", "", Precondition.tag(entity)))));
        } else {
            List<Block.Fact> facts = new ArrayList<>();
            shape.entries().stream()
                    .filter(entry -> !typed.text(entry.key()).isEmpty())
                    .forEach(entry -> facts.add(new Block.Fact(entry.label(), Cell.of(typed.text(entry.key())))));
            blocks.add(new Block.Facts("What it is", facts));
        }
        Page.Headline headline = Page.Headline.of("The " + shape.one() + " ")
                .figure(name, FormLists.place(shape, name))
                .text(": ")
                .figure(
                        "what was changed of it",
                        ChangePages.HERE + "?section=" + shape.section().key() + "&name=" + Guard.encoded(name))
                .text(", ");
        String more = visit.who().role() == Role.OPERATOR ? "make another like it" : "all of them";
        headline.figure(
                more,
                visit.who().role() == Role.OPERATOR
                        ? NEW + "/" + shape.section().key() + "?like=" + Guard.encoded(name)
                        : at(shape));
        return Page.of(capital(shape.one()) + " " + name, headline.text("."), blocks);
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** What would change, and what that would have done; or what is wrong, beside its field. Nothing is changed. */
    Press.Sheet preview(Visit visit) throws Exception {
        Shape shape = shape(visit.lastButOne());
        String name = visit.query().text(ID);
        Entity entity = entity(visit, shape, name);
        // what is gone meanwhile would be made again
        String version = entity == null ? "" : visit.query().text("version");
        Node before = version.isEmpty() ? Node.EMPTY_MAP : shown(entity);
        Typed typed = FormFields.typed(shape, visit.query());
        Problems problems = new Problems();
        Node wanted = typed.in(shape, before, problems);
        List<Problem> wrong = new ArrayList<>(problems.list());
        String objection = version.isEmpty() ? objection(shape, name, entity) : "";
        if (!objection.isEmpty()) {
            wrong.add(new Problem(ID, 0, objection));
        }
        String rehearsed = objection.isEmpty() ? name : "new";
        Outcome outcome =
                market.rehearsePut(shape.section(), rehearsed, wanted).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (outcome.refusal() != null) {
            outcome.refusal().problems().stream()
                    .filter(each -> objection.isEmpty()
                            || !each.key().equals(shape.section().key() + "." + rehearsed))
                    .forEach(wrong::add);
        }
        Remarks remarks = Remarks.of(shape, rehearsed, wrong);
        List<Block> blocks = new ArrayList<>();
        List<String> changes = Typed.changes(shape, before, wanted);
        if (!remarks.isEmpty()) {
            blocks.add(new Block.Note("This cannot be yet", "warning", summary(remarks)));
        } else if (changes.isEmpty() && entity != null) {
            blocks.add(new Block.Note("Nothing changed", "note", List.of("It is like that already.")));
        } else {
            blocks.add(
                    new Block.Note(version.isEmpty() ? "What would be made" : "What would change", "warning", changes));
            blocks.add(new Block.Note(
                    "What it would have done", "note", effects.of(visit, shape.section(), name, before, wanted)));
            blocks.add(apply(shape, name, version, NodeWriter.json(wanted)));
            Block replay = Effects.replay(visit, shape.section(), entity, name, NodeWriter.json(wanted));
            if (replay != null) {
                blocks.add(replay);
            }
        }
        blocks.add(form(visit, shape, new Draft(name, version, typed.over(shape, before), remarks)));
        Page.Headline headline = Page.Headline.of("Nothing is changed yet. ")
                .figure("Leave it as it is", version.isEmpty() ? at(shape) : at(shape) + "/" + name);
        return press.page(
                remarks.isEmpty() ? 200 : 422,
                Frame.of(visit, FormLists.PLACE),
                Page.of(version.isEmpty() ? "Make it?" : "Change " + name + "?", headline, blocks));
    }

    private static String objection(Shape shape, String name, @Nullable Entity entity) {
        boolean isNumber = shape.section() == Section.NUMBERS;
        if (!name.matches(isNumber ? NUMBER : NAME)) {
            return isNumber
                    ? "expected a number like +18005550199"
                    : "expected 1 to 100 letters, digits and . _ - that begin with a letter or digit";
        }
        return entity == null ? "" : "there is one of this id already";
    }

    private static List<String> summary(Remarks remarks) {
        List<String> sentences = new ArrayList<>(remarks.others());
        int fields = remarks.byField().size();
        if (fields > 0) {
            sentences.add(
                    0,
                    "Look at " + Words.count(fields) + (fields == 1 ? " field" : " fields")
                            + " below; what you typed is still there. Nothing was changed.");
        }
        return sentences;
    }

    private static Block apply(Shape shape, String name, String version, String json) {
        return new Block.Form(
                "",
                at(shape) + "/apply",
                version.isEmpty() ? "Make it" : "Apply",
                List.of(),
                List.of(
                        Block.Input.text(ID, "", name),
                        Block.Input.text("version", "", version),
                        Block.Input.text("json", "", json)));
    }

    /** Changes it, unless somebody else did meanwhile. */
    Press.Sheet apply(Visit visit) throws Exception {
        Shape shape = shape(visit.lastButOne());
        String name = visit.query().text(ID);
        String version = visit.query().text("version");
        String json = visit.query().text("json");
        Precondition asSeen = version.isEmpty() ? new Precondition(null, "*") : new Precondition(version, null);
        Outcome outcome =
                market.put(shape.section(), name, json, asSeen, visit.actor()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Visit after = visit.with(visit.sight().now());
        Entity now = entity(after, shape, name);
        if (outcome.refusal() != null || now == null) {
            return refused(after, shape, name, now, outcome, Typed.of(shape, read(json)));
        }
        List<Block> first = new ArrayList<>();
        first.add(new Block.Note(
                version.isEmpty() ? "Made" : "Changed",
                "good",
                outcome.differences().isEmpty() ? List.of("It was like that already.") : Differences.of(outcome)));
        first.add(undo(now));
        first.addAll(FormLists.next(shape, name, version.isEmpty()));
        return press.page(200, Frame.of(after, FormLists.PLACE), shown(after, shape, now, first));
    }

    private Press.Sheet refused(
            Visit visit, Shape shape, String name, @Nullable Entity now, Outcome outcome, Typed typed) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Differences.refusal(outcome));
        String version = now == null ? "" : Precondition.tag(now);
        if (now != null) {
            blocks.add(new Block.Note(
                    "Somebody changed it meanwhile",
                    "note",
                    List.of("Below is what you wanted. Look again at what it would do to what is there now.")));
        }
        blocks.add(form(visit, shape, new Draft(name, version, typed, Remarks.NONE)));
        Page.Headline headline = Page.Headline.of("Nothing was changed. ").figure("All of them", at(shape));
        return press.page(
                409, Frame.of(visit, FormLists.PLACE), Page.of(capital(shape.one()) + " " + name, headline, blocks));
    }

    /** Looks at undoing the newest change of something. */
    static Block undo(Entity now) {
        return new Block.Form(
                "", ChangePages.HERE + "/" + ChangePages.address(now) + "/undo", "Undo", List.of(), List.of());
    }

    /** First what removing it means, then for real; what something else needs is not removed. */
    Press.Sheet remove(Visit visit) throws Exception {
        Shape shape = shape(visit.lastButOne());
        String name = visit.query().text(ID);
        String version = visit.query().text("version");
        Entity entity = entity(visit, shape, name);
        if (entity == null) {
            throw new Guard.Missing("There is no " + shape.one() + " of this id.");
        }
        Page.Headline headline = Page.Headline.of("");
        List<Block> blocks = new ArrayList<>();
        if (visit.query().text("sure").isEmpty()) {
            blocks.add(new Block.Note(
                    "What would be removed", "warning", Typed.changes(shape, shown(entity), Node.EMPTY_MAP)));
            blocks.add(new Block.Note(
                    "What it would have done",
                    "note",
                    effects.of(visit, shape.section(), name, shown(entity), Node.EMPTY_MAP)));
            blocks.add(new Block.Form(
                    "",
                    at(shape) + "/remove",
                    "Remove " + name,
                    List.of(),
                    List.of(
                            Block.Input.text(ID, "", name),
                            Block.Input.text("version", "", version),
                            Block.Input.text("sure", "", "yes"))));
            headline.text("Nothing is changed yet. ").figure("Leave it as it is", at(shape) + "/" + name);
            return press.page(200, Frame.of(visit, FormLists.PLACE), Page.of("Remove " + name + "?", headline, blocks));
        }
        Outcome outcome = market.delete(shape.section(), name, new Precondition(version, null), visit.actor())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        boolean isDone = outcome.refusal() == null;
        blocks.add(
                isDone
                        ? new Block.Note("Removed", "good", List.of(name + " takes part in nothing any more."))
                        : Differences.refusal(outcome));
        headline.figure("All of them", at(shape))
                .text(", ")
                .figure(
                        "what was changed",
                        ChangePages.HERE + "?section=" + shape.section().key())
                .text(", where it can be undone.");
        return press.page(
                isDone ? 200 : 409, Frame.of(visit, FormLists.PLACE), Page.of("Remove " + name, headline, blocks));
    }
}
