package io.gavel.gateway.client;

import static io.gavel.gateway.client.RudeServer.ok;
import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against servers that do what a server must not. */
@Timeout(60)
class ClientTest {
    private static final int LONG = 15_000;
    private static final int SHORT = 150;

    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Clients clients = clients(new ClientSettings(true, 4, 4, 2000, 60, 4096));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        clients.close();
        vertx.close().await();
    }

    @Test
    void sendsTheContractsHeadAndUsesAConnectionAgain() throws Exception {
        List<String> requests = new ArrayList<>();
        RudeServer server = serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, ok("hi"));
            }
        });

        assertEquals("200 hi", ask(server.url("/bid?key=1"), LONG).get());
        assertEquals("200 hi", ask(server.url("/"), LONG).get());

        assertEquals(1, server.connections());
        assertEquals(
                "POST /bid?key=1 HTTP/1.1\r\nhost: 127.0.0.1:" + server.port() + "\r\nuser-agent: gavel\r\n"
                        + "accept: application/json\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
                requests.get(0));
    }

    @Test
    void givesUpAtTheDeadlineAndClosesTheConnection() throws Exception {
        CompletableFuture<Integer> rest = new CompletableFuture<>();
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            rest.complete(in.read());
        });

        Outcome outcome = ask(server.url("/"), SHORT);

        assertEquals("LATE", outcome.get());
        assertEquals(-1, rest.get());
        assertEquals(1, outcome.ends());
    }

    @Test
    void anAnswerAfterTheDeadlineIsHeardByNobody() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            late.await();
            write(out, ok("too late"));
        });

        Outcome outcome = ask(server.url("/"), SHORT);

        assertEquals("LATE", outcome.get());
        late.countDown();
        assertEquals("200 next", ask(server("next").url("/"), LONG).get());
        assertEquals(1, outcome.ends());
    }

    @Test
    void oneByteAtATimeDoesNotMoveTheDeadline() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            write(out, "HTTP/1.1 200 OK\r\n");
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                write(out, "x");
            }
        });

        assertEquals("LATE", ask(server.url("/"), SHORT).get());
    }

    @Test
    void refusesThreeGigabytesWithoutReadingThem() throws Exception {
        RudeServer announced = serve((socket, in, out) -> {
            readRequest(in);
            write(out, "HTTP/1.1 200 OK\r\ncontent-length: 3221225472\r\n\r\n");
            pour(out);
        });
        RudeServer unannounced = serve((socket, in, out) -> {
            readRequest(in);
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            pour(out);
        });

        assertEquals("GARBAGE", ask(announced.url("/"), LONG).get());
        assertEquals("GARBAGE", ask(unannounced.url("/"), LONG).get());
    }

    @Test
    void refusesGarbage() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            write(out, "\0\1\2 go away \r\n\r\n");
            in.read();
        });

        assertEquals("GARBAGE", ask(server.url("/"), LONG).get());
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        RudeServer elsewhere = server("secret");
        RudeServer server =
                answering("HTTP/1.1 302 Found\r\nlocation: " + elsewhere.url("/") + "\r\ncontent-length: 0\r\n\r\n");

        assertEquals("302 ", ask(server.url("/"), LONG).get());
        assertEquals(0, elsewhere.connections());
    }

    @Test
    void ofTwoAnswersTheFirstCountsAndTheConnectionEnds() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            while (!readRequest(in).isEmpty()) {
                write(out, ok("first") + ok("second"));
            }
        });

        Outcome outcome = ask(server.url("/"), LONG);

        assertEquals("200 first", outcome.get());
        assertEquals("200 first", ask(server.url("/"), LONG).get());
        assertEquals(2, server.connections());
        assertEquals(1, outcome.ends());
    }

    @Test
    void anAnswerThatNobodyAskedForEndsTheConnection() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Integer> rest = new CompletableFuture<>();
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            write(out, ok("first"));
            answered.await();
            write(out, ok("second"));
            rest.complete(in.read());
        });

        assertEquals("200 first", ask(server.url("/"), LONG).get());
        answered.countDown();

        assertEquals(-1, rest.get());
    }

    @Test
    void aHalfClosedConnectionIsBroken() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            socket.shutdownOutput();
            in.read();
        });

        assertEquals(
                "BROKEN", Outcome.unrepeatable(client(), server.url("/"), LONG).get());
    }

    @Test
    void aBreakWithinTheAnswerIsGarbage() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            write(out, "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
        });

        assertEquals("GARBAGE", ask(server.url("/"), LONG).get());
    }

    @Test
    void aResetIsBroken() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            socket.setSoLinger(true, 0);
        });

        assertEquals("BROKEN", ask(server.url("/"), LONG).get());
    }

    @Test
    void whatMayBeRepeatedSurvivesAConnectionThatWentStale() throws Exception {
        RudeServer server = serve((socket, in, out) -> {
            readRequest(in);
            write(out, ok("once"));
            readRequest(in);
            // closed instead of answered
        });

        assertEquals("200 once", ask(server.url("/"), LONG).get());
        assertEquals("200 once", ask(server.url("/"), LONG).get());
        assertEquals(2, server.connections());
        assertEquals(
                "BROKEN", Outcome.unrepeatable(client(), server.url("/"), LONG).get());
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertEquals("UNREACHABLE", ask("http://127.0.0.1:" + port + "/", LONG).get());
        assertEquals("UNREACHABLE", ask("http://no.such.host.invalid/", LONG).get());
    }

    @Test
    void slowServersFillTheirOwnQueueOnly() throws Exception {
        RudeServer slow = serve((socket, in, out) -> {
            readRequest(in);
            in.read();
        });
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outcomes.add(ask(slow.url("/"), 2000));
        }

        assertEquals("200 well", ask(server("well").url("/"), LONG).get());

        int busy = 0;
        int unsent = 0;
        int late = 0;
        for (Outcome outcome : outcomes) {
            String end = outcome.get();
            busy += end.equals("BUSY") ? 1 : 0;
            unsent += end.equals("LATE_UNSENT") ? 1 : 0;
            late += end.equals("LATE") ? 1 : 0;
        }
        assertEquals(20, busy + unsent + late);
        assertTrue(busy >= 12, busy + " busy");
        assertTrue(late >= 1, late + " late");
    }

    @Test
    void whoWaitedIsServedWhenAConnectionComesFree() throws Exception {
        RudeServer server = server("served");
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(ask(server.url("/"), LONG));
        }

        for (Outcome outcome : outcomes) {
            assertEquals("200 served", outcome.get());
        }
        assertTrue(server.connections() <= 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "0.0.0.0",
                "169.254.169.254"
            })
    void privateAddressesAreNotConnectedTo(String host) throws Exception {
        clients.close();
        clients = clients(new ClientSettings(false, 4, 4, 2000, 60, 4096));
        RudeServer server = server("private");

        assertEquals(
                "NOT_ALLOWED",
                ask("http://" + host + ":" + server.port() + "/", LONG).get());
        assertEquals(0, server.connections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f.1", "127.1", "0177.0.0.1"})
    void otherSpellingsOfPrivateAddressesGetNowhere(String host) throws Exception {
        clients.close();
        clients = clients(new ClientSettings(false, 4, 4, 2000, 60, 4096));
        RudeServer server = server("private");
        Endpoint endpoint;
        try {
            endpoint = Endpoint.of("http://" + host + ":" + server.port() + "/");
        } catch (IllegalArgumentException e) {
            return;
        }

        String end = ask(endpoint.url(), LONG).get();

        assertTrue(end.equals("NOT_ALLOWED") || end.equals("UNREACHABLE"), end);
        assertEquals(0, server.connections());
    }

    @Test
    void aRequestWhoseTimeIsOverIsNotSent() throws Exception {
        RudeServer server = server("unused");

        assertEquals("LATE_UNSENT", ask(server.url("/"), -1).get());
        assertEquals(0, server.connections());
    }

    @Test
    void requestsAfterTheEndFail() throws Exception {
        RudeServer server = server("unused");
        clients.close();

        assertEquals("BUSY", ask(server.url("/"), LONG).get());
    }

    private static void pour(java.io.OutputStream out) throws Exception {
        byte[] piece = new byte[1 << 16];
        while (true) {
            out.write(piece);
        }
    }

    private Outcome ask(String url, long millis) {
        return Outcome.of(client(), url, millis);
    }

    private Client client() {
        return clients.on(0);
    }

    private Clients clients(ClientSettings settings) {
        return Clients.open(vertx, List.of(vertx.getOrCreateContext()), settings);
    }

    private RudeServer server(String body) throws Exception {
        return answering(ok(body));
    }

    private RudeServer answering(String answer) throws Exception {
        return opened(RudeServer.answering(answer));
    }

    private RudeServer serve(RudeServer.Manners manners) throws Exception {
        return opened(new RudeServer(manners));
    }

    private RudeServer opened(RudeServer server) {
        opened.add(server);
        return server;
    }
}
