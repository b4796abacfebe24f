package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Principals;
import io.gavel.message.DocumentVisitor;
import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The present market by name and by id, for every edge. Before the engine starts it is {@linkplain #load loaded}; then one
 * thread (the output ring's consumer, {@link DirectoryFeed}) puts changes in. Any thread reads {@link #now()} and what hangs
 * on it, without locks.
 */
public final class Directory implements Principals {
    /** Currency until the market document names one. */
    public static final String CURRENCY = "USD";

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    private final Map<EntityKind, Map<String, Integer>> names;
    private final Keys keys = new Keys();
    private final Latest latest = new Latest(this);
    private volatile Snapshot now;

    public Directory() {
        names = new EnumMap<>(EntityKind.class);
        for (EntityKind kind : EntityKind.values()) {
            names.put(kind, new ConcurrentHashMap<>());
        }
        now = new Snapshot(names, new EnumMap<>(EntityKind.class), PoolNumbers.NONE, keys, CURRENCY);
    }

    private Directory(Snapshot begin) {
        names = begin.names();
        now = begin;
    }

    /** Makes another market of one that stays as it is. One thread. */
    public static Rewriting rewrite(Snapshot present) {
        return new Rewriting(new Directory(present));
    }

    /** A market while it is rewritten. */
    public static final class Rewriting {
        private final Directory directory;

        private Rewriting(Directory directory) {
            this.directory = directory;
        }

        /** Puts one entity instead of what had its id; what is referred to before what refers. */
        public void put(Entity entity) {
            directory.put(entity);
        }

        public Snapshot finish() {
            directory.publish();
            return directory.now;
        }
    }

    /** The market as it is now. Keep it for one request, not longer. */
    public Snapshot now() {
        return now;
    }

    /**
     * Who owns an API key; null if nobody does, or it was revoked. Costs one map look-up for a key that was seen before, one
     * SHA-256 for others.
     */
    @Override
    public @Nullable Principal find(String key) {
        return keys.owner(key);
    }

    /** Who owns the key with this {@link #hash}, or null. */
    public @Nullable Principal ownerOfHash(String hash) {
        return keys.ownerOfHash(hash);
    }

    /** What is kept of a key: SHA-256, hex. */
    public static String hash(String key) {
        return Keys.hash(key);
    }

    /** Before the engine starts: collects its documents; {@link Loading#finish} makes them the present market. */
    public Loading load() {
        return new Loading();
    }

    /** The recovered market while it is heard. One thread. */
    public final class Loading implements DocumentVisitor {
        private final Map<EntityKind, List<Entity>> heard = new EnumMap<>(EntityKind.class);

        private Loading() {}

        @Override
        public void entity(
                EntityKind kind,
                int id,
                long version,
                boolean deleted,
                String key,
                DirectBuffer document,
                int offset,
                int length) {
            String text = document.getStringWithoutLengthUtf8(offset, length);
            heard.computeIfAbsent(kind, unused -> new ArrayList<>())
                    .add(new Entity(kind, id, key, version, deleted, text));
        }

        /** Puts everything in, what is referred to before what refers. */
        public void finish() {
            for (Section section : Section.values()) {
                put(section.kind());
            }
            put(EntityKind.SETTINGS);
            put(EntityKind.API_KEY);
            publish();
        }

        private void put(EntityKind kind) {
            heard.getOrDefault(kind, List.of()).forEach(Directory.this::put);
            heard.remove(kind);
        }
    }

    /** Takes one change in; seen by nobody before {@link #publish}. One thread. */
    void put(Entity entity) {
        Map<String, Integer> ids = names.get(entity.kind());
        if (ids != null) {
            ids.put(entity.name(), entity.id());
        }
        Entity before = latest.entity(entity.kind(), entity.id());
        Node kept = parse(entity);
        keys.changed(before, entity, kept);
        latest.put(listed(entity, kept));
    }

    /** Shows what was put. One thread. */
    void publish() {
        now = latest.applyTo(now);
    }

    private Listed listed(Entity entity, Node kept) {
        if (entity.deleted()) {
            return deleted(entity);
        }
        Problems problems = new Problems();
        Listed listed = read(entity, kept, problems);
        if (!problems.isEmpty()) {
            LOG.warn(
                    "market entity={} problem=\"{}\"",
                    entity.kind() + " " + entity.name(),
                    problems.list().get(0).message());
        }
        return listed;
    }

    /** What a deleted thing was, marked as deleted: deliveries, awards and reports still refer to it. */
    private Listed deleted(Entity entity) {
        Entity was = latest.entity(entity.kind(), entity.id());
        Entity marked = entity.document().isEmpty() && was != null ? entity.with(was.document()) : entity;
        if (marked.document().isEmpty()) {
            return new Other(marked);
        }
        Listed read = read(marked, parse(marked), new Problems());
        return read instanceof OrderInfo order ? order.switchedOff() : read;
    }

    private Listed read(Entity entity, Node kept, Problems problems) {
        Section section = Section.of(entity.kind());
        if (section == null) {
            return new Other(entity);
        }
        String path = section.key() + "." + entity.name();
        return section == Section.ORDERS
                ? OrderReader.info(entity, new Reading(kept, path, problems), latest)
                : EntityReader.read(section, entity, kept, latest, problems);
    }

    private static Node parse(Entity entity) {
        return entity.document().isEmpty() ? Node.EMPTY_MAP : NodeReader.json(entity.document(), new Problems());
    }
}
