package io.gavel.gateway.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.message.SipUri;
import io.gavel.gateway.sip.transport.Transport;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 3263 §4 against a name server on loopback. */
@Timeout(60)
class LocatorTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final NameServer server;
    private volatile Set<Transport> spoken = Set.of(Transport.values());
    private volatile IntUnaryOperator random = bound -> 0;
    private final DnsNames.Opened names;

    LocatorTest() throws Exception {
        server = new NameServer();
        names = DnsNames.open(
                group.next(),
                NioDatagramChannel::new,
                server.address(),
                transport -> spoken.contains(transport),
                bound -> random.applyAsInt(bound));
    }

    @AfterEach
    void close() throws Exception {
        names.names().close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        server.close();
    }

    /** Places as {@code UDP host:port}. */
    private List<String> find(String uri) throws Exception {
        SipUri parsed = Objects.requireNonNull(SipUri.parse(uri));
        CompletableFuture<List<String>> found = new CompletableFuture<>();
        group.next()
                .execute(() -> names.locator().find(parsed, places -> {
                    List<String> lines = new ArrayList<>();
                    places.forEach(place -> lines.add(place.transport() + " " + place.host() + ":" + place.port()));
                    found.complete(lines);
                }));
        return found.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anAddressOrAPortNeedsNoNameServer() throws Exception {
        assertEquals(List.of("UDP 192.0.2.1:5060"), find("sip:x@192.0.2.1"));
        assertEquals(List.of("UDP 2001:db8::1:5060"), find("sip:x@[2001:db8::1]"));
        assertEquals(List.of("TLS 192.0.2.1:5061"), find("sips:x@192.0.2.1"));
        assertEquals(List.of("TCP buyer.example:5080"), find("sip:x@buyer.example:5080;transport=tcp"));
        assertEquals(List.of("UDP buyer.example:5080"), find("sip:x@buyer.example:5080"));
        assertEquals(List.of("UDP 192.0.2.9:5060"), find("sip:x@buyer.example;maddr=192.0.2.9"));
        assertEquals(List.of(), server.asked);
    }

    @Test
    void whatWeDoNotSpeakLeadsNowhere() throws Exception {
        assertEquals(List.of(), find("sip:x@192.0.2.1;transport=sctp"));
        assertEquals(List.of(), find("sips:x@192.0.2.1;transport=udp"));
        assertEquals(List.of(), find("tel:+18005550199"));
    }

    @Test
    void naptrSaysWhichTransportIsPreferred() throws Exception {
        server.naptr("example.com", 50, 50, "SIPS+D2T", "_sips._tcp.example.com")
                .naptr("example.com", 90, 50, "SIP+D2T", "_sip._tcp.example.com")
                .naptr("example.com", 100, 50, "SIP+D2U", "_sip._udp.example.com")
                .naptr("example.com", 10, 50, "E2U+sip", "_sip._udp.other.example")
                .srv("_sip._tcp.example.com", 0, 1, 5060, "server1.example.com")
                .srv("_sip._tcp.example.com", 0, 2, 5062, "server2.example.com")
                .srv("_sip._udp.example.com", 0, 1, 5070, "server3.example.com");
        spoken = Set.of(Transport.UDP, Transport.TCP);
        assertEquals(
                List.of("TCP server1.example.com:5060", "TCP server2.example.com:5062", "UDP server3.example.com:5070"),
                find("sip:user@example.com"));
        int asked = server.asked.size();
        assertEquals(3, find("sip:user@example.com").size());
        assertEquals(asked, server.asked.size(), "remembered");
    }

    @Test
    void withoutNaptrTheServicesAreAskedForAndWithoutThemTheHost() throws Exception {
        server.srv("_sip._tcp.example.com", 1, 0, 5066, "tcp.example.com");
        assertEquals(List.of("TCP tcp.example.com:5066"), find("sip:user@example.com"));
        assertEquals(List.of("UDP plain.example:5060"), find("sip:user@plain.example"));
        assertEquals(List.of("TLS plain.example:5061"), find("sips:user@plain.example"));
        assertEquals(List.of("TCP plain.example:5060"), find("sip:user@plain.example;transport=tcp"));
    }

    @Test
    void lowerPriorityNumbersComeFirstAndWeightsDecideWithinOne() throws Exception {
        server.srv("_sip._udp.example.com", 20, 0, 5060, "last.example.com")
                .srv("_sip._udp.example.com", 10, 60, 5060, "big.example.com")
                .srv("_sip._udp.example.com", 10, 20, 5060, "small.example.com")
                .srv("_sip._udp.example.com", 10, 0, 5060, "none.example.com");
        random = bound -> bound - 1;
        assertEquals(
                List.of(
                        "UDP big.example.com:5060",
                        "UDP small.example.com:5060",
                        "UDP none.example.com:5060",
                        "UDP last.example.com:5060"),
                find("sip:user@example.com;transport=udp"));
        random = bound -> 0;
        assertEquals(
                "UDP none.example.com:5060",
                find("sip:user@example.com;transport=udp").get(0));
    }

    @Test
    void brokenRecordsAreLeftOut() throws Exception {
        server.broken(35, "example.com")
                .broken(33, "_sip._udp.example.com")
                .srv("_sip._udp.example.com", 1, 1, 5068, "a.example");
        assertEquals(List.of("UDP a.example:5068"), find("sip:user@example.com"));
    }

    @Test
    void aNameServerThatSaysNothingIsAskedForOneThingOnly() throws Exception {
        server.silence();
        assertEquals(List.of("UDP example.com:5060"), find("sip:user@example.com"));
        assertTrue(server.asked.stream().allMatch(question -> question.startsWith("35 ")), server.asked::toString);
    }

    @Test
    void addressesComeFromTheNameServerAndLiteralsFromNobody() throws Exception {
        server.a("a.example", "192.0.2.5").a("a.example", "192.0.2.6");
        assertEquals(List.of("192.0.2.5", "192.0.2.6"), addresses("a.example"));
        assertEquals(List.of(), addresses("nobody.example"));
        int asked = server.asked.size();
        assertEquals(List.of("192.0.2.7"), addresses("192.0.2.7"));
        assertEquals(asked, server.asked.size());
    }

    private List<String> addresses(String host) throws Exception {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        group.next().execute(() -> names.locator().addresses(new Place(Transport.UDP, host, 5060), found::complete));
        return found.get(30, TimeUnit.SECONDS).stream()
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList();
    }
}
