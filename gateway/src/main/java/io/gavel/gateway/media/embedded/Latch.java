package io.gavel.gateway.media.embedded;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * From whom a leg takes RTP, and where it sends. The first valid packet decides (symmetric RTP, RFC 4961); from then on strangers are
 * refused. Again only:
 * <ul>
 *   <li>for the address of the description, if something else was learned before it: it always wins;
 *   <li>for some seconds after a new description;
 *   <li>for another SSRC from the same host, once the port that was learned is silent.
 * </ul>
 * Pure; media loop only.
 */
final class Latch {
    private static final long OPEN_AGAIN_NANOS = 5_000_000_000L;
    private static final long SILENT_NANOS = 200_000_000L;

    private @Nullable InetSocketAddress described;
    private @Nullable InetSocketAddress learned;
    private @Nullable InetSocketAddress target;
    private int source;
    private long lastNanos;
    private boolean again;
    private long againUntilNanos;

    /** A description was agreed; it may name no address. */
    void describe(@Nullable InetSocketAddress address, long nowNanos) {
        boolean moved = address != null && !address.equals(described);
        described = address;
        again = learned != null;
        againUntilNanos = nowNanos + OPEN_AGAIN_NANOS;
        if (moved || target == null) {
            target = address;
        }
    }

    /** Whether this packet is the far side's. */
    boolean accepts(InetSocketAddress from, int ssrc, long nowNanos) {
        if (!from.equals(learned) && !mayLearn(from, ssrc, nowNanos)) {
            return false;
        }
        if (!from.equals(learned) || from.equals(described)) {
            learned = from;
            target = from;
            again = false;
        }
        source = ssrc;
        lastNanos = nowNanos;
        return true;
    }

    private boolean mayLearn(InetSocketAddress from, int ssrc, long nowNanos) {
        InetSocketAddress before = learned;
        if (before == null || from.equals(described)) {
            return true;
        }
        if (again && nowNanos - againUntilNanos < 0) {
            return true;
        }
        return ssrc != source
                && nowNanos - lastNanos > SILENT_NANOS
                && from.getAddress().equals(before.getAddress());
    }

    /** Where to send; null if nobody knows yet. */
    @Nullable
    InetSocketAddress target() {
        return target;
    }

    /** Who was learned; null before the first packet. */
    @Nullable
    InetSocketAddress learned() {
        return learned;
    }
}
