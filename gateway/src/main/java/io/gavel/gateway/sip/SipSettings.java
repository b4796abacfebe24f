package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.transaction.Times;
import io.gavel.gateway.sip.transport.Listener;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Transport;
import java.util.List;

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
        int warmUpCalls) {

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
                3_000);
    }

    /** The same, warmed by this many calls. */
    public SipSettings warmedBy(int calls) {
        return new SipSettings(
                address,
                listeners,
                streams,
                limits,
                times,
                transactions,
                datagramBytes,
                sessionSeconds,
                minimumSessionSeconds,
                product,
                calls);
    }

    /** The same with other listeners. */
    public SipSettings withListeners(List<Listener> others, StreamSettings otherStreams) {
        return new SipSettings(
                address,
                others,
                otherStreams,
                limits,
                times,
                transactions,
                datagramBytes,
                sessionSeconds,
                minimumSessionSeconds,
                product,
                warmUpCalls);
    }
}
