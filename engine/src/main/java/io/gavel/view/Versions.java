package io.gavel.view;

import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The versions of entities: a ring in which each names the one before of the same entity, and their texts in a map by stamp.
 * The newest version of an entity is carried forward rather than given up, as long as older ones can be found to give up
 * instead; lists do not show it then.
 */
final class Versions implements AuditStore {
    static final int RECORD = 40;
    private static final int STAMP = 0;
    private static final int TIME = 8;
    private static final int BEFORE = 16;
    private static final int ENTITY = 24;
    private static final int KIND = 28;
    private static final int DELETED = 29;
    private static final int CARRIED = 30;

    /** With so many newest versions in a row there is no room for all entities: the oldest goes, and is counted. */
    private static final int CARRIED_AT_ONCE = 64;

    private static final int TEXT = 12;
    private static final byte TEXT_VERSION = 1;

    private final Ring ring;
    private final Blobs blobs;
    private final LongAdder evicted;
    private final Chains entities = new Chains();

    Versions(Ring ring, Blobs blobs, LongAdder evicted) {
        this.ring = ring;
        this.blobs = blobs;
        this.evicted = evicted;
        linkAll();
    }

    private void linkAll() {
        entities.clear();
        for (long position = ring.tail(); position < ring.head(); position++) {
            entities.newest(owner(position), position);
        }
    }

    /** Forgets what changed from a stamp on. */
    void forget(long stamp) {
        ring.cut(stamp, STAMP);
        LongHashSet kept = new LongHashSet();
        for (long position = ring.tail(); position < ring.head(); position++) {
            kept.add(ring.buffer().getLong(ring.at(position) + STAMP));
        }
        blobs.retain(kept);
        linkAll();
    }

    void changed(long stamp, long timeMicros, EntityChangedDecoder entity) {
        if (stamp <= ring.applied()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            int kind = entity.kind().value();
            int entityId = entity.entityId();
            boolean isDeleted = entity.deleted() != 0;
            makeRoom();
            blobs.put(stamp, text(entity));
            int at = ring.next();
            ring.buffer().putLong(at + STAMP, stamp);
            ring.buffer().putLong(at + TIME, timeMicros);
            ring.buffer().putLong(at + BEFORE, entities.newest(owner(kind, entityId)));
            ring.buffer().putInt(at + ENTITY, entityId);
            ring.buffer().putByte(at + KIND, (byte) kind);
            ring.buffer().putByte(at + DELETED, (byte) (isDeleted ? 1 : 0));
            ring.commit();
            entities.newest(owner(kind, entityId), ring.head() - 1);
        }
        ring.applied(stamp);
    }

    private void makeRoom() {
        for (int tries = 0; ring.isFull(); tries++) {
            long oldest = ring.tail();
            int at = ring.at(oldest);
            if (entities.newest(owner(oldest)) == oldest && tries < CARRIED_AT_ONCE) {
                ring.buffer().putByte(at + CARRIED, (byte) 1);
                ring.keepOldest();
                entities.newest(owner(ring.head() - 1), ring.head() - 1);
            } else {
                entities.remove(owner(oldest), oldest);
                blobs.remove(ring.buffer().getLong(at + STAMP));
                ring.dropOldest();
                evicted.increment();
            }
        }
    }

    private long owner(long position) {
        int at = ring.at(position);
        return owner(ring.buffer().getByte(at + KIND), ring.buffer().getInt(at + ENTITY));
    }

    private static long owner(int kind, int entityId) {
        return (long) kind << 32 | entityId;
    }

    @Override
    public Page<Change> list(
            @Nullable EntityKind kind, int entityId, long fromMicros, long toMicros, int limit, long after) {
        List<Change> items = new ArrayList<>();
        long position = after == 0 ? ring.head() - 1 : Math.min(after, ring.head()) - 1;
        while (position >= ring.tail() && items.size() < limit) {
            int at = ring.at(position);
            long time = ring.buffer().getLong(at + TIME);
            boolean matches = ring.buffer().getByte(at + CARRIED) == 0
                    && time >= fromMicros
                    && time < toMicros
                    && (kind == null || ring.buffer().getByte(at + KIND) == kind.value())
                    && (entityId == 0 || ring.buffer().getInt(at + ENTITY) == entityId);
            EntityVersion version = matches ? read(position) : null;
            if (version != null) {
                items.add(new Change(read(ring.buffer().getLong(at + BEFORE)), version));
            }
            position--;
        }
        return new Page<>(items, position < ring.tail() ? 0 : position + 1);
    }

    @Override
    public @Nullable EntityVersion at(EntityKind kind, int entityId, long sequence) {
        long position = entities.newest(owner(kind.value(), entityId));
        while (position != Chains.NONE) {
            int at = ring.at(position);
            long stamp = ring.buffer().getLong(at + STAMP);
            long before = ring.buffer().getLong(at + BEFORE);
            if (!ring.holds(position)) {
                return null;
            }
            if (Stamp.sequence(stamp) <= sequence) {
                return read(position);
            }
            position = before;
        }
        return null;
    }

    @Override
    public int[] ids(EntityKind kind) {
        long[] owners = entities.owners();
        int[] ids = new int[owners.length];
        int count = 0;
        for (long owner : owners) {
            if (owner >>> 32 == kind.value()) {
                ids[count++] = (int) owner;
            }
        }
        int[] found = java.util.Arrays.copyOf(ids, count);
        java.util.Arrays.sort(found);
        return found;
    }

    private @Nullable EntityVersion read(long position) {
        if (position == Chains.NONE || !ring.holds(position)) {
            return null;
        }
        int at = ring.at(position);
        long stamp = ring.buffer().getLong(at + STAMP);
        long time = ring.buffer().getLong(at + TIME);
        int entityId = ring.buffer().getInt(at + ENTITY);
        EntityKind kind = EntityKind.get(ring.buffer().getByte(at + KIND));
        boolean isDeleted = ring.buffer().getByte(at + DELETED) != 0;
        byte[] text = blobs.get(stamp);
        if (text == null || !ring.holds(position)) {
            return null;
        }
        UnsafeBuffer in = new UnsafeBuffer(text);
        int keyLength = in.getInt(4);
        int actorLength = in.getInt(8);
        return new EntityVersion(
                kind,
                entityId,
                Stamp.sequence(stamp),
                time,
                isDeleted,
                in.getStringWithoutLengthUtf8(TEXT, keyLength),
                in.getStringWithoutLengthUtf8(TEXT + keyLength, actorLength),
                new String(
                        text,
                        TEXT + keyLength + actorLength,
                        text.length - TEXT - keyLength - actorLength,
                        StandardCharsets.UTF_8));
    }

    /** Version, lengths of key and actor, then key, actor and document. */
    private static byte[] text(EntityChangedDecoder entity) {
        byte[] key = new byte[entity.keyLength()];
        entity.getKey(key, 0, key.length);
        byte[] actor = new byte[entity.actorLength()];
        entity.getActor(actor, 0, actor.length);
        byte[] document = new byte[entity.documentLength()];
        entity.getDocument(document, 0, document.length);
        byte[] bytes = new byte[TEXT + key.length + actor.length + document.length];
        UnsafeBuffer out = new UnsafeBuffer(bytes);
        out.putByte(0, TEXT_VERSION);
        out.putInt(4, key.length);
        out.putInt(8, actor.length);
        out.putBytes(TEXT, key);
        out.putBytes(TEXT + key.length, actor);
        out.putBytes(TEXT + key.length + actor.length, document);
        return bytes;
    }
}
