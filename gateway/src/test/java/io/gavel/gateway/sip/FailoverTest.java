package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.digest.Credentials;
import io.gavel.gateway.sip.dns.NameServer;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Vertx;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A domain with several places: what becomes of a call when the first does not take it (RFC 3263 §4.3). */
@Timeout(60)
class FailoverTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger refused = new AtomicInteger();
    private final NameServer names;
    private final SipStack caller;
    private final SipStack answering = Answering.start(vertx, 1, 0, new Answering());

    FailoverTest() throws Exception {
        names = new NameServer();
        names.a("host.example", "127.0.0.1");
        caller = Answering.asking(vertx, names.address());
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        answering.close();
        names.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SipStack refusing(int status) {
        return Answering.start(vertx, 1, 0, new SipHandler() {
            @Override
            public int admit(SipMessage request, Path from) {
                return WELCOME;
            }

            @Override
            public void onInvite(IncomingInvite invite) {
                refused.incrementAndGet();
                invite.refuse(status);
            }
        });
    }

    /** Where it was answered, or how it failed. */
    private String call(String uri) throws Exception {
        return call(uri, InviteOptions.PLAIN.silentFor(700));
    }

    private String call(String uri, InviteOptions options) throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        SipMessage invite = SipMessage.request(Method.INVITE, uri)
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<" + uri + ">")
                .body("application/sdp", Answering.SDP);
        caller.run(
                0,
                () -> caller.loop(0).invite(invite, options, new InviteListener() {
                    @Override
                    public void onAnswered(SipMessage response, Dialog dialog) {
                        dialog.bye();
                        done.complete(String.valueOf(response.header(HeaderName.CONTACT)));
                    }

                    @Override
                    public void onFailed(InviteFailure failure) {
                        done.complete("failed " + failure.kind() + " " + failure.status());
                    }

                    @Override
                    public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
                }));
        return done.get(40, TimeUnit.SECONDS);
    }

    private void then(String service, int port) throws Exception {
        names.srv(service, 1, 0, port, "host.example")
                .srv(service, 2, 0, answering.port(Transport.UDP), "host.example");
    }

    private void isAnswered(String contact) {
        assertTrue(contact.startsWith("<sip:gavel@127.0.0.1:" + answering.port(Transport.UDP)), contact);
    }

    @Test
    void whoIsFullSendsTheCallToTheNext() throws Exception {
        SipStack full = refusing(503);
        then("_sip._udp.buyer.example", full.port(Transport.UDP));
        isAnswered(call("sip:desk@buyer.example"));
        assertEquals(1, refused.get());
        full.close();
    }

    @Test
    void whoDoesNotListenSendsTheCallToTheNext() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        then("_sip._tcp.buyer.example", nobody);
        isAnswered(call("sip:desk@buyer.example"));
    }

    @Test
    void whoSaysNothingSendsTheCallToTheNext() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            then("_sip._udp.buyer.example", deaf.getLocalPort());
            isAnswered(call("sip:desk@buyer.example"));
        }
    }

    @Test
    void whoIsBusyIsBusyWhereverItsDomainLeads() throws Exception {
        SipStack busy = refusing(486);
        then("_sip._udp.buyer.example", busy.port(Transport.UDP));
        assertEquals("failed REFUSED 486", call("sip:desk@buyer.example"));
        busy.close();
    }

    @Test
    void whenAllAreFullTheCallIsRefusedAsTheLastDid() throws Exception {
        SipStack full = refusing(503);
        names.srv("_sip._udp.buyer.example", 1, 0, full.port(Transport.UDP), "host.example")
                .srv("_sip._udp.buyer.example", 2, 0, full.port(Transport.UDP), "host.example");
        assertEquals("failed REFUSED 503", call("sip:desk@buyer.example"));
        assertEquals(2, refused.get());
        full.close();
    }

    @Test
    void aNameThatNobodyKnowsCannotBeReached() throws Exception {
        assertEquals("failed UNREACHABLE 503", call("sip:desk@nobody.example"));
        assertEquals(
                "failed UNREACHABLE 503",
                call("sip:desk@nobody.example", InviteOptions.PLAIN.with(new Credentials("a", "b"))));
    }
}
