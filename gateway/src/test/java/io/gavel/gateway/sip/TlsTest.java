package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transport.StreamSettings;
import io.gavel.gateway.sip.transport.Tls;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS, both ways, between two stacks on loopback with certificates made for the test. */
@Timeout(60)
class TlsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Answering answering = new Answering();
    private final CompletableFuture<IncomingInvite> invited = new CompletableFuture<>();
    private @Nullable SipStack callee;
    private @Nullable SipStack caller;

    @TempDir
    private Path folder;

    private Certificate ours = new Certificate(Path.of(""), Path.of(""));

    @BeforeEach
    void open() throws Exception {
        ours = Certificate.make(folder, "ours");
        StreamSettings tls = Tls.settings(ours.certificate(), ours.key(), ours.certificate());
        callee = Answering.startTls(vertx, told(), tls);
        caller = Answering.startTls(vertx, new Answering(), tls);
    }

    @AfterEach
    void close() {
        for (SipStack stack : new @Nullable SipStack[] {caller, callee}) {
            if (stack != null) {
                stack.close();
            }
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Answers, and keeps the INVITE. */
    private SipHandler told() {
        return new SipHandler() {
            @Override
            public int admit(SipMessage request, io.gavel.gateway.sip.transaction.Path from) {
                return WELCOME;
            }

            @Override
            public void onInvite(IncomingInvite invite) {
                invited.complete(invite);
                answering.onInvite(invite);
            }
        };
    }

    private static SipStack opened(@Nullable SipStack stack) {
        if (stack == null) {
            throw new AssertionError("not open");
        }
        return stack;
    }

    private int port() {
        return opened(callee).port(Transport.TLS);
    }

    /** The Contact that the callee gave, once it was answered and hung up; else how it failed. */
    private static String call(SipStack from, String uri) throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        SipMessage invite = SipMessage.request(Method.INVITE, uri)
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<" + uri + ">")
                .body("application/sdp", Answering.SDP);
        from.run(
                0,
                () -> from.loop(0).invite(invite, InviteOptions.PLAIN, new InviteListener() {
                    @Override
                    public void onAnswered(SipMessage response, Dialog dialog) {
                        dialog.bye();
                        done.complete(String.valueOf(response.header(HeaderName.CONTACT)));
                    }

                    @Override
                    public void onFailed(InviteFailure failure) {
                        done.complete("failed " + failure.kind());
                    }

                    @Override
                    public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
                }));
        return done.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aSipsUriIsCalledOverTlsAndAnsweredWithOne() throws Exception {
        String contact = call(opened(caller), "sips:x@127.0.0.1:" + port());
        assertEquals("<sips:gavel@127.0.0.1:" + port() + ">", contact);
        SipMessage invite = invited.get(30, TimeUnit.SECONDS).message();
        assertEquals("TLS", invited.get().from().transport());
        assertTrue(String.valueOf(invite.header(HeaderName.VIA)).startsWith("SIP/2.0/TLS"));
        assertTrue(String.valueOf(invite.header(HeaderName.CONTACT)).startsWith("<sips:gavel@"));
        answering.hasEnded(1);
    }

    @Test
    void aSipUriThatAsksForTlsIsCalledOverTls() throws Exception {
        String contact = call(opened(caller), "sip:x@localhost:" + port() + ";transport=tls");
        assertEquals("<sip:gavel@127.0.0.1:" + port() + ";transport=tls>", contact);
        assertEquals("TLS", invited.get(30, TimeUnit.SECONDS).from().transport());
        answering.hasEnded(1);
    }

    @Test
    void whoIsNotKnownIsNotCalled() throws Exception {
        Certificate others = Certificate.make(folder, "others");
        StreamSettings strict = Tls.settings(null, null, others.certificate());
        SipStack stack = Answering.start(vertx, strict);
        try {
            assertEquals("failed UNREACHABLE", call(stack, "sips:x@127.0.0.1:" + port()));
        } finally {
            stack.close();
        }
    }

    @Test
    void withoutTlsASipsUriCannotBeReached() throws Exception {
        SipStack stack = Answering.start(vertx, StreamSettings.PLAIN);
        try {
            assertEquals("failed UNREACHABLE", call(stack, "sips:x@127.0.0.1:" + port()));
        } finally {
            stack.close();
        }
    }

    @Test
    void whoSpeaksNoTlsIsClosedAndNobodyElseNotices() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port())) {
            plain.setSoTimeout(20_000);
            plain.getOutputStream()
                    .write("OPTIONS sip:x SIP/2.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            plain.getInputStream().readAllBytes();
        }
        assertTrue(call(opened(caller), "sips:x@127.0.0.1:" + port()).startsWith("<sips:"));
    }

    @Test
    void filesThatAreNoGoodAreNamed() throws Exception {
        IOException key =
                assertThrows(IOException.class, () -> Tls.settings(ours.certificate(), ours.certificate(), null));
        assertTrue(String.valueOf(key.getMessage()).contains("ours.pem"), key.getMessage());
        IOException trust = assertThrows(IOException.class, () -> Tls.settings(null, null, ours.key()));
        assertTrue(String.valueOf(trust.getMessage()).contains("ours.key"), trust.getMessage());
    }
}
