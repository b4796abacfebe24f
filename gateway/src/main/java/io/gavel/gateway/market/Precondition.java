package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * What has to hold for a change: {@code If-Match} and {@code If-None-Match} (RFC 9110 §13.1). An ETag is the version in quotes.
 *
 * @param ifMatch null: anything
 * @param ifNoneMatch null: anything; {@code *}: only if there is nothing yet
 */
public record Precondition(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    /** Holds always. */
    public static final Precondition NONE = new Precondition(null, null);

    /** Whether it holds for what is there, null for nothing. */
    boolean holds(@Nullable Entity present) {
        if (ifMatch != null && (present == null || !names(ifMatch, present))) {
            return false;
        }
        return ifNoneMatch == null || present == null || !names(ifNoneMatch, present);
    }

    /** The ETag of an entity. */
    public static String tag(Entity entity) {
        return "\"" + entity.version() + "\"";
    }

    private static boolean names(String tags, Entity present) {
        for (String tag : tags.split(",", -1)) {
            if (tag.strip().equals("*") || tag.strip().equals(tag(present))) {
                return true;
            }
        }
        return false;
    }
}
