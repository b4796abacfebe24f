package io.gavel.gateway.media;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one leg's media was like.
 *
 * @param codec {@code PCMU} or {@code PCMA}, null if none was agreed
 * @param packetsIn RTP taken from the far side
 * @param packetsOut RTP sent to it
 * @param lost expected by sequence, never seen (RFC 3550 A.3)
 * @param refused from strangers, or no RTP that was agreed
 * @param jitterMillis of arrival, as RFC 3550 A.8 smooths it
 * @param farLost what the far side says it lost of ours (RTCP), -1 if it said nothing
 * @param farJitterMillis jitter that the far side sees, -1 likewise
 * @param lastPacket when RTP last came, null if never
 */
public record LegFigures(
        String name,
        @Nullable String codec,
        long packetsIn,
        long packetsOut,
        long lost,
        long refused,
        double jitterMillis,
        long farLost,
        double farJitterMillis,
        @Nullable Instant lastPacket) {}
