package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door for whoever changes the market. Every method returns at once; what it returns completes on the market's thread when
 * the change can be seen in the {@link Directory}, or exceptionally with {@link java.util.concurrent.RejectedExecutionException}
 * when too many changes wait already. Any thread.
 */
public final class Market {
    private static final int MOST_SHOWN = 1000;

    private final MarketWriter writer;
    private final Kept kept;
    private final CallAbilities abilities;

    public Market(MarketWriter writer, Sealer sealer) {
        this(writer, sealer, CallAbilities.ALL);
    }

    /** {@code abilities}: what calls can do here; what wants more is refused. */
    public Market(MarketWriter writer, Sealer sealer, CallAbilities abilities) {
        this.abilities = abilities;
        this.writer = writer;
        this.kept = new Kept(sealer);
    }

    /**
     * Makes the market what a whole document says; what it leaves out is deleted (keys of the API apart).
     *
     * @param name ends with {@code .json} for JSON; anything else is YAML
     * @param dryRun only say what would change
     */
    public CompletableFuture<Outcome> replace(String name, byte[] utf8, boolean dryRun, String actor) {
        return replace(name, utf8, dryRun, Precondition.NONE, actor);
    }

    /** The same, if the whole market's ETag is as expected. */
    public CompletableFuture<Outcome> replace(
            String name, byte[] utf8, boolean dryRun, Precondition precondition, String actor) {
        return writer.work(present -> {
            if (!precondition.holds(present)) {
                String now = "It is not as you expected: its ETag is " + Precondition.tag(present) + ".";
                return Outcome.refused(Refusal.of(412, "precondition_failed", now));
            }
            Problems problems = new Problems();
            Node root = MarketCheck.read(name, utf8, problems);
            Plan plan = new Planner(present, kept, abilities).whole(root, problems);
            return carryOut(plan, dryRun, actor);
        });
    }

    /** The same of a text that was read already. */
    public CompletableFuture<Outcome> replace(String name, String text, boolean dryRun, String actor) {
        return replace(name, text.getBytes(StandardCharsets.UTF_8), dryRun, actor);
    }

    /** Puts one entity: {@code json} is its document. */
    public CompletableFuture<Outcome> put(
            Section section, String name, String json, Precondition precondition, String actor) {
        return writer.work(present -> {
            Problems problems = new Problems();
            Node written = NodeReader.json(json, problems);
            return put(present, section, name, written, problems, precondition, actor);
        });
    }

    /**
     * Changes the document of an entity that is there.
     *
     * @param edit gets what is kept, returns what is wanted; the list gets its objections
     */
    public CompletableFuture<Outcome> edit(
            Section section, String name, Edit edit, Precondition precondition, String actor) {
        return writer.work(present -> {
            Entity entity = present.entity(section.kind(), name);
            if (entity == null) {
                return Outcome.refused(unknown(section, name));
            }
            Problems problems = new Problems();
            Node edited = edit.apply(Planner.parse(entity), problems);
            return put(present, section, name, edited, problems, precondition, actor);
        });
    }

    /** What {@link #edit} would do; nothing is done. */
    public CompletableFuture<Outcome> rehearse(Section section, String name, Edit edit) {
        return writer.work(present -> {
            Entity entity = present.entity(section.kind(), name);
            if (entity == null) {
                return Outcome.refused(unknown(section, name));
            }
            Problems problems = new Problems();
            Node edited = edit.apply(Planner.parse(entity), problems);
            return carryOut(new Planner(present, kept).put(section, name, edited, problems), true, "");
        });
    }

    /** What putting this document would do; nothing is done. */
    public CompletableFuture<Outcome> rehearsePut(Section section, String name, Node written) {
        return writer.work(present ->
                carryOut(new Planner(present, kept, abilities).put(section, name, written, new Problems()), true, ""));
    }

    /**
     * One entity's document and what it would be.
     *
     * @param mayBeNew if there is none of this name, an empty document is edited
     */
    public record Edited(Section section, String name, boolean mayBeNew, Edit edit) {}

    /** What several edits would do together, and the inputs that would do it; nothing is done. */
    public CompletableFuture<Rehearsal> rehearse(List<Edited> edits, long epochSeconds) {
        return writer.work(present -> {
            Problems problems = new Problems();
            List<Planner.Put> puts = new ArrayList<>();
            for (Edited edited : edits) {
                Entity entity = present.entity(edited.section().kind(), edited.name());
                if (entity == null && !edited.mayBeNew()) {
                    return new Rehearsal(Outcome.refused(unknown(edited.section(), edited.name())), List.of());
                }
                Node before = entity == null ? Node.EMPTY_MAP : Planner.parse(entity);
                Node document = edited.edit().apply(before, problems);
                puts.add(new Planner.Put(edited.section(), edited.name(), document));
            }
            Plan plan = new Planner(present, kept, abilities).puts(puts, problems);
            Outcome outcome = carryOut(plan, true, "");
            return new Rehearsal(outcome, Encoding.inputs(plan.changes(), epochSeconds));
        });
    }

    /** Deletes one entity that nothing refers to. */
    public CompletableFuture<Outcome> delete(Section section, String name, Precondition precondition, String actor) {
        return writer.work(present -> delete(present, section, name, precondition, actor));
    }

    /** The whole present market as a document that could be put back. */
    public CompletableFuture<String> document(boolean yaml) {
        return tagged(yaml).thenApply(Tagged::text);
    }

    /** The same with its ETag. */
    public CompletableFuture<Tagged> tagged(boolean yaml) {
        return writer.work(present -> {
            Node root = Documents.whole(present);
            return new Tagged(yaml ? NodeWriter.yaml(root) : NodeWriter.json(root), Precondition.tag(present));
        });
    }

    /** The whole market's document and ETag. */
    public record Tagged(String text, String tag) {}

    /** Has something computed that would take an event loop too long. */
    public <T> CompletableFuture<T> compute(Supplier<T> work) {
        return writer.work(present -> work.get());
    }

    /** How a document is changed. */
    @FunctionalInterface
    public interface Edit {
        Node apply(Node document, Problems problems);
    }

    /** Several entities at once, all or none. On the market's thread: what is there decides what is wanted. */
    CompletableFuture<Outcome> puts(String actor, boolean dryRun, Inventory.Wanted wanted) {
        return writer.work(present -> {
            Inventory.Puts puts = new Inventory.Puts();
            Refusal refusal = wanted.plan(present, puts);
            if (refusal != null) {
                return Outcome.refused(refusal);
            }
            Plan plan = new Planner(present, kept, abilities).puts(Inventory.inOrder(puts), new Problems());
            return carryOut(plan, dryRun, actor);
        });
    }

    /** For keys, which are no part of the document. On the market's thread: what is there decides what is done. */
    CompletableFuture<Outcome> change(Planned planned, String actor) {
        return writer.work(present -> {
            List<Change> changes = new ArrayList<>();
            Refusal refusal = planned.plan(present, changes);
            if (refusal != null) {
                return Outcome.refused(refusal);
            }
            return carryOut(new Plan(changes, 0, new Problems()), false, actor);
        });
    }

    /** Adds changes, or says why not. */
    interface Planned {
        @Nullable
        Refusal plan(Snapshot present, List<Change> changes);
    }

    private Outcome put(
            Snapshot present,
            Section section,
            String name,
            Node written,
            Problems problems,
            Precondition precondition,
            String actor) {
        Entity before = present.entity(section.kind(), name);
        if (!precondition.holds(before)) {
            return Outcome.refused(changedMeanwhile(before));
        }
        Outcome outcome =
                carryOut(new Planner(present, kept, abilities).put(section, name, written, problems), false, actor);
        if (outcome.refusal() != null) {
            return outcome;
        }
        Entity now = writer.present().entity(section.kind(), name);
        return new Outcome(null, now, before == null, outcome.differences(), outcome.unchanged());
    }

    private Outcome delete(Snapshot present, Section section, String name, Precondition precondition, String actor) {
        Entity entity = present.entity(section.kind(), name);
        if (entity == null) {
            return Outcome.refused(unknown(section, name));
        }
        if (!precondition.holds(entity)) {
            return Outcome.refused(changedMeanwhile(entity));
        }
        String referrer = References.to(entity, present);
        if (referrer != null) {
            return Outcome.refused(Refusal.of(409, "in_use", section.key() + "." + name + " is in use by " + referrer));
        }
        List<Change> changes = new ArrayList<>(ApiKeys.of(entity, present));
        changes.add(new Change(section.kind(), entity, null));
        return carryOut(new Plan(changes, 0, new Problems()), false, actor);
    }

    private Outcome carryOut(Plan plan, boolean dryRun, String actor) {
        if (!plan.problems().isEmpty()) {
            return Outcome.refused(Refusal.invalid(plan.problems()));
        }
        List<Outcome.Difference> differences = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (differences.size() < MOST_SHOWN && change.kind() != EntityKind.API_KEY) {
                differences.add(Outcome.Difference.of(change));
            }
        }
        Refusal refusal = dryRun || plan.changes().isEmpty() ? null : writer.make(plan.changes(), actor);
        return new Outcome(refusal, null, false, List.copyOf(differences), plan.unchanged());
    }

    private static Refusal unknown(Section section, String name) {
        return Refusal.of(404, "not_found", "There is no " + section.key() + "." + name + ".");
    }

    private static Refusal changedMeanwhile(@Nullable Entity entity) {
        String now = entity == null ? "there is nothing" : "its ETag is " + Precondition.tag(entity);
        return Refusal.of(412, "precondition_failed", "It is not as you expected: " + now + ".");
    }
}
