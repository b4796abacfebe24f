package io.gavel.gateway.market;

import io.gavel.gateway.config.Suggestion;
import io.gavel.message.EntityKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A market that is being planned: what was put in, over the present one or instead of it. Gives new names their ids. One thread. */
final class Draft implements Known {
    private final Snapshot present;
    private final boolean whole;
    private final Predicate<String> prompts;
    private final Map<EntityKind, Map<String, Listed>> put = new EnumMap<>(EntityKind.class);
    private final Map<Integer, Vertical> verticals = new HashMap<>();
    private final Map<EntityKind, Integer> nextIds = new EnumMap<>(EntityKind.class);
    private final Map<String, String> keyOwners = new HashMap<>();
    private final Map<Long, String> numberPlaces = new HashMap<>();

    /** {@code whole}: what is not put in is not there; {@code prompts}: the names of those that there are. */
    Draft(Snapshot present, boolean whole, Predicate<String> prompts) {
        this.prompts = prompts;
        this.present = present;
        this.whole = whole;
    }

    /** The id of a name: the one that it has had, or the next. */
    int idOf(EntityKind kind, String name) {
        Listed known = of(kind).get(name);
        if (known != null) {
            return known.id();
        }
        int id = present.idOf(kind, name);
        if (id == 0) {
            id = nextIds.getOrDefault(kind, present.end(kind));
            nextIds.put(kind, id + 1);
        }
        return id;
    }

    void put(Listed listed) {
        of(listed.entity().kind()).put(listed.name(), listed);
        if (listed instanceof Vertical vertical) {
            verticals.put(vertical.id(), vertical);
        }
    }

    /** Everything that was put in, in that order. */
    Map<String, Listed> of(EntityKind kind) {
        return put.computeIfAbsent(kind, unused -> new LinkedHashMap<>());
    }

    /** Notes who has a key; the one that has it already, or null. */
    @Nullable
    String claimKey(String hash, String owner) {
        String other = keyOwners.putIfAbsent(hash, owner);
        return other == null || other.equals(owner) ? null : other;
    }

    /** Notes where a number is; where it is already, or null. */
    @Nullable
    String claimNumber(long digits, String place) {
        String other = numberPlaces.putIfAbsent(digits, place);
        if (other != null) {
            return other.equals(place) ? null : other;
        }
        PoolInfo pool = present.poolOf(digits);
        if (pool == null || whole || of(EntityKind.POOL).containsKey(pool.name())) {
            return null;
        }
        String there = Section.POOLS.key() + "." + pool.name();
        return there.equals(place) ? null : there;
    }

    @Override
    public @Nullable Vertical vertical(int id) {
        Vertical vertical = verticals.get(id);
        return vertical == null && !whole ? present.vertical(id) : vertical;
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
    public @Nullable BuyerInfo buyer(String name) {
        return find(EntityKind.BUYER, name) instanceof BuyerInfo buyer ? buyer : null;
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
    public boolean hasPrompt(String name) {
        return prompts.test(name);
    }

    @Override
    public boolean has(EntityKind kind, String name) {
        return find(kind, name) != null;
    }

    @Override
    public String near(EntityKind kind, String wrong) {
        String here = Suggestion.of(wrong, of(kind).keySet());
        return here.isEmpty() && !whole ? present.near(kind, wrong) : here;
    }

    private @Nullable Listed find(EntityKind kind, String name) {
        Listed here = of(kind).get(name);
        return here == null && !whole ? present.find(kind, name) : here;
    }
}
