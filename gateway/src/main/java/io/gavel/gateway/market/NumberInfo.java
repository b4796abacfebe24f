package io.gavel.gateway.market;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A tracking number; its name is the number, E.164 with its plus.
 *
 * @param enabled false also if it is ported out
 * @param campaignId 0: it is not static; it may be in a pool
 * @param source where it is shown: a billboard, a page; null: nobody said
 * @param sellerId who is paid for its calls, 0: its carrier's seller, or nobody
 * @param carrierId of who it is rented from; 0: nobody said
 * @param monthlyFeeMicros what that costs a month; -1: what the carrier's rates say
 * @param perMinuteMicros what a minute to it costs; -1: likewise
 * @param since when the fee began; null: nobody said
 * @param quarantinedUntil it was released: calls of those who know it may still come; null: it was not
 * @param portedOut it is somebody else's now
 */
public record NumberInfo(
        Entity entity,
        boolean enabled,
        int campaignId,
        @Nullable String source,
        int sellerId,
        int carrierId,
        long monthlyFeeMicros,
        long perMinuteMicros,
        @Nullable LocalDate since,
        @Nullable Instant quarantinedUntil,
        boolean portedOut)
        implements Listed {

    /** Whether it is released and rests. */
    public boolean isQuarantined(Instant now) {
        return quarantinedUntil != null && quarantinedUntil.isAfter(now);
    }

    /** Whether calls to it belong to a campaign of its own. */
    public boolean isStatic() {
        return campaignId != 0;
    }
}
