package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.Gate;
import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Problem;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.RateLimit;
import io.gavel.gateway.market.SellerInfo;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sellers' rate limits. A bucket is one number, the time at which it will be full again (the generic cell rate algorithm, ITU-T
 * I.371): a request moves it on by one interval, unless it is then more than a burst ahead. Any thread.
 */
public final class SellerGate implements Gate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Directory directory;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<Integer, AtomicLong> fullAt = new ConcurrentHashMap<>();

    /** {@code nanos} never goes back, for example {@code System::nanoTime}. */
    public SellerGate(Directory directory, LongSupplier nanos) {
        this.directory = directory;
        this.nanos = nanos;
    }

    @Override
    public @Nullable Problem refuse(Principal principal) {
        if (principal.role() != Role.SELLER) {
            return null;
        }
        SellerInfo seller = directory.now().seller(principal.ownerId());
        RateLimit limit = seller == null ? null : seller.rateLimit();
        return limit == null ? null : take(principal.ownerId(), limit);
    }

    private @Nullable Problem take(int sellerId, RateLimit limit) {
        long now = nanos.getAsLong();
        AtomicLong bucket = fullAt.computeIfAbsent(sellerId, unused -> new AtomicLong(now));
        long interval = SECOND / limit.perSecond();
        long burst = interval * limit.burst();
        while (true) {
            long before = bucket.get();
            long after = (before - now > 0 ? before : now) + interval;
            if (after - now > burst) {
                long waitNanos = after - now - burst;
                return new Problem(
                        429,
                        Problems.RATE_LIMITED,
                        "No more than " + limit.perSecond() + " requests a second with this key.",
                        List.of(),
                        (int) Math.max(1, (waitNanos + SECOND - 1) / SECOND));
            }
            if (bucket.compareAndSet(before, after)) {
                return null;
            }
        }
    }
}
