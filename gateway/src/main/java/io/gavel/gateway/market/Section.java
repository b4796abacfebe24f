package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import org.jspecify.annotations.Nullable;

/**
 * The sections of the market document, in the order in which they refer to each other: what comes later may name what comes
 * earlier (flows, numbers and pools are checked when all is known).
 */
public enum Section {
    VERTICALS("verticals", EntityKind.VERTICAL),
    SELLERS("sellers", EntityKind.SELLER),
    CARRIERS("carriers", EntityKind.CARRIER),
    FLOWS("flows", EntityKind.FLOW),
    BUYERS("buyers", EntityKind.BUYER),
    CAMPAIGNS("campaigns", EntityKind.CAMPAIGN),
    ORDERS("orders", EntityKind.ORDER),
    NUMBERS("numbers", EntityKind.NUMBER),
    POOLS("pools", EntityKind.POOL),
    WEBHOOKS("webhooks", EntityKind.WEBHOOK);

    private static final Section[] ALL = values();

    private final String key;
    private final EntityKind kind;

    Section(String key, EntityKind kind) {
        this.key = key;
        this.kind = kind;
    }

    /** In the document and in paths, for example {@code orders}. */
    public String key() {
        return key;
    }

    public EntityKind kind() {
        return kind;
    }

    /** The section of a word, or null. */
    public static @Nullable Section of(String key) {
        for (Section section : ALL) {
            if (section.key.equals(key)) {
                return section;
            }
        }
        return null;
    }

    /** The section of a kind, or null (keys and settings have none). */
    public static @Nullable Section of(EntityKind kind) {
        for (Section section : ALL) {
            if (section.kind == kind) {
                return section;
            }
        }
        return null;
    }
}
