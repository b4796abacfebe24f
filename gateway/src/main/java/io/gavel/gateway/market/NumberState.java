package io.gavel.gateway.market;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a number of the inventory is; it follows from the document. */
public enum NumberState {
    /** Nobody has it. */
    AVAILABLE,
    /** Visitors of a site may be given it. */
    IN_POOL,
    /** It has a campaign of its own. */
    STATIC,
    /** It was released; calls of those who know it still go where they went. */
    QUARANTINED,
    /** It is somebody else's now. */
    PORTED_OUT;

    /** As it is now. {@code pool}: the one that has it, or null. */
    public static NumberState of(NumberInfo number, @Nullable PoolInfo pool, Instant now) {
        if (number.portedOut()) {
            return PORTED_OUT;
        }
        if (number.quarantinedUntil() != null) {
            return number.isQuarantined(now) ? QUARANTINED : AVAILABLE;
        }
        if (pool != null) {
            return IN_POOL;
        }
        return number.isStatic() ? STATIC : AVAILABLE;
    }

    /** Its word in answers and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
