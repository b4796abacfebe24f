package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.message.EntityKind;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keys of the API that are no part of the market document: of operators and analysts, and further ones of sellers and buyers. */
public final class ApiKeys {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";
    private static final int KEY_LENGTH = 40;
    private static final int ID_LENGTH = 12;
    private static final int LONGEST_LABEL = 100;

    private final Market market;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public ApiKeys(Market market, InstantSource clock) {
        this.market = market;
        this.clock = clock;
    }

    /**
     * A key that was made.
     *
     * @param refusal why not; null: it was
     * @param id names it from now on
     * @param key in clear: shown this once, kept hashed
     */
    public record Made(@Nullable Refusal refusal, String id, String key) {}

    /**
     * Makes a key.
     *
     * @param owner the name of a seller or buyer; "" for operators and analysts
     * @param label for people
     */
    public CompletableFuture<Made> create(Role role, String owner, String label, String actor) {
        String key = "gvl_" + text(KEY_LENGTH);
        String id = text(ID_LENGTH).toLowerCase(Locale.ROOT);
        return create(id, key, role, owner, label, actor).thenApply(outcome -> new Made(outcome.refusal(), id, key));
    }

    /** Makes a key of a given id and text; one that is there under this id is replaced. */
    CompletableFuture<Outcome> create(String id, String key, Role role, String owner, String label, String actor) {
        return market.change(
                (present, changes) -> {
                    if (label.length() > LONGEST_LABEL) {
                        return Refusal.of(422, "fields_invalid", "label: at most " + LONGEST_LABEL + " characters");
                    }
                    Entity of = owner(role, owner, present);
                    boolean needed = role == Role.SELLER || role == Role.BUYER;
                    if (needed != (of != null)) {
                        return Refusal.of(
                                422, "fields_invalid", "owner: there is no " + word(role) + " \"" + owner + "\"");
                    }
                    Entity before = present.entity(EntityKind.API_KEY, id);
                    int known = present.idOf(EntityKind.API_KEY, id);
                    int entityId = known == 0 ? present.end(EntityKind.API_KEY) : known;
                    String document = document(key, role, of, label);
                    Entity after = new Entity(EntityKind.API_KEY, entityId, id, 0, false, document);
                    changes.add(new Change(EntityKind.API_KEY, before, new Other(after)));
                    return null;
                },
                actor);
    }

    /** Takes a key back; requests with it are refused from then on. The last operator's stays. */
    public CompletableFuture<Outcome> revoke(String id, String actor) {
        return market.change(
                (present, changes) -> {
                    Entity entity = present.entity(EntityKind.API_KEY, id);
                    if (entity == null) {
                        return Refusal.of(404, "not_found", "There is no key " + id + ".");
                    }
                    if (isOperators(entity) && operators(present) == 1) {
                        return Refusal.of(
                                409, "last_operator_key", "It is the last operator's key: make another first.");
                    }
                    changes.add(new Change(EntityKind.API_KEY, entity, null));
                    return null;
                },
                actor);
    }

    /** How many keys of operators there are. */
    static int operators(Snapshot present) {
        int count = 0;
        for (int id = 1; id < present.end(EntityKind.API_KEY); id++) {
            Entity entity = present.entity(EntityKind.API_KEY, id);
            count += entity != null && !entity.deleted() && isOperators(entity) ? 1 : 0;
        }
        return count;
    }

    /** What becomes of a seller's or buyer's further keys when it is deleted. */
    static List<Change> of(Entity owner, Snapshot present) {
        List<Change> revoked = new ArrayList<>();
        Role role = owner.kind() == EntityKind.SELLER ? Role.SELLER : Role.BUYER;
        if (owner.kind() != EntityKind.SELLER && owner.kind() != EntityKind.BUYER) {
            return revoked;
        }
        for (int id = 1; id < present.end(EntityKind.API_KEY); id++) {
            Entity key = present.entity(EntityKind.API_KEY, id);
            if (key != null
                    && !key.deleted()
                    && has(key, Keys.ROLE, word(role))
                    && has(key, Keys.OWNER, owner.name())) {
                revoked.add(new Change(EntityKind.API_KEY, key, null));
            }
        }
        return revoked;
    }

    /** A key as it is shown: without its hash. */
    public static Node shown(Entity key) {
        Node id = Node.map(0);
        id.put("id", Node.scalar(Node.Kind.TEXT, 0, key.name()));
        Node document = Planner.parse(key);
        for (int i = 0; i < document.keys().size(); i++) {
            String name = document.keys().get(i);
            if (!name.equals(Keys.HASH) && !name.equals(Keys.OWNER_ID)) {
                id.put(name, document.values().get(i));
            }
        }
        return id;
    }

    private String document(String key, Role role, @Nullable Entity owner, String label) {
        Node document = Node.map(0);
        document.put(Keys.ROLE, Node.scalar(Node.Kind.TEXT, 0, word(role)));
        if (owner != null) {
            document.put(Keys.OWNER, Node.scalar(Node.Kind.TEXT, 0, owner.name()));
            document.put(Keys.OWNER_ID, Node.scalar(Node.Kind.NUMBER, 0, Integer.toString(owner.id())));
        }
        document.put("label", Node.scalar(Node.Kind.TEXT, 0, label));
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        document.put("created_at", Node.scalar(Node.Kind.TEXT, 0, now));
        document.put(Keys.HASH, Node.scalar(Node.Kind.TEXT, 0, Keys.hash(key)));
        return NodeWriter.json(document);
    }

    private static @Nullable Entity owner(Role role, String name, Snapshot present) {
        return switch (role) {
            case SELLER -> present.entity(EntityKind.SELLER, name);
            case BUYER -> present.entity(EntityKind.BUYER, name);
            default -> null;
        };
    }

    private static boolean isOperators(Entity key) {
        return has(key, Keys.ROLE, word(Role.OPERATOR));
    }

    private static boolean has(Entity key, String name, String value) {
        Node node = NodeReader.json(key.document(), new Problems()).get(name);
        return node != null && node.text().equals(value);
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
