package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The present market and what was put in since it was last shown. One thread. */
final class Latest implements Known {
    private final Directory directory;
    private final Map<EntityKind, Map<Integer, Listed>> byId = new EnumMap<>(EntityKind.class);
    private final Map<EntityKind, Map<String, Listed>> byName = new EnumMap<>(EntityKind.class);

    Latest(Directory directory) {
        this.directory = directory;
    }

    void put(Listed listed) {
        EntityKind kind = listed.entity().kind();
        byId.computeIfAbsent(kind, unused -> new HashMap<>()).put(listed.id(), listed);
        byName.computeIfAbsent(kind, unused -> new HashMap<>()).put(listed.name(), listed);
    }

    /** The next snapshot; what was put in is then in there. */
    Snapshot applyTo(Snapshot now) {
        Map<EntityKind, Table<Listed>> tables = new EnumMap<>(now.tables());
        byId.forEach((kind, changed) -> {
            List<Listed> all = new ArrayList<>(changed.values());
            Table<Listed> before = tables.get(kind);
            tables.put(kind, (before == null ? new Table<Listed>() : before).with(all));
        });
        String currency = currency(now);
        byId.clear();
        byName.clear();
        return now.with(tables, currency);
    }

    @Nullable
    Entity entity(EntityKind kind, int id) {
        Listed found = find(kind, id);
        return found == null ? null : found.entity();
    }

    @Override
    public @Nullable Vertical vertical(int id) {
        return find(EntityKind.VERTICAL, id) instanceof Vertical vertical ? vertical : null;
    }

    @Override
    public @Nullable Vertical vertical(String name) {
        return find(EntityKind.VERTICAL, name) instanceof Vertical vertical ? vertical : null;
    }

    @Override
    public @Nullable SellerInfo seller(String name) {
        return find(EntityKind.SELLER, name) instanceof SellerInfo seller ? seller : null;
    }

    @Override
    public @Nullable CampaignInfo campaign(String name) {
        return find(EntityKind.CAMPAIGN, name) instanceof CampaignInfo campaign ? campaign : null;
    }

    @Override
    public @Nullable FlowInfo flow(String name) {
        return find(EntityKind.FLOW, name) instanceof FlowInfo flow ? flow : null;
    }

    @Override
    public @Nullable CarrierInfo carrier(String name) {
        return find(EntityKind.CARRIER, name) instanceof CarrierInfo carrier ? carrier : null;
    }

    @Override
    public @Nullable NumberInfo number(String name) {
        return find(EntityKind.NUMBER, name) instanceof NumberInfo info ? info : null;
    }

    @Override
    public @Nullable BuyerInfo buyer(String name) {
        return find(EntityKind.BUYER, name) instanceof BuyerInfo buyer ? buyer : null;
    }

    @Override
    public boolean has(EntityKind kind, String name) {
        Listed found = find(kind, name);
        return found != null && !found.entity().deleted();
    }

    @Override
    public String near(EntityKind kind, String wrong) {
        return "";
    }

    private @Nullable Listed find(EntityKind kind, int id) {
        Map<Integer, Listed> changed = byId.get(kind);
        Listed found = changed == null ? null : changed.get(id);
        return found == null ? directory.now().find(kind, id) : found;
    }

    private @Nullable Listed find(EntityKind kind, String name) {
        Map<String, Listed> changed = byName.get(kind);
        Listed found = changed == null ? null : changed.get(name);
        return found == null ? directory.now().find(kind, name) : found;
    }

    private String currency(Snapshot now) {
        Entity settings = entity(EntityKind.SETTINGS, Settlement.ID);
        return settings == null ? now.currency() : Settlement.currency(settings);
    }
}
