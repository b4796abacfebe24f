package io.gavel.gateway.media.embedded;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How the relay is set up.
 *
 * @param bind where its sockets listen
 * @param address what SDP says; may differ
 * @param firstPort UDP; an even port and the next make a pair
 * @param lastPort included
 * @param loops threads that move packets
 * @param silence without RTP that is told ({@link io.gavel.gateway.media.MediaListener#silent})
 * @param clock wall clock, for RTCP and figures
 */
public record EmbeddedOptions(
        String bind, String address, int firstPort, int lastPort, int loops, Duration silence, InstantSource clock) {
    public EmbeddedOptions {
        if (firstPort < 1 || lastPort > 65_535 || lastPort - firstPort < 1 || loops < 1) {
            throw new IllegalArgumentException("Ports " + firstPort + " to " + lastPort + " for " + loops + " loops");
        }
    }

    /** One loop, silence of 30 s. */
    public static EmbeddedOptions of(String bind, String address, int firstPort, int lastPort, InstantSource clock) {
        return new EmbeddedOptions(bind, address, firstPort, lastPort, 1, Duration.ofSeconds(30), clock);
    }
}
