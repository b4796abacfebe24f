package io.gavel.gateway.config;

/**
 * Audio.
 *
 * @param ports UDP ports of the relay
 */
public record MediaConfig(PortRange ports) {

    static MediaConfig from(Settings settings) {
        return new MediaConfig(settings.ports("media.ports", new PortRange(20_000, 29_999)));
    }
}
