package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
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
        if (ifMatch != null && (present == null || !names(ifMatch, tag(present)))) {
            return false;
        }
        return ifNoneMatch == null || present == null || !names(ifNoneMatch, tag(present));
    }

    /** The same of the whole market, which is always there. */
    boolean holds(Snapshot market) {
        String tag = tag(market);
        return (ifMatch == null || names(ifMatch, tag)) && (ifNoneMatch == null || !names(ifNoneMatch, tag));
    }

    /** The ETag of the whole market: the newest version of anything that its document tells. */
    public static String tag(Snapshot market) {
        long newest = 0;
        for (EntityKind kind : EntityKind.values()) {
            boolean isTold = kind != EntityKind.API_KEY && kind != EntityKind.NULL_VAL;
            for (int id = 1; isTold && id < market.end(kind); id++) {
                Entity entity = market.entity(kind, id);
                newest = entity == null ? newest : Math.max(newest, entity.version());
            }
        }
        return "\"" + newest + "\"";
    }

    /** The ETag of an entity. */
    public static String tag(Entity entity) {
        return "\"" + entity.version() + "\"";
    }

    private static boolean names(String tags, String present) {
        for (String tag : tags.split(",", -1)) {
            if (tag.strip().equals("*") || tag.strip().equals(present)) {
                return true;
            }
        }
        return false;
    }
}
