package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form in which an entity's document is kept and journaled, and the form in which it is shown. Kept, an {@code api_key} is
 * {@code api_key_hash}, other secrets are sealed, and a vertical remembers the ids of its fields ({@code field_ids}). Shown,
 * a secret is only said to be there ({@code api_key_set: true}). A document that leaves a secret out keeps it; one that says
 * {@code api_key: null} drops it. Any thread.
 */
final class Kept {
    static final String API_KEY = "api_key";
    static final String API_KEY_HASH = "api_key_hash";
    static final String FIELD_IDS = "field_ids";

    private static final String SET = "_set";
    private static final List<String> SECRETS = List.of("password", "signing_secret", "token");
    /** Maps of a carrier that have secrets of their own. */
    private static final List<String> NESTED = List.of("outbound", "webhook");

    private final Sealer sealer;

    Kept(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * What is kept of a document.
     *
     * @param written as somebody wrote it (or as it was shown)
     * @param before what is kept of the same entity now; an empty map if there is none
     */
    Node of(Section section, Node written, Node before) {
        if (!written.isMap()) {
            return written;
        }
        return switch (section) {
            case VERTICALS -> withFieldIds(written, before);
            case SELLERS -> withHash(written, before);
            case BUYERS, WEBHOOKS, CARRIERS -> withSecrets(withHash(written, before), before);
            default -> written;
        };
    }

    /** What people may see of a kept document. */
    static Node shown(Node kept) {
        Node shown = kept;
        for (String key : kept.keys()) {
            if (key.equals(FIELD_IDS)) {
                shown = shown.with(FIELD_IDS, null);
            } else if (key.equals(API_KEY_HASH)) {
                shown = shown.with(API_KEY + SET, said(), API_KEY_HASH);
            } else if (SECRETS.contains(key)) {
                shown = shown.with(key + SET, said(), key);
            } else if (NESTED.contains(key)) {
                Node nested = shown.get(key);
                shown = nested == null ? shown : shown.with(key, shown(nested));
            }
        }
        return shown;
    }

    private static Node said() {
        return Node.scalar(Node.Kind.BOOLEAN, 0, "true");
    }

    private Node withHash(Node written, Node before) {
        Node clear = written.get(API_KEY);
        Node without = written.with(API_KEY + SET, null);
        if (clear == null) {
            Node hash = before.get(API_KEY_HASH);
            return hash == null || written.get(API_KEY_HASH) != null ? without : without.with(API_KEY_HASH, hash);
        }
        if (clear.isNull()) {
            return without.with(API_KEY, null);
        }
        boolean scalar = clear.kind() == Node.Kind.TEXT || clear.kind() == Node.Kind.NUMBER;
        if (!scalar || !PartyReader.isKey(clear.text())) {
            return without; // the reader says what is wrong with it
        }
        Node hash = Node.scalar(Node.Kind.TEXT, clear.line(), Keys.hash(clear.text()));
        return without.with(API_KEY_HASH, hash, API_KEY);
    }

    private Node withSecrets(Node written, Node before) {
        Node kept = written;
        for (String key : SECRETS) {
            Node clear = kept.get(key);
            Node old = before.get(key);
            kept = kept.with(key + SET, null);
            if (clear == null && old != null) {
                kept = kept.with(key, old);
            } else if (clear != null && clear.isNull()) {
                kept = kept.with(key, null);
            } else if (clear != null && clear.kind() != Node.Kind.MAP && clear.kind() != Node.Kind.LIST) {
                kept = kept.with(key, sealed(clear, old));
            }
        }
        for (String key : NESTED) {
            Node nested = kept.get(key);
            if (nested != null && nested.isMap()) {
                Node old = before.get(key);
                kept = kept.with(key, withSecrets(nested, old == null ? Node.EMPTY_MAP : old));
            }
        }
        return kept;
    }

    /** The old sealed text if it says the same: an unchanged document stays unchanged. */
    private Node sealed(Node clear, @Nullable Node old) {
        if (Sealer.isSealed(clear.text())) {
            return clear;
        }
        if (old != null && Sealer.isSealed(old.text())) {
            try {
                if (sealer.open(old.text()).equals(clear.text())) {
                    return old;
                }
            } catch (IllegalArgumentException e) {
                // sealed by another key: sealed anew
            }
        }
        return Node.scalar(Node.Kind.TEXT, clear.line(), sealer.seal(clear.text()));
    }

    /** Ids of fields, the old ones first; a field that is gone keeps its id, so that none is given twice. */
    private static Node withFieldIds(Node written, Node before) {
        Node ids = Node.map(written.line());
        int last = 0;
        Node old = before.get(FIELD_IDS);
        for (int i = 0; old != null && i < old.keys().size(); i++) {
            ids.put(old.keys().get(i), old.values().get(i));
            last = Math.max(last, Integer.parseInt(old.values().get(i).text()));
        }
        Node fields = written.get("fields");
        for (int i = 0; fields != null && i < fields.keys().size(); i++) {
            String name = fields.keys().get(i);
            if (ids.get(name) == null && last < Vertical.FIELDS) {
                last++;
                ids.put(name, Node.scalar(Node.Kind.NUMBER, 0, Integer.toString(last)));
            }
        }
        return written.with(FIELD_IDS, ids);
    }
}
