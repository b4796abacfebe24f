package io.gavel.gateway.config;

/**
 * Audio.
 *
 * @param ports UDP ports of the relay
 * @param prompts the folder of what callers hear: WAV files, 8 kHz, mono
 */
public record MediaConfig(PortRange ports, String prompts) {

    static MediaConfig from(Settings settings) {
        return new MediaConfig(
                settings.ports("media.ports", new PortRange(20_000, 29_999)),
                settings.text("media.prompts", "config/prompts"));
    }
}
