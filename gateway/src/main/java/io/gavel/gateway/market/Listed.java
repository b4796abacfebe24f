package io.gavel.gateway.market;

/** What a table of the directory holds: something read from an {@link Entity}. */
public interface Listed {
    /** Where it comes from: id, name, version, document. */
    Entity entity();

    default int id() {
        return entity().id();
    }

    /** The name in the market document. */
    default String name() {
        return entity().name();
    }
}
