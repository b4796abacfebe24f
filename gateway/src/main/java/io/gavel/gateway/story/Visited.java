package io.gavel.gateway.story;

/**
 * A visit that a lead names, as far as it is known.
 *
 * @param reference of what it told, in the vault of visits; 0: none
 */
public record Visited(Story story, long reference) {
    /** It is over, or was never. */
    public static final Visited NONE = new Visited(Story.NONE, 0);
}
