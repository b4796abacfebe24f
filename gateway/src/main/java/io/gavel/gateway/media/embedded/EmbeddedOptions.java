package io.gavel.gateway.media.embedded;

import io.gavel.gateway.config.MediaConfig;
import io.gavel.gateway.media.sdp.Protection;
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
 * @param srtp whether audio is protected
 * @param keysInClear keys may be told over UDP and TCP, too
 */
public record EmbeddedOptions(
        String bind,
        String address,
        int firstPort,
        int lastPort,
        int loops,
        Duration silence,
        InstantSource clock,
        MediaConfig.Srtp srtp,
        boolean keysInClear) {
    public EmbeddedOptions {
        if (firstPort < 1 || lastPort > 65_535 || lastPort - firstPort < 1 || loops < 1) {
            throw new IllegalArgumentException("Ports " + firstPort + " to " + lastPort + " for " + loops + " loops");
        }
    }

    /** One loop, silence of 30 s. */
    public static EmbeddedOptions of(String bind, String address, int firstPort, int lastPort, InstantSource clock) {
        return new EmbeddedOptions(
                bind, address, firstPort, lastPort, 1, Duration.ofSeconds(30), clock, MediaConfig.Srtp.OFF, false);
    }

    /** Without protection. */
    public EmbeddedOptions(
            String bind,
            String address,
            int firstPort,
            int lastPort,
            int loops,
            Duration silence,
            InstantSource clock) {
        this(bind, address, firstPort, lastPort, loops, silence, clock, MediaConfig.Srtp.OFF, false);
    }

    /** The same with protected audio. */
    public EmbeddedOptions protecting(MediaConfig.Srtp use, boolean inClear) {
        return new EmbeddedOptions(bind, address, firstPort, lastPort, loops, silence, clock, use, inClear);
    }

    /** What is done with a leg that is signalled over TLS or not. */
    Protection protection(boolean secure) {
        boolean may = secure || keysInClear;
        return switch (srtp) {
            case OFF -> Protection.NONE;
            case ALLOW -> new Protection(may, false, false);
            case OFFER -> new Protection(may, may, false);
            case REQUIRE -> new Protection(may, may, true);
        };
    }
}
