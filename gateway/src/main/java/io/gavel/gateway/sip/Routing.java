package io.gavel.gateway.sip;

import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Ports;
import io.gavel.gateway.sip.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a URI to a path: transport, address, connection (RFC 3263 without NAPTR and SRV: names are asked for addresses). */
final class Routing implements Network {
    private final Vertx vertx;
    private final EventLoop loop;
    private final Ports ports;
    private final int datagramBytes;
    private final Asked asked;

    Routing(Vertx vertx, EventLoop loop, Ports ports, int datagramBytes, Asked asked) {
        this.vertx = vertx;
        this.loop = loop;
        this.ports = ports;
        this.datagramBytes = datagramBytes;
        this.asked = asked;
    }

    @Override
    public void asked(InetSocketAddress remote) {
        asked.add(remote.getAddress());
    }

    @Override
    public int port(Transport transport) {
        return ports.port(transport);
    }

    @Override
    public void path(SipUri hop, int bytes, Consumer<@Nullable Path> ready) {
        String wanted = hop.parameters().get("transport");
        Transport transport = hop.isSecure() ? Transport.TLS : Transport.of(wanted == null ? "UDP" : wanted);
        if (transport == null || hop.host().isEmpty()) {
            ready.accept(null);
            return;
        }
        int port = hop.port() > 0 ? hop.port() : transport.defaultPort();
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(hop.host());
        if (literal != null) {
            connect(transport, address(literal, port), hop.host(), bytes, ready);
            return;
        }
        ((VertxInternal) vertx)
                .nameResolver()
                .resolveAll(loop, hop.host())
                .addListener((Future<List<InetSocketAddress>> found) -> loop.execute(() -> {
                    if (found.isSuccess() && !found.getNow().isEmpty()) {
                        InetAddress first = found.getNow().get(0).getAddress();
                        connect(transport, new InetSocketAddress(first, port), hop.host(), bytes, ready);
                    } else {
                        ready.accept(null);
                    }
                }));
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

    private static InetSocketAddress address(byte[] literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
