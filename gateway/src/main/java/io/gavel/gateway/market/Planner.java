package io.gavel.gateway.market;

import io.gavel.gateway.client.Signer;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import io.gavel.message.EntityKind;
import io.gavel.message.FilterCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns what somebody wants the market to be into a {@link Plan}, or into all that is wrong with it. One thread at a time. */
final class Planner {
    private static final int LONGEST_NAME = 100;
    private static final int LARGEST_DOCUMENT = 256 * 1024;

    private final Snapshot present;
    private final Kept kept;
    private final Predicate<String> prompts;
    private final CallAbilities abilities;

    Planner(Snapshot present, Kept kept) {
        this(present, kept, prompt -> true, CallAbilities.ALL);
    }

    Planner(Snapshot present, Kept kept, CallAbilities abilities) {
        this(present, kept, prompt -> true, abilities);
    }

    /** {@code prompts}: whether there is a prompt of a file name; {@code abilities}: what calls can do here. */
    Planner(Snapshot present, Kept kept, Predicate<String> prompts, CallAbilities abilities) {
        this.prompts = prompts;
        this.present = present;
        this.kept = kept;
        this.abilities = abilities;
    }

    /** The market as a whole document says; what it leaves out is deleted. */
    Plan whole(Node root, Problems problems) {
        if (!root.isMap()) {
            problems.add("", root, "expected a map of sections, found " + root.describe());
        }
        Draft draft = new Draft(present, true, prompts);
        Recoding recoding = new Recoding(present, draft);
        List<Change> changes = new ArrayList<>();
        currency(root, problems, changes);
        int unchanged = 0;
        for (Section section : Section.values()) {
            Node entities = section(root, section, problems);
            for (int i = 0; i < entities.keys().size(); i++) {
                String name = entities.keys().get(i);
                Change change = change(section, name, entities.values().get(i), draft, problems);
                if (change != null && (recoding.isNeeded(change) || isDifferent(change))) {
                    changes.add(change);
                } else {
                    unchanged++;
                }
            }
        }
        unknownSections(root, problems);
        changes.addAll(removed(draft));
        return new Plan(problems.isEmpty() ? changes : List.of(), unchanged, problems);
    }

    /** One entity as a document says, the rest as it is. */
    Plan put(Section section, String name, Node written, Problems problems) {
        Draft draft = new Draft(present, false, prompts);
        List<Change> changes = new ArrayList<>();
        Change change = change(section, name, written, draft, problems);
        if (change != null && isDifferent(change)) {
            changes.add(change);
            changes.addAll(new Recoding(present, draft).dependents(change, problems));
        }
        return new Plan(problems.isEmpty() ? changes : List.of(), changes.isEmpty() ? 1 : 0, problems);
    }

    /** One entity as a document says. */
    record Put(Section section, String name, Node document) {}

    /** Several entities as documents say, in this order, the rest as it is; a later document of the same entity takes its place. */
    Plan puts(List<Put> puts, Problems problems) {
        Draft draft = new Draft(present, false, prompts);
        List<Change> changes = new ArrayList<>();
        for (Put put : puts) {
            Change change = change(put.section(), put.name(), put.document(), draft, problems);
            if (change != null && isDifferent(change)) {
                changes.add(change);
            }
        }
        return new Plan(problems.isEmpty() ? changes : List.of(), puts.size() - changes.size(), problems);
    }

    private @Nullable Change change(Section section, String name, Node written, Draft draft, Problems problems) {
        String path = section.key() + "." + name;
        if (!isName(section, name)) {
            problems.add(
                    path,
                    written,
                    "a name has 1 to " + LONGEST_NAME + " letters, digits and . _ - and begins with a letter or digit");
            return null;
        }
        checkSigningSecret(path, written, problems);
        EntityKind kind = section.kind();
        Entity before = present.entity(kind, name);
        Node document = kept.of(section, written, before == null ? rememberedFieldIds(kind, name) : parse(before));
        Entity after = new Entity(kind, draft.idOf(kind, name), name, 0, false, NodeWriter.json(document));
        Listed listed = EntityReader.read(section, after, document, draft, problems);
        claimKey(section, name, document, draft, problems);
        claimNumbers(path, written, listed, draft, problems);
        checkSize(path, written, listed, problems);
        checkAbilities(path, written, listed, problems);
        draft.put(listed);
        return new Change(kind, before, listed);
    }

    /** A mistyped one would be signed with as a text, and nobody could verify that. Looked at before it is sealed. */
    private static void checkSigningSecret(String path, Node written, Problems problems) {
        Node secret = written.isMap() ? written.get("signing_secret") : null;
        if (secret != null && Signer.isMistyped(secret.text())) {
            problems.add(path + ".signing_secret", secret, "expected base64 behind whsec_");
        }
    }

    /** A vertical that was deleted and comes back goes on with the ids that its fields had. */
    private Node rememberedFieldIds(EntityKind kind, String name) {
        if (kind != EntityKind.VERTICAL) {
            return Node.EMPTY_MAP;
        }
        Entity deleted = present.entity(kind, present.idOf(kind, name));
        return deleted == null ? Node.EMPTY_MAP : parse(deleted);
    }

    private void claimKey(Section section, String name, Node document, Draft draft, Problems problems) {
        Node hash = document.get(Kept.API_KEY_HASH);
        if (hash == null || (section != Section.SELLERS && section != Section.BUYERS)) {
            return;
        }
        String path = section.key() + "." + name;
        if (draft.claimKey(hash.text(), path) != null || present.ownsAnother(hash.text(), section.kind(), name)) {
            problems.add(path + "." + Kept.API_KEY, hash, "is somebody else's key already");
        }
    }

    /** A number leads to one place: a static number, or one pool. */
    private static void claimNumbers(String path, Node written, Listed listed, Draft draft, Problems problems) {
        if (listed instanceof PoolInfo pool) {
            for (List<Long> numbers : List.of(pool.numbers(), pool.retiring())) {
                numbers.forEach(digits -> claimNumber(digits, path, written, draft, problems));
            }
            if (pool.overflow() != 0) {
                claimNumber(pool.overflow(), path, written, draft, problems);
            }
        } else if (listed instanceof NumberInfo number
                && DeliverReader.isNumber(number.name())
                && (number.isStatic() || number.portedOut())) {
            claimNumber(NumberReader.digits(number.name()), path, written, draft, problems);
        }
    }

    private static void claimNumber(long digits, String path, Node written, Draft draft, Problems problems) {
        NumberInfo info = path.startsWith(Section.POOLS.key() + ".") ? draft.number("+" + digits) : null;
        if (info != null && (info.isStatic() || info.portedOut())) {
            return; // the pool's reader has said so
        }
        String other = draft.claimNumber(digits, path);
        if (other != null) {
            problems.add(path, written, "+" + digits + " is in " + other + " too");
        }
    }

    private void checkAbilities(String path, Node written, Listed listed, Problems problems) {
        String problem = abilities.problem(listed);
        if (problem != null) {
            int colon = problem.indexOf(':');
            problems.add(path + '.' + problem.substring(0, colon), written, problem.substring(colon + 2));
        }
    }

    private static void checkSize(String path, Node written, Listed listed, Problems problems) {
        if (listed.entity().document().length() > LARGEST_DOCUMENT) {
            problems.add(path, written, "is larger than " + LARGEST_DOCUMENT + " characters");
        }
        if (listed instanceof OrderReader.Order order
                && FilterCompiler.compile(order.detail().filter()).length > FilterCode.MAX_BYTES) {
            problems.add(path + ".filter", written, "is larger than " + FilterCode.MAX_BYTES + " bytes when compiled");
        }
    }

    private List<Change> removed(Draft draft) {
        List<Change> removed = new ArrayList<>();
        for (Section section : Section.values()) {
            EntityKind kind = section.kind();
            for (int id = 1; id < present.end(kind); id++) {
                Entity entity = present.entity(kind, id);
                if (entity != null && !entity.deleted() && !draft.has(kind, entity.name())) {
                    removed.add(new Change(kind, entity, null));
                }
            }
        }
        Collections.reverse(removed);
        return removed;
    }

    private void currency(Node root, Problems problems, List<Change> changes) {
        Node node = root.get(Settlement.CURRENCY);
        String currency = node == null || node.isNull() ? present.currency() : node.text();
        if (!Settlement.isCurrency(currency)) {
            problems.add(Settlement.CURRENCY, node == null ? root : node, "expected a currency like USD (ISO 4217)");
            return;
        }
        Entity before = present.entity(EntityKind.SETTINGS, Settlement.NAME);
        boolean inUse = present.end(EntityKind.ORDER) > 1;
        if (inUse && !currency.equals(present.currency())) {
            problems.add(
                    Settlement.CURRENCY,
                    node == null ? root : node,
                    "cannot change: the accounts are in " + present.currency());
        } else if (before == null || !currency.equals(present.currency())) {
            changes.add(new Change(EntityKind.SETTINGS, before, Settlement.of(currency)));
        }
    }

    private static Node section(Node root, Section section, Problems problems) {
        Node entities = root.get(section.key());
        if (entities == null || entities.isNull()) {
            return Node.EMPTY_MAP;
        }
        if (!entities.isMap()) {
            problems.add(section.key(), entities, "expected a map of names, found " + entities.describe());
            return Node.EMPTY_MAP;
        }
        return entities;
    }

    private static void unknownSections(Node root, Problems problems) {
        List<String> known = new ArrayList<>(List.of(Settlement.CURRENCY));
        for (Section section : Section.values()) {
            known.add(section.key());
        }
        for (int i = 0; i < root.keys().size(); i++) {
            String key = root.keys().get(i);
            if (!known.contains(key)) {
                problems.add(key, root.values().get(i), "is no section" + Suggestion.of(key, known));
            }
        }
    }

    static boolean isName(Section section, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        if (section == Section.NUMBERS) {
            return true; // their reader says what is wrong with them
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && (i == 0 || "._-".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }

    static Node parse(Entity entity) {
        return entity.document().isEmpty() ? Node.EMPTY_MAP : NodeReader.json(entity.document(), new Problems());
    }

    private static boolean isDifferent(Change change) {
        Entity before = change.before();
        Listed after = change.after();
        if (before == null || after == null) {
            return before != null || after != null;
        }
        Entity now = after.entity();
        return !before.document().equals(now.document()) && !Node.same(parse(before), parse(now));
    }
}
