package io.gavel.core.market;

import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import io.gavel.message.StateWriter;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** All entities of the market, by kind and id. */
final class Book {
    private static final EntityKind[] KINDS = EntityKind.values();

    final Entities<Vertical> verticals = new Entities<>();
    final Entities<Seller> sellers = new Entities<>();
    final Entities<Campaign> campaigns = new Entities<>();
    final Entities<Buyer> buyers = new Entities<>();
    final Entities<Order> orders = new Entities<>();
    /** By kind; null for kinds that have their own list, or none. */
    private final @Nullable Entities<?>[] all = new Entities<?>[256];

    Book() {
        for (EntityKind kind : KINDS) {
            all[kind.value()] = switch (kind) {
                case VERTICAL -> verticals;
                case SELLER -> sellers;
                case CAMPAIGN -> campaigns;
                case BUYER -> buyers;
                case ORDER -> orders;
                case NULL_VAL -> null;
                default -> new Entities<Kept>();
            };
        }
    }

    @Nullable
    Entities<?> of(EntityKind kind) {
        return all[kind.value()];
    }

    /** The list of a kind whose documents are only kept; null for other kinds. */
    @SuppressWarnings("unchecked")
    @Nullable
    Entities<Kept> kept(EntityKind kind) {
        return switch (kind) {
            case VERTICAL, SELLER, CAMPAIGN, BUYER, ORDER, NULL_VAL -> null;
            default -> (Entities<Kept>) all[kind.value()];
        };
    }

    void add(EntityKind kind, Kept entity) {
        Entities<Kept> entities = kept(kind);
        if (entities != null) {
            entities.add(entity);
        }
    }

    void documents(DocumentVisitor visitor) {
        ExpandableArrayBuffer shown = new ExpandableArrayBuffer();
        for (EntityKind kind : KINDS) {
            Entities<?> entities = of(kind);
            for (Entity entity : entities == null ? List.<Entity>of() : entities.sorted()) {
                entity.show(shown);
                visitor.entity(
                        kind,
                        entity.id(),
                        entity.version(),
                        entity.deleted(),
                        shown.getStringWithoutLengthUtf8(entity.keyOffset(), entity.keyLength()),
                        shown,
                        entity.documentOffset(),
                        entity.documentLength(shown));
            }
        }
    }

    void writeState(StateWriter out) {
        ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        for (EntityKind kind : KINDS) {
            Entities<?> entities = of(kind);
            if (entities != null) {
                out.putInt(entities.size());
                for (Entity entity : entities.sorted()) {
                    entity.writeState(out, scratch);
                }
            }
        }
    }
}
