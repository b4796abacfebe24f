package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;

/** Kept documents as people may see them: nothing secret. Any thread. */
public final class Documents {
    private Documents() {}

    /** One entity's document; an empty map for none. */
    public static Node shown(EntityKind kind, String kept) {
        Node document = kept.isEmpty() ? Node.EMPTY_MAP : NodeReader.json(kept, new Problems());
        if (kind == EntityKind.API_KEY) {
            return document.with(Keys.HASH, null, Keys.OWNER_ID);
        }
        return Kept.shown(document);
    }

    /** The word for a kind: its section, {@code keys} or {@code settings}. */
    public static String word(EntityKind kind) {
        Section section = Section.of(kind);
        return section != null ? section.key() : kind == EntityKind.API_KEY ? "keys" : "settings";
    }

    /** The whole market as one document. */
    static Node whole(Snapshot present) {
        Node root = Node.map(0);
        root.put(Settlement.CURRENCY, Node.scalar(Node.Kind.TEXT, 0, present.currency()));
        for (Section section : Section.values()) {
            Node entities = Node.map(0);
            for (int id = 1; id < present.end(section.kind()); id++) {
                Entity entity = present.entity(section.kind(), id);
                if (entity != null && !entity.deleted()) {
                    entities.put(entity.name(), shown(section.kind(), entity.document()));
                }
            }
            if (!entities.keys().isEmpty()) {
                root.put(section.key(), entities);
            }
        }
        return root;
    }
}
