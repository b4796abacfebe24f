package io.gavel.gateway.config;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Audio.
 *
 * @param ports UDP ports of the relay
 * @param prompts the folder of what callers hear: WAV files, 8 kHz, mono
 * @param engine who moves the packets of anchored calls
 * @param rtpengine its ng port; not null if it is the engine
 * @param rtpengineEvents where we hear from it which keys are pressed; null: nowhere
 * @param srtp whether audio is protected
 * @param srtpKeysInClear keys may be told over UDP and TCP, too
 */
public record MediaConfig(
        PortRange ports,
        String prompts,
        Engine engine,
        @Nullable InetSocketAddress rtpengine,
        @Nullable InetSocketAddress rtpengineEvents,
        Srtp srtp,
        boolean srtpKeysInClear) {

    /** Whether audio is protected, with keys in the description (RFC 4568). */
    public enum Srtp {
        /** RTP/AVP only. */
        OFF,
        /** Callers may; buyers are offered RTP/AVP. */
        ALLOW,
        /** Buyers who are called over TLS are offered RTP/SAVP. */
        OFFER,
        /** Nothing else, from and to anybody. */
        REQUIRE
    }

    /** Who can move packets. */
    public enum Engine {
        /** We ourselves. */
        EMBEDDED,
        /** rtpengine, by its ng protocol. */
        RTPENGINE
    }

    static MediaConfig from(Settings settings) {
        MediaConfig config = new MediaConfig(
                settings.ports("media.ports", new PortRange(20_000, 29_999)),
                settings.text("media.prompts", "config/prompts"),
                settings.word("media.engine", Engine.EMBEDDED),
                settings.address("media.rtpengine", 2_223),
                settings.address("media.rtpengine_events", 2_224),
                settings.word("media.srtp", Srtp.ALLOW),
                settings.flag("media.srtp_keys_in_clear", false));
        if (config.engine == Engine.RTPENGINE && config.rtpengine == null) {
            settings.problem("media.rtpengine", "is missing: the address of rtpengine's ng port");
        }
        if (config.engine == Engine.RTPENGINE && config.srtp != Srtp.OFF && config.srtp != Srtp.ALLOW) {
            settings.problem("media.srtp", "offer and require go with media.engine: embedded only");
        }
        return config;
    }
}
