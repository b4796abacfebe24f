package io.gavel.gateway.config;

/**
 * Where calls come in.
 *
 * @param port 0 takes a free one
 * @param address what peers are told (Contact, SDP)
 * @param bind where to listen; may differ from the address
 * @param enabled off: no calls, READY says {@code sip=0}
 */
public record SipConfig(boolean enabled, int port, String address, String bind) {

    static SipConfig from(Settings settings) {
        return new SipConfig(
                settings.flag("sip.enabled", true),
                settings.integer("sip.port", 5060, 0, 65535),
                settings.text("sip.address", "127.0.0.1"),
                settings.text("sip.bind", "0.0.0.0"));
    }
}
