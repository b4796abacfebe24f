package io.gavel.message;

import org.agrona.DirectBuffer;

/** Hears what the market consists of, one entity after the other. */
@FunctionalInterface
public interface DocumentVisitor {
    /**
     * Hears one entity.
     *
     * @param kind what it is
     * @param id its id, unique within the kind and never reused
     * @param version the journal sequence of its last change: the ETag
     * @param deleted whether it was deleted; its id, key and money stay known
     * @param key its name in the market document
     * @param document holds its document from {@code offset}, {@code length} bytes; valid during the call only
     */
    void entity(
            EntityKind kind,
            int id,
            long version,
            boolean deleted,
            String key,
            DirectBuffer document,
            int offset,
            int length);
}
