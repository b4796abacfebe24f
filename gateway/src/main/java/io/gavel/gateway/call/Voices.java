package io.gavel.gateway.call;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.VoiceFigures;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who spoke how long in a recorded call: the line hears it shortly before the call is billed, for its score. On the call's loop. */
final class Voices {
    /** Before the billable second: room for a slow machine, too. */
    private static final int BEFORE_MILLIS = 500;

    private final Desk desk;
    private @Nullable Future<?> next;

    Voices(Desk desk) {
        this.desk = desk;
    }

    /** The caller and this buyer hear each other from now on. */
    void joined(long callId, MediaCall media, BuyerAttempt buyer) {
        stop();
        long millis = buyer.ring().billableSeconds() * 1_000L - BEFORE_MILLIS;
        next = desk.loop()
                .schedule(
                        () -> media.voice(heard -> tell(callId, heard, false)),
                        Math.max(0, millis),
                        TimeUnit.MILLISECONDS);
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** {@code ended}: in the whole call. */
    void tell(long callId, @Nullable VoiceFigures heard, boolean ended) {
        if (heard != null) {
            desk.line().voice(callId, heard, ended);
        }
    }
}
