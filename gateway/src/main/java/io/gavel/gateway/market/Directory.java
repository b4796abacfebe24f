package io.gavel.gateway.market;

import io.gavel.gateway.http.Principal;
import io.gavel.message.EntityKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The present market by name and by id, for every edge. One thread writes (the consumer of the output ring); any thread
 * reads {@link #now()} and what hangs on it, without locks.
 */
public final class Directory {
    /** Currency until the market document names one. */
    public static final String CURRENCY = "USD";

    private final Map<EntityKind, Map<String, Integer>> names = new EnumMap<>(EntityKind.class);
    private final Keys keys = new Keys();
    private volatile Snapshot now;

    public Directory() {
        for (EntityKind kind : EntityKind.values()) {
            names.put(kind, new ConcurrentHashMap<>());
        }
        now = new Snapshot(new EnumMap<>(EntityKind.class), CURRENCY);
    }

    /** The market as it is now. Keep it for one request, not longer. */
    public Snapshot now() {
        return now;
    }

    /**
     * Who owns an API key; null if nobody does, or it was revoked. Costs one map look-up for a key that was seen before, one
     * SHA-256 for others.
     */
    public @Nullable Principal authenticate(String key) {
        return keys.owner(key);
    }

    /** An immutable view of the market. By id also what is deleted is found (look at {@code entity().deleted()}); by name not. */
    public final class Snapshot implements Known {
        private final Map<EntityKind, Table<? extends Listed>> tables;
        private final String currency;

        Snapshot(Map<EntityKind, Table<? extends Listed>> tables, String currency) {
            this.tables = tables;
            this.currency = currency;
        }

        /** ISO 4217, for example {@code USD}. */
        public String currency() {
            return currency;
        }

        @Override
        public @Nullable Vertical vertical(int id) {
            return (Vertical) find(EntityKind.VERTICAL, id);
        }

        @Override
        public @Nullable Vertical vertical(String name) {
            return (Vertical) find(EntityKind.VERTICAL, name);
        }

        public @Nullable SellerInfo seller(int id) {
            return (SellerInfo) find(EntityKind.SELLER, id);
        }

        @Override
        public @Nullable SellerInfo seller(String name) {
            return (SellerInfo) find(EntityKind.SELLER, name);
        }

        public @Nullable CampaignInfo campaign(int id) {
            return (CampaignInfo) find(EntityKind.CAMPAIGN, id);
        }

        @Override
        public @Nullable CampaignInfo campaign(String name) {
            return (CampaignInfo) find(EntityKind.CAMPAIGN, name);
        }

        public @Nullable BuyerInfo buyer(int id) {
            return (BuyerInfo) find(EntityKind.BUYER, id);
        }

        @Override
        public @Nullable BuyerInfo buyer(String name) {
            return (BuyerInfo) find(EntityKind.BUYER, name);
        }

        public @Nullable OrderInfo order(int id) {
            return (OrderInfo) find(EntityKind.ORDER, id);
        }

        public @Nullable OrderInfo order(String name) {
            return (OrderInfo) find(EntityKind.ORDER, name);
        }

        /** What a kind's id names: anything of the market, also what the engine only keeps; null if unknown. */
        public @Nullable Entity entity(EntityKind kind, int id) {
            Listed found = find(kind, id);
            return found == null ? null : found.entity();
        }

        /** What lives under a name, or null. */
        public @Nullable Entity entity(EntityKind kind, String name) {
            Listed found = find(kind, name);
            return found == null ? null : found.entity();
        }

        @Override
        public boolean has(EntityKind kind, String name) {
            return find(kind, name) != null;
        }

        /** Above every id of a kind: to walk them all, from 1. */
        public int end(EntityKind kind) {
            Table<? extends Listed> table = tables.get(kind);
            return table == null ? 0 : table.end();
        }

        private @Nullable Listed find(EntityKind kind, int id) {
            Table<? extends Listed> table = tables.get(kind);
            return table == null ? null : table.get(id);
        }

        private @Nullable Listed find(EntityKind kind, String name) {
            Map<String, Integer> ids = names.get(kind);
            Integer id = ids == null ? null : ids.get(name);
            Listed found = id == null ? null : find(kind, id);
            return found == null || found.entity().deleted() ? null : found;
        }
    }
}
