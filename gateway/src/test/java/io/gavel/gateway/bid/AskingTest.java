package io.gavel.gateway.bid;

import static io.gavel.gateway.bid.EdgeRig.bidding;
import static io.gavel.gateway.client.RudeServer.ok;
import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.client.RudeServer;
import io.gavel.message.Ids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Buyers of every temper are asked for bids. */
@Timeout(60)
class AskingTest {
    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void asksAsTheContractSaysAndTellsNothingPersonal() throws Exception {
        Queue<String> requests = new ConcurrentLinkedQueue<>();
        RudeServer buyer = serve((socket, in, out) -> {
            requests.add(readRequest(in));
            write(out, ok("{\"bid\":18.00,\"bid_id\":\"their-1\"}"));
            in.read();
        });
        EdgeRig rig = rig(bidding(buyer.url("/bid")));

        rig.ask(4711, 1, 10_000);

        assertEquals(List.of("ping 4711 order 1 BID 18000000 their-1"), rig.answers(1));
        String request = requests.remove();
        assertTrue(!request.contains("2025550123") && !request.contains("4711\""), request);
        ObjectNode body = (ObjectNode) json(request.substring(request.indexOf("\r\n\r\n")));
        long deadline = body.remove("deadline_ms").longValue();
        assertTrue(deadline > 0 && deadline <= 10_000, "deadline_ms " + deadline);
        assertEquals(
                json("{\"auction_id\":\"" + Ids.text(4711) + "\",\"order\":\"order-1\",\"campaign\":\"autos\","
                        + "\"product\":\"lead\",\"floor\":3.75,\"currency\":\"USD\",\"fields\":{\"zip\":\"00501\","
                        + "\"state\":\"CA\",\"age\":34,\"insured\":true,\"credit\":\"good\",\"budget\":1.50,"
                        + "\"wanted\":\"2022-01-08\",\"note\":\"a \\\"note\\\"\"}}"),
                body);
    }

    @Test
    void whoeverMisbehavesDoesNotBidAndDelaysNobody() throws Exception {
        CountDownLatch wellHeard = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RudeServer silent = serve((socket, in, out) -> {
            readRequest(in);
            wellHeard.await();
            in.read();
        });
        RudeServer trickling = serve((socket, in, out) -> {
            readRequest(in);
            while (!never.await(10, TimeUnit.MILLISECONDS)) {
                write(out, "H");
            }
        });
        EdgeRig rig = rig(
                bidding(answering(ok("{\"bid\":12}")).url("/")),
                bidding(answering("HTTP/1.1 204 No Content\r\n\r\n").url("/")),
                bidding(answering(ok("{\"bid\":0,\"reason\":\"closed\"}")).url("/")),
                bidding(answering(ok("{\"bid\":40.01}")).url("/")),
                bidding(answering(ok("not json")).url("/")),
                bidding(answering("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n")
                        .url("/")),
                bidding(answering("HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n")
                        .url("/")),
                bidding(answering("HTTP/1.1 200 OK\r\ncontent-length: 3221225472\r\n\r\n")
                        .url("/")),
                bidding(answering("rubbish\r\n\r\n").url("/")),
                bidding("http://127.0.0.1:1/"),
                bidding(silent.url("/")),
                bidding(trickling.url("/")));

        rig.ask(7, 12, 3000);
        List<String> prompt = rig.answers(10);
        wellHeard.countDown();

        assertEquals(
                List.of(
                        "ping 7 order 1 BID 12000000 ",
                        "ping 7 order 10 ERROR 0 ",
                        "ping 7 order 2 NO_BID 0 ",
                        "ping 7 order 3 NO_BID 0 ",
                        "ping 7 order 4 ERROR 0 ",
                        "ping 7 order 5 ERROR 0 ",
                        "ping 7 order 6 ERROR 0 ",
                        "ping 7 order 7 ERROR 0 ",
                        "ping 7 order 8 ERROR 0 ",
                        "ping 7 order 9 ERROR 0 "),
                prompt);
        List<String> all = rig.answers(12);
        assertTrue(all.contains("ping 7 order 11 LATE 0 "), all.toString());
        assertTrue(all.contains("ping 7 order 12 LATE 0 "), all.toString());
        String metrics = rig.metrics.scrape();
        assertTrue(metrics.contains("gavel_events_total{event=\"bids.wrong.above_max\"} 1.0"), metrics);
        assertTrue(metrics.contains("gavel_events_total{event=\"bids.wrong.redirect\"} 1.0"), metrics);
    }

    @Test
    void nobodyIsWaitedForBeyondTheAuctionsDeadline() throws Exception {
        RudeServer silent = serve((socket, in, out) -> {
            readRequest(in);
            in.read();
        });
        EdgeRig rig = rig(bidding(silent.url("/")));

        rig.ask(1, 1, 3_600_000, 100);
        rig.ask(2, 1, 3_600_000, -50);

        assertEquals(List.of("ping 1 order 1 LATE 0 ", "ping 2 order 1 LATE 0 "), rig.answers(2));
    }

    @Test
    void anEndpointThatKeepsFailingRests() throws Exception {
        RudeServer broken = answering("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n");
        EdgeRig rig = rig(bidding(broken.url("/bid")), bidding(broken.url("/other")));
        for (int i = 1; i <= 20; i++) {
            rig.ask(i, 1, 10_000);
            rig.answers(i);
        }

        rig.ask(21, 2, 10_000);

        List<String> answers = rig.answers(22);
        assertTrue(answers.contains("ping 21 order 1 RESTING 0 "), answers.toString());
        assertTrue(answers.contains("ping 21 order 2 ERROR 0 "), answers.toString());
        assertTrue(rig.metrics.scrape().contains("gavel_breakers_resting 1.0"));
    }

    @Test
    void sellersInAHurryDoNotMakeAnEndpointRest() throws Exception {
        RudeServer slow = serve((socket, in, out) -> {
            while (!readRequest(in).isEmpty()) {
                in.read();
            }
        });
        EdgeRig rig = rig(bidding(slow.url("/")));
        for (int i = 1; i <= 25; i++) {
            rig.ask(i, 1, 10_000, 5);
            rig.answers(i);
        }

        assertTrue(rig.answers(25).stream().allMatch(answer -> answer.contains(" LATE ")));
    }

    @Test
    void anOrderThatTheMarketDoesNotKnowIsAnError() throws Exception {
        EdgeRig rig = rig(bidding("http://127.0.0.1:1/"));

        rig.ask(1, 2, 1000);

        assertEquals(List.of("ping 1 order 1 ERROR 0 ", "ping 1 order 2 ERROR 0 "), rig.answers(2));
    }

    @Test
    void bidsWaitWhileTheLineIsFull() throws Exception {
        RudeServer buyer = answering(ok("{\"bid\":12}"));
        EdgeRig rig = rig(64, bidding(buyer.url("/")));
        CountDownLatch gate = new CountDownLatch(1);
        rig.heard.gate = gate;
        for (int i = 1; i <= 300; i++) {
            rig.ask(i, 1, 30_000);
        }
        rig.until(() -> buyer.connections() > 0);

        gate.countDown();

        assertEquals(300, rig.answers(300).size());
    }

    private EdgeRig rig(String... orders) throws Exception {
        return rig(1024, orders);
    }

    private EdgeRig rig(int slots, String... orders) throws Exception {
        EdgeRig rig = new EdgeRig(folder, slots, EdgeRig.settings(), List.of(orders));
        opened.add(rig);
        return rig;
    }

    private RudeServer answering(String answer) throws Exception {
        RudeServer server = RudeServer.answering(answer);
        opened.add(server);
        return server;
    }

    private RudeServer serve(RudeServer.Manners manners) throws Exception {
        RudeServer server = new RudeServer(manners);
        opened.add(server);
        return server;
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
