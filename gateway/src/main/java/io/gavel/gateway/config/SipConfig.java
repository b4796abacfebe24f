package io.gavel.gateway.config;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where calls come in.
 *
 * @param port 0 takes a free one
 * @param address what peers are told (Contact, SDP)
 * @param bind where to listen; may differ from the address
 * @param probeSeconds between two looks at whether carriers and destinations answer OPTIONS; 0: nobody looks
 * @param nameServer who is asked where buyers and carriers are; null: as the system is configured
 * @param tls calls over TLS
 * @param enabled off: no calls, READY says {@code sip=0}
 */
public record SipConfig(
        boolean enabled,
        int port,
        String address,
        String bind,
        int probeSeconds,
        @Nullable InetSocketAddress nameServer,
        SipTlsConfig tls) {

    static SipConfig from(Settings settings) {
        return new SipConfig(
                settings.flag("sip.enabled", true),
                settings.integer("sip.port", 5060, 0, 65535),
                settings.text("sip.address", "127.0.0.1"),
                settings.text("sip.bind", "0.0.0.0"),
                settings.integer("sip.probe_s", 60, 0, 86_400),
                settings.address("sip.name_server", 53),
                SipTlsConfig.from(settings));
    }
}
