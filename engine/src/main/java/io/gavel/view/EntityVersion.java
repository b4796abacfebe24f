package io.gavel.view;

import io.gavel.message.EntityKind;

/**
 * An entity of the market as it was from one change on.
 *
 * @param version the journal sequence of the change (the ETag)
 * @param changedMicros when, microseconds since 1970 (UTC)
 * @param key its name in the market document
 * @param actor who changed it
 * @param document the entity as JSON, secrets hashed; empty if deleted
 */
public record EntityVersion(
        EntityKind kind,
        int entityId,
        long version,
        long changedMicros,
        boolean deleted,
        String key,
        String actor,
        String document) {}
