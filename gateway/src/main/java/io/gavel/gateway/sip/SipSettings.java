package io.gavel.gateway.sip;

import io.gavel.gateway.config.SipConfig;
import io.gavel.gateway.config.SipTlsConfig;
import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.transaction.Times;
import io.gavel.gateway.sip.transport.Listener;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Tls;
import io.gavel.gateway.sip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this stack speaks.
 *
 * @param address what peers are told in Via and Contact: a host, or an IPv6 address in brackets
 * @param listeners one a transport
 * @param transactions of others, on one loop at most; more requests are answered 503
 * @param datagramBytes a longer request goes over TCP if that can be had (RFC 3261 §18.1.1: 1,300)
 * @param sessionSeconds what we ask for as Session-Expires (RFC 4028); 0: we do not ask
 * @param minimumSessionSeconds less is refused with 422
 * @param product what Server and User-Agent say
 * @param warmUpCalls synthetic calls before the sockets open
 * @param nameServer who is asked for SRV, NAPTR and addresses; null: as the system is configured
 */
public record SipSettings(
        String address,
        List<Listener> listeners,
        StreamSettings streams,
        SipLimits limits,
        Times times,
        int transactions,
        int datagramBytes,
        int sessionSeconds,
        int minimumSessionSeconds,
        String product,
        int warmUpCalls,
        @Nullable InetSocketAddress nameServer) {

    /** As RFC 3261 and RFC 4028 propose, over UDP and TCP at one port. */
    public static SipSettings standard(String address, String bind, int port) {
        return new SipSettings(
                address,
                List.of(new Listener(Transport.UDP, bind, port), new Listener(Transport.TCP, bind, port)),
                StreamSettings.PLAIN,
                SipLimits.DEFAULT,
                Times.STANDARD,
                200_000,
                1_300,
                1_800,
                90,
                "Gavel",
                3_000,
                null);
    }

    /**
     * As the configuration says: UDP and TCP at one port, TLS at another if there is a certificate.
     *
     * @throws IOException with a sentence, if a certificate, key or list of those whom we believe is no good
     */
    public static SipSettings of(SipConfig config) throws IOException {
        SipSettings plain =
                standard(config.address(), config.bind(), config.port()).asking(config.nameServer());
        SipTlsConfig tls = config.tls();
        if (!tls.isOn()) {
            return plain;
        }
        List<Listener> listeners = new ArrayList<>(plain.listeners);
        if (tls.listens()) {
            listeners.add(new Listener(Transport.TLS, config.bind(), tls.port()));
        }
        return plain.withListeners(
                List.copyOf(listeners), Tls.settings(path(tls.certificate()), path(tls.key()), path(tls.trust())));
    }

    private static @Nullable Path path(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }

    /** The same, warmed by this many calls. */
    public SipSettings warmedBy(int calls) {
        return with(listeners, streams, calls, nameServer);
    }

    /** The same with other listeners. */
    public SipSettings withListeners(List<Listener> others, StreamSettings otherStreams) {
        return with(others, otherStreams, warmUpCalls, nameServer);
    }

    /** The same with a name server. */
    public SipSettings asking(@Nullable InetSocketAddress server) {
        return with(listeners, streams, warmUpCalls, server);
    }

    private SipSettings with(
            List<Listener> someListeners, StreamSettings someStreams, int calls, @Nullable InetSocketAddress server) {
        return new SipSettings(
                address,
                someListeners,
                someStreams,
                limits,
                times,
                transactions,
                datagramBytes,
                sessionSeconds,
                minimumSessionSeconds,
                product,
                calls,
                server);
    }
}
