package io.gavel.gateway.media.embedded;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * When a media loop looks for packets. One that has little to do waits for each; one that would wake for every other packet looks once
 * a millisecond, and takes at once all that came in the meantime: fewer system calls and switches for each, and nobody hears it. As
 * network cards do it (interrupt moderation). Whoever is late does not rest. One loop's thread only.
 */
final class Gathering implements SelectStrategy {
    /** From look to look: the most that a packet waits for its own. */
    static final long PERIOD_NANOS = 1_000_000;
    /** So many looks within a period, and it is worth to rest. */
    static final int MANY_LOOKS = 8;
    /** So many sockets after a rest, and it was. */
    static final int ENOUGH = 5;

    private final LongSupplier clock;
    private final LongConsumer sleep;
    private int looks;
    private long lookedAt;
    private boolean busy;

    Gathering() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /** In nanoseconds. */
    Gathering(LongSupplier clock, LongConsumer sleep) {
        this.clock = clock;
        this.sleep = sleep;
        this.lookedAt = clock.getAsLong();
    }

    @Override
    public int calculateStrategy(IntSupplier look, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return look.get();
        }
        return busy ? lookAfterRest(look) : waitForOne();
    }

    private int lookAfterRest(IntSupplier look) throws Exception {
        long rest = lookedAt + PERIOD_NANOS - clock.getAsLong();
        if (rest > 0) {
            sleep.accept(rest);
        }
        lookedAt = clock.getAsLong();
        int sockets = look.get();
        busy = sockets >= ENOUGH;
        return sockets;
    }

    private int waitForOne() {
        if (++looks == MANY_LOOKS) {
            long now = clock.getAsLong();
            busy = now - lookedAt < PERIOD_NANOS;
            lookedAt = now;
            looks = 0;
        }
        return SELECT;
    }
}
