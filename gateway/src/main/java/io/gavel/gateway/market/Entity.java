package io.gavel.gateway.market;

import io.gavel.message.EntityKind;

/**
 * One named thing of the market document as the engine keeps it.
 *
 * @param id assigned once per name, never reused
 * @param name its key in the market document
 * @param version the journal sequence of its last change: the ETag
 * @param deleted its id stays known, it takes part in nothing
 * @param document JSON, secrets hashed or sealed; may be empty if deleted
 */
public record Entity(EntityKind kind, int id, String name, long version, boolean deleted, String document) {

    /** The same with another document. */
    Entity with(String newDocument) {
        return new Entity(kind, id, name, version, deleted, newDocument);
    }
}
