package io.gavel.gateway.media.embedded;

import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.Negotiated;
import java.util.function.Consumer;

/** The relay negotiates at once: what it says is what these give back. */
final class Now {
    private Now() {}

    static String answer(MediaLeg leg, String offer) {
        return said(then -> leg.answer(offer, then)).sdp();
    }

    static String offer(MediaLeg leg) {
        return said(leg::offer).sdp();
    }

    static int answered(MediaLeg leg, String answer) {
        return said(then -> leg.answered(answer, then)).status();
    }

    private static Negotiated said(Consumer<Consumer<Negotiated>> what) {
        Negotiated[] said = new Negotiated[1];
        what.accept(outcome -> said[0] = outcome);
        if (said[0] == null) {
            throw new AssertionError("not at once");
        }
        return said[0];
    }
}
