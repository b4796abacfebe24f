package io.gavel.gateway.bid;

import static io.gavel.gateway.bid.EdgeRig.delivering;
import static io.gavel.gateway.client.RudeServer.ok;
import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.gavel.gateway.client.RudeServer;
import io.gavel.gateway.vault.Receipt;
import io.gavel.message.Ids;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sold leads are handed to buyers of every temper. */
@Timeout(60)
class DeliveringTest {
    private static final String FIELDS = "{\"zip\":\"90210\",\"phone\":\"+12025550123\"}";
    private static final int LONG = 20_000;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void deliversAsTheContractSaysSignedTheSameIdEveryTime() throws Exception {
        EdgeRig rig = rig(remembering(ok("{\"status\":\"accepted\",\"reference\":\"r-9\"}"))
                .url("/lead"));
        long ref = rig.store(FIELDS);

        rig.deliver(7, 1, ref, 1, LONG, "their-1");
        rig.answers(1);
        rig.deliver(7, 1, ref, 2, LONG, "their-1");

        assertEquals(
                List.of("lead 7 order 1 attempt 1 ACCEPTED r-9 ", "lead 7 order 1 attempt 2 ACCEPTED r-9 "),
                rig.answers(2));
        String first = requests.remove();
        String second = requests.remove();
        assertEquals(
                new ObjectMapper()
                        .readTree("{\"lead_id\":\"" + Ids.text(7) + "\",\"auction_id\":\"" + Ids.text(5)
                                + "\",\"order\":\"order-1\",\"price\":18.00,\"bid_id\":\"their-1\",\"fields\":" + FIELDS
                                + "}"),
                new ObjectMapper().readTree(body(first)));
        assertEquals(header(first, "webhook-id"), header(second, "webhook-id"));
        Webhook oracle = new Webhook(rig.vault.secrets().ofBuyer("north"));
        oracle.verify(body(first), signature(first));
        oracle.verify(body(second), signature(second));
    }

    @Test
    void tellsRefusalFromDoubt() throws Exception {
        RudeServer cutting = serve((socket, in, out) -> readRequest(in));
        RudeServer silent = serve((socket, in, out) -> {
            readRequest(in);
            in.read();
        });
        EdgeRig rig = rig(
                answering(ok("{\"status\":\"refused\",\"reason\":\"duplicate\"}"))
                        .url("/"),
                answering("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").url("/"),
                answering(ok("thank you")).url("/"),
                answering("garbage\r\n\r\n").url("/"),
                "http://127.0.0.1:1/",
                cutting.url("/"),
                silent.url("/"));
        long ref = rig.store(FIELDS);
        for (int order = 1; order <= 7; order++) {
            rig.deliver(9, order, ref, 1, order == 7 ? 200 : LONG, "");
        }

        assertEquals(
                List.of(
                        "lead 9 order 1 attempt 1 REFUSED  duplicate",
                        "lead 9 order 2 attempt 1 REFUSED  status 404",
                        "lead 9 order 3 attempt 1 UNKNOWN  answer not understood",
                        "lead 9 order 4 attempt 1 UNKNOWN  garbage",
                        "lead 9 order 5 attempt 1 REFUSED  unreachable",
                        "lead 9 order 6 attempt 1 UNKNOWN  broken",
                        "lead 9 order 7 attempt 1 UNKNOWN  late"),
                rig.answers(7));
    }

    @Test
    void anErasedLeadIsNotDelivered() throws Exception {
        EdgeRig rig = rig(remembering(ok("{\"status\":\"accepted\"}")).url("/"));
        long ref = rig.store(FIELDS);
        CompletableFuture<Long> erased = new CompletableFuture<>();
        assertTrue(rig.vault.erase(ref, Receipt.completing(erased)));
        erased.get(30, TimeUnit.SECONDS);

        rig.deliver(9, 1, ref, 1, LONG, "");
        rig.deliver(10, 1, ref, 2, LONG, "");

        assertEquals(
                List.of(
                        "lead 10 order 1 attempt 2 UNKNOWN  personal data erased",
                        "lead 9 order 1 attempt 1 REFUSED  personal data erased"),
                rig.answers(2));
        assertTrue(requests.isEmpty());
    }

    @Test
    void whatCameOfADeliveryIsNotLostWhileTheLineIsFull() throws Exception {
        EdgeRig rig = new EdgeRig(
                folder,
                64,
                EdgeRig.settings(),
                List.of(delivering(remembering(ok("{\"status\":\"accepted\"}")).url("/"))));
        opened.add(rig);
        long ref = rig.store(FIELDS);
        CountDownLatch gate = new CountDownLatch(1);
        rig.heard.gate = gate;
        for (int lead = 1; lead <= 16; lead++) {
            for (int attempt = 1; attempt <= 10; attempt++) {
                rig.deliver(lead, 1, ref, attempt, LONG, "");
            }
        }
        rig.until(() -> !requests.isEmpty());

        gate.countDown();

        assertEquals(160, rig.answers(160).size());
    }

    @Test
    void aBurstWaitsForItsBuyerAndGoesToNobodyElse() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        EdgeRig rig = rig(serve((socket, in, out) -> {
                    for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                        requests.add(request);
                        gate.await();
                        write(out, ok("{\"status\":\"accepted\"}"));
                    }
                })
                .url("/"));
        long ref = rig.store(FIELDS);
        for (int lead = 1; lead <= 100; lead++) {
            rig.deliver(lead, 1, ref, 1, LONG, "");
        }
        rig.until(() -> requests.size() == 8);
        rig.deliver(101, 1, ref, 1, 300, "");

        assertEquals(List.of("lead 101 order 1 attempt 1 UNKNOWN  busy"), rig.answers(1));
        gate.countDown();

        List<String> answers = rig.answers(101);
        assertEquals(
                100,
                answers.stream().filter(each -> each.contains(" ACCEPTED ")).count());
    }

    @Test
    void deliveriesBeyondTheLimitOfWhatMayWaitStayWithTheirBuyer() throws Exception {
        EdgeRig rig = rig(serve((socket, in, out) -> {
                    readRequest(in);
                    in.read();
                })
                .url("/"));
        long ref = rig.store(FIELDS);
        for (int lead = 1; lead <= 300; lead++) {
            rig.deliver(lead, 1, ref, 1, 2_000, "");
        }

        assertTrue(rig.answers(300).stream().allMatch(each -> each.contains(" UNKNOWN ")), () -> "" + rig.heard.lines);
    }

    @Test
    void aDeliveryGoesBeforeBidRequestsThatWait() throws Exception {
        Semaphore gate = new Semaphore(0);
        RudeServer server = serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                gate.acquire();
                write(out, ok("{\"status\":\"accepted\",\"bid\":0}"));
            }
        });
        EdgeRig rig = new EdgeRig(
                folder,
                1024,
                EdgeRig.settings(),
                List.of(EdgeRig.bidding(server.url("/bid"))
                        .replace("}}", "},\"deliver\":{\"url\":\"" + server.url("/lead") + "\"}}")));
        opened.add(rig);
        long ref = rig.store(FIELDS);
        for (int ping = 1; ping <= 16; ping++) {
            rig.askOnTheFirstLoop(ping, 1, 10_000);
        }
        rig.until(() -> requests.size() == 8);
        rig.deliver(7, 1, ref, 1, LONG, "");
        rig.settle();
        requests.clear();
        gate.release();
        rig.until(() -> requests.size() == 1);

        assertTrue(requests.element().startsWith("POST /lead"), requests.element());
        gate.release(16);
        rig.answers(17);
    }

    private EdgeRig rig(String... urls) throws Exception {
        List<String> orders = new ArrayList<>();
        for (String url : urls) {
            orders.add(delivering(url));
        }
        EdgeRig rig = new EdgeRig(folder, 1024, EdgeRig.settings(), orders);
        opened.add(rig);
        return rig;
    }

    private RudeServer remembering(String answer) throws Exception {
        return serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, answer);
            }
        });
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

    private static HttpHeaders signature(String request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, List.of(header(request, name)));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static String header(String request, String name) {
        String found = null;
        for (String line : request.split("\r\n", -1)) {
            found = line.startsWith(name + ": ") ? line.substring(name.length() + 2) : found;
        }
        assertNotNull(found);
        return found;
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }
}
