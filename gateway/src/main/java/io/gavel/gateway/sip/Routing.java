package io.gavel.gateway.sip;

import io.gavel.gateway.sip.dns.DnsNames;
import io.gavel.gateway.sip.dns.Locator;
import io.gavel.gateway.sip.dns.Place;
import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Ports;
import io.gavel.gateway.sip.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a URI to paths: places, addresses, connections (RFC 3263). One loop's. */
final class Routing implements Network, AutoCloseable {
    private static final int MOST_ADDRESSES = 4;

    private final EventLoop loop;
    private final Ports ports;
    private final int datagramBytes;
    private final Asked asked;
    private final DnsNames names;
    private final Locator locator;

    Routing(EventLoop loop, Ports ports, DnsNames.Opened names, int datagramBytes, Asked asked) {
        this.loop = loop;
        this.ports = ports;
        this.datagramBytes = datagramBytes;
        this.asked = asked;
        this.names = names.names();
        this.locator = names.locator();
    }

    @Override
    public void asked(InetSocketAddress remote) {
        asked.add(remote.getAddress());
    }

    @Override
    public boolean isBehind() {
        return ports.isBehind();
    }

    @Override
    public int port(Transport transport) {
        return ports.port(transport);
    }

    @Override
    public Route route(SipUri hop) {
        return new Ways(hop);
    }

    @Override
    public void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready) {
        InetSocketAddress plain = plain(hop);
        if (plain == null) {
            route(hop).next(bytes, ready);
        } else {
            connect(Transport.UDP, plain, hop.host(), bytes, ready);
        }
    }

    /** Where a URI leads without a question to anybody: an IP address over UDP; null: there is more to it. */
    private static @Nullable InetSocketAddress plain(SipUri hop) {
        boolean more = hop.isSecure()
                || hop.parameters().has("transport")
                || hop.parameters().has("maddr")
                || !NetUtil.isValidIpV4Address(hop.host());
        byte[] address = more ? null : NetUtil.createByteArrayFromIpAddressString(hop.host());
        if (address == null) {
            return null;
        }
        try {
            int port = hop.port() > 0 ? hop.port() : Transport.UDP.defaultPort();
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            return null; // four bytes are an address
        }
    }

    /** A request that is too long for a datagram tries TCP first (RFC 3261 §18.1.1), and falls back if nobody is there. */
    private void connect(
            Transport transport, InetSocketAddress to, String name, int bytes, Consumer<@Nullable Path> ready) {
        if (transport == Transport.UDP && bytes > datagramBytes && ports.port(Transport.TCP) > 0) {
            ports.path(loop, Transport.TCP, to, name, path -> {
                if (path != null) {
                    ready.accept(path);
                } else {
                    ports.path(loop, Transport.UDP, to, name, ready);
                }
            });
        } else {
            ports.path(loop, transport, to, name, ready);
        }
    }

    @Override
    public void close() {
        names.close();
    }

    /** What is left to try of one URI. */
    private final class Ways implements Route {
        private final SipUri hop;
        private final Deque<InetAddress> addresses = new ArrayDeque<>();
        private @Nullable Deque<Place> places;
        private @Nullable Place place;

        Ways(SipUri hop) {
            this.hop = hop;
        }

        @Override
        public void next(int bytes, Consumer<@Nullable Path> ready) {
            if (places == null) {
                locator.find(hop, found -> {
                    places = new ArrayDeque<>(found);
                    proceed(bytes, ready);
                });
            } else {
                proceed(bytes, ready);
            }
        }

        private void proceed(int bytes, Consumer<@Nullable Path> ready) {
            InetAddress address = addresses.poll();
            Place now = place;
            Place next = address != null || places == null ? null : places.poll();
            if (address != null && now != null) {
                InetSocketAddress to = new InetSocketAddress(address, now.port());
                // a certificate names whom we called, not whom the name servers named (RFC 5922 §4)
                connect(now.transport(), to, hop.host(), bytes, path -> {
                    if (path != null) {
                        ready.accept(path);
                    } else {
                        proceed(bytes, ready);
                    }
                });
            } else if (next != null) {
                place = next;
                locator.addresses(next, found -> {
                    found.stream().limit(MOST_ADDRESSES).forEach(addresses::add);
                    proceed(bytes, ready);
                });
            } else {
                ready.accept(null);
            }
        }
    }
}
