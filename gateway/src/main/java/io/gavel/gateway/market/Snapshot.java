package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import io.gavel.message.EntityKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of the market. By id also what is deleted is found, as far as it is remembered (look at
 * {@code entity().deleted()}); by name not. Look-ups allocate nothing. Any thread.
 */
public final class Snapshot implements Known {
    /** Names and their ids only grow, so all snapshots share them; what a snapshot does not have yet is not in its tables. */
    private final Map<EntityKind, Map<String, Integer>> names;

    private final Map<EntityKind, Table<Listed>> tables;
    private final Keys keys;
    private final PoolNumbers poolNumbers;
    private final String currency;

    Snapshot(
            Map<EntityKind, Map<String, Integer>> names,
            Map<EntityKind, Table<Listed>> tables,
            PoolNumbers poolNumbers,
            Keys keys,
            String currency) {
        this.poolNumbers = poolNumbers;
        this.names = names;
        this.keys = keys;
        this.tables = tables;
        this.currency = currency;
    }

    /** ISO 4217, for example {@code USD}. */
    public String currency() {
        return currency;
    }

    @Override
    public @Nullable Vertical vertical(int id) {
        return find(EntityKind.VERTICAL, id) instanceof Vertical vertical ? vertical : null;
    }

    @Override
    public @Nullable Vertical vertical(String name) {
        return find(EntityKind.VERTICAL, name) instanceof Vertical vertical ? vertical : null;
    }

    public @Nullable SellerInfo seller(int id) {
        return find(EntityKind.SELLER, id) instanceof SellerInfo seller ? seller : null;
    }

    @Override
    public @Nullable SellerInfo seller(String name) {
        return find(EntityKind.SELLER, name) instanceof SellerInfo seller ? seller : null;
    }

    public @Nullable CampaignInfo campaign(int id) {
        return find(EntityKind.CAMPAIGN, id) instanceof CampaignInfo campaign ? campaign : null;
    }

    @Override
    public @Nullable CampaignInfo campaign(String name) {
        return find(EntityKind.CAMPAIGN, name) instanceof CampaignInfo campaign ? campaign : null;
    }

    public @Nullable BuyerInfo buyer(int id) {
        return find(EntityKind.BUYER, id) instanceof BuyerInfo buyer ? buyer : null;
    }

    @Override
    public @Nullable BuyerInfo buyer(String name) {
        return find(EntityKind.BUYER, name) instanceof BuyerInfo buyer ? buyer : null;
    }

    /** Also a deleted one, if it was there since the start: what is under way is still delivered. */
    public @Nullable OrderInfo order(int id) {
        return find(EntityKind.ORDER, id) instanceof OrderInfo order ? order : null;
    }

    public @Nullable OrderInfo order(String name) {
        return find(EntityKind.ORDER, name) instanceof OrderInfo order ? order : null;
    }

    /** By its id; null if it is unknown or deleted. */
    public @Nullable CarrierInfo carrier(int id) {
        return find(EntityKind.CARRIER, id) instanceof CarrierInfo carrier ? carrier : null;
    }

    @Override
    public @Nullable CarrierInfo carrier(String name) {
        return find(EntityKind.CARRIER, name) instanceof CarrierInfo carrier ? carrier : null;
    }

    @Override
    public @Nullable FlowInfo flow(String name) {
        return find(EntityKind.FLOW, name) instanceof FlowInfo flow ? flow : null;
    }

    /** By its id; null if it is unknown or deleted. */
    public @Nullable NumberInfo number(int id) {
        return find(EntityKind.NUMBER, id) instanceof NumberInfo info ? info : null;
    }

    /** A tracking number, E.164 with its plus. */
    @Override
    public @Nullable NumberInfo number(String number) {
        return find(EntityKind.NUMBER, number) instanceof NumberInfo info ? info : null;
    }

    /** A number with a campaign of its own; null also for one that is in a pool, or only in the inventory. */
    public @Nullable NumberInfo staticNumber(String number) {
        NumberInfo info = number(number);
        return info == null || !info.isStatic() ? null : info;
    }

    /** By its id; null if it is unknown or deleted. */
    public @Nullable PoolInfo pool(int id) {
        return find(EntityKind.POOL, id) instanceof PoolInfo info
                        && !info.entity().deleted()
                ? info
                : null;
    }

    public @Nullable PoolInfo pool(String name) {
        return find(EntityKind.POOL, name) instanceof PoolInfo info ? info : null;
    }

    /** The pool that a number is in, by the number's digits; null if it is in none. */
    public @Nullable PoolInfo poolOf(long digits) {
        return pool(poolNumbers.of(digits));
    }

    /** Filter, hours, caps and the rest, read from the order's document; or from an older version of it. */
    public OrderDetail detail(String document) {
        Node kept = NodeReader.json(document, new Problems());
        return OrderReader.detail(new Reading(kept, "", new Problems()), this);
    }

    /** A flow as a document says, that nobody keeps; what is wrong with it is left out. */
    public FlowInfo flow(Node document) {
        Entity entity = new Entity(EntityKind.FLOW, 0, "draft", 0, false, "");
        return FlowReader.read(entity, document, "", this, new Problems());
    }

    /** Any entity, also what the engine only keeps, also what is deleted; null if unknown. */
    public @Nullable Entity entity(EntityKind kind, int id) {
        Listed found = find(kind, id);
        return found == null ? null : found.entity();
    }

    /** What lives under a name, or null. */
    public @Nullable Entity entity(EntityKind kind, String name) {
        Listed found = find(kind, name);
        return found == null ? null : found.entity();
    }

    /** The name of an id, also of what is deleted; {@code ""} if unknown. */
    public String name(EntityKind kind, int id) {
        Listed found = find(kind, id);
        return found == null ? "" : found.name();
    }

    @Override
    public boolean has(EntityKind kind, String name) {
        return find(kind, name) != null;
    }

    @Override
    public String near(EntityKind kind, String wrong) {
        Map<String, Integer> ids = names.get(kind);
        return ids == null ? "" : Suggestion.of(wrong, ids.keySet());
    }

    /** Above every id of a kind: to walk them all, from 1. */
    public int end(EntityKind kind) {
        Table<Listed> table = tables.get(kind);
        return table == null ? 1 : Math.max(1, table.end());
    }

    /** The id that a name has for ever, also if what it named is deleted; 0 if it never had one. */
    public int idOf(EntityKind kind, String name) {
        Map<String, Integer> ids = names.get(kind);
        Integer id = ids == null ? null : ids.get(name);
        return id == null ? 0 : id;
    }

    /** The same market with other tables. */
    Snapshot with(Map<EntityKind, Table<Listed>> newTables, String newCurrency) {
        Table<Listed> pools = newTables.get(EntityKind.POOL);
        boolean changed = pools != null && pools != tables.get(EntityKind.POOL);
        PoolNumbers numbers = changed && pools != null ? PoolNumbers.of(pools) : poolNumbers;
        return new Snapshot(names, newTables, numbers, keys, newCurrency);
    }

    /** Whether a key's hash is kept for somebody else than this seller or buyer. */
    boolean ownsAnother(String hash, EntityKind kind, String name) {
        Principal owner = keys.ownerOfHash(hash);
        Role role = kind == EntityKind.SELLER ? Role.SELLER : Role.BUYER;
        return owner != null && (owner.role() != role || !owner.name().equals(name));
    }

    Map<EntityKind, Map<String, Integer>> names() {
        return names;
    }

    Map<EntityKind, Table<Listed>> tables() {
        return tables;
    }

    @Nullable
    Listed find(EntityKind kind, int id) {
        Table<Listed> table = tables.get(kind);
        return table == null ? null : table.get(id);
    }

    @Nullable
    Listed find(EntityKind kind, String name) {
        int id = idOf(kind, name);
        Listed found = id == 0 ? null : find(kind, id);
        return found == null || found.entity().deleted() ? null : found;
    }
}
