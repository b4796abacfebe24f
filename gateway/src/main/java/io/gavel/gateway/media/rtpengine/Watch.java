package io.gavel.gateway.media.rtpengine;

import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.sdp.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells of a side of a bridge from which nothing comes. Call loop only. */
final class Watch {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RtpengineCall call;
    private final MediaListener listener;
    private final InstantSource clock;
    private final Set<RtpengineLeg> told = new HashSet<>();
    private Instant since = Instant.EPOCH;

    Watch(RtpengineCall call, MediaListener listener, InstantSource clock) {
        this.call = call;
        this.listener = listener;
        this.clock = clock;
    }

    void bridged() {
        since = clock.instant();
        told.clear();
    }

    /** {@code answer}: to a query. */
    void look(Map<String, Object> answer) {
        RtpengineLeg buyer = call.bridgedLeg();
        if (buyer != null && !call.isOver() && NgClient.isGood(answer)) {
            look(call.callerLeg(), Figures.stream(answer, RtpengineCall.CALLER));
            look(buyer, Figures.stream(answer, RtpengineCall.BUYER));
        }
    }

    private void look(RtpengineLeg leg, Figures.@Nullable Stream stream) {
        Terms terms = leg.terms();
        if (terms == null || !terms.farSends() || !terms.farHears()) {
            told.remove(leg);
            since = clock.instant();
            return;
        }
        Instant last = stream == null || stream.lastPacket() == null ? since : stream.lastPacket();
        Duration silence = Duration.between(last.isBefore(since) ? since : last, clock.instant());
        if (silence.compareTo(LIMIT) < 0) {
            told.remove(leg);
        } else if (told.add(leg)) {
            listener.silent(leg, silence);
        }
    }
}
