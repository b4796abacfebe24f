package io.gavel.gateway.notify;

import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;
import static io.gavel.gateway.notify.WebhooksRig.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.gavel.gateway.client.RudeServer;
import io.gavel.message.Ids;
import io.gavel.message.LeadStatus;
import io.gavel.message.Reason;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens is posted to receivers of every temper. */
@Timeout(90)
class WebhooksTest {
    private static final String OK = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final String BUSY = "HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\ncontent-length: 0\r\n\r\n";
    private static final String BROKEN = "HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n";

    @TempDir
    private Path temporary;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void aSoldLeadIsPostedSignedAndNothingThatWasNotAskedFor() throws Exception {
        String hook = "{\"url\":\"" + remembering(OK).url("/hooks?k=1") + "\",\"events\":[\"lead.sold\"]}";
        WebhooksRig rig = started(hook);

        rig.lead(7, 0, LeadStatus.UNSOLD, Reason.REFUSED_BY_BUYER.code());
        rig.sold(8);
        until(() -> requests.size() == 1);

        String request = requests.remove();
        assertTrue(request.startsWith("POST /hooks?k=1 HTTP/1.1\r\n"));
        JsonNode expected = new ObjectMapper()
                .readTree("{\"type\":\"lead.sold\",\"timestamp\":\"2026-09-21T14:13:20.000Z\",\"data\":{\"lead_id\":\""
                        + Ids.text(8) + "\",\"ping_id\":\"" + Ids.text(3)
                        + "\",\"campaign\":\"autos\",\"seller\":\"acme\",\"status\":\"sold\",\"sales\":[{\"order\":\"north-west\","
                        + "\"buyer\":\"north\",\"price\":14.40,\"payout\":11.52,\"state\":\"accepted\"}]}}");
        assertEquals(expected, new ObjectMapper().readTree(body(request)));
        new Webhook(rig.vault.secrets().ofWebhook("hook-1")).verify(body(request), signature(request));
        until(() -> waiting(rig) == 0);
        assertTrue(requests.isEmpty());
    }

    @Test
    void aReceiverThatFailsAndThenWorksGetsTheLetterWithTheSameIdAndANewSignature() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        RudeServer server = serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, answers.incrementAndGet() <= 2 ? BROKEN : OK);
            }
        });
        WebhooksRig rig = started(hook(server));

        rig.sold(7);
        until(() -> attempts(rig) == 1);
        rig.later(Duration.ofSeconds(7));
        until(() -> attempts(rig) == 2);
        rig.later(Duration.ofSeconds(19));
        until(() -> waiting(rig) == 0);

        assertEquals(3, requests.size());
        String id = header(requests.element(), "webhook-id");
        for (String request : requests) {
            assertEquals(id, header(request, "webhook-id"));
        }
        assertEquals(0, rig.dead().size());
    }

    @Test
    void aReceiverThatSaysWhenIsLeftAloneUntilThen() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        RudeServer server = serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, answers.incrementAndGet() == 1 ? BUSY : OK);
            }
        });
        WebhooksRig rig = started(hook(server));

        long before = System.currentTimeMillis();
        rig.sold(7);
        until(() -> attempts(rig) == 1);
        long due = look(rig, letters -> letters.waiting().iterator().next().dueMillis);
        assertTrue(due >= before + 3_600_000, "an hour, not the five seconds of the first pause: " + (due - before));
        rig.later(Duration.ofMinutes(61));
        until(() -> waiting(rig) == 0);

        assertEquals(2, requests.size());
    }

    @Test
    void whatNobodyTakesIsADeadLetterAndCanBeSentAgain() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        RudeServer server = serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, answers.incrementAndGet() <= WebhooksRig.ATTEMPTS ? BROKEN : OK);
            }
        });
        WebhooksRig rig = started(hook(server));
        rig.sold(7);
        for (int attempt = 1; attempt < WebhooksRig.ATTEMPTS; attempt++) {
            int made = attempt;
            until(() -> attempts(rig) == made);
            rig.later(Duration.ofHours(1));
        }
        until(() -> dead(rig).size() == 1);
        Letter dead = dead(rig).get(0);
        assertEquals("status 500", dead.problem);
        assertEquals(WebhooksRig.ATTEMPTS, dead.attempts);

        rig.webhooks.postman().offer(letters -> rig.webhooks.postman().sendAgain(dead));
        until(() -> requests.size() == WebhooksRig.ATTEMPTS + 1 && waiting(rig) == 0);

        assertEquals(0, rig.dead().size());
    }

    @Test
    void goneIsTheEndAtOnce() throws Exception {
        RudeServer server = remembering("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n");
        WebhooksRig rig = started(hook(server));

        rig.sold(7);

        until(() -> dead(rig).size() == 1);
        assertEquals("status 410", dead(rig).get(0).problem);
        assertEquals(1, requests.size());
    }

    @Test
    void afterAKillExactlyTheUndeliveredAreSent() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        RudeServer server = serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, answers.incrementAndGet() <= 5 ? OK : BROKEN);
            }
        });
        WebhooksRig before = started(hook(server));
        for (int sequence = 1; sequence <= 12; sequence++) {
            before.sold(sequence);
            int sent = sequence;
            until(() -> requests.size() == sent && attempts(before) == Math.max(0, sent - 5));
        }
        Path left = before.killed("after");
        requests.clear();
        answers.set(0);
        WebhooksRig after = opened(left, hook(remembering(OK)));

        for (int sequence = 1; sequence <= 14; sequence++) {
            after.sold(sequence); // recovery tells all again that was not marked, and two that had no letter yet
        }
        after.start(14);
        after.later(Duration.ofHours(1));
        until(() -> waiting(after) == 0);

        List<String> leads = new ArrayList<>();
        for (String request : requests) {
            leads.add(new ObjectMapper()
                    .readTree(body(request))
                    .at("/data/lead_id")
                    .asText());
        }
        List<String> expected = new ArrayList<>();
        for (int sequence = 6; sequence <= 14; sequence++) {
            expected.add(Ids.text(sequence));
        }
        assertEquals(
                expected.stream().sorted().toList(), leads.stream().sorted().toList());
    }

    @Test
    void aNewDirectoryTellsNothingOfThePast() throws Exception {
        WebhooksRig rig = opened(temporary.resolve("new"), hook(remembering(OK)));
        rig.sold(1);
        rig.start(1);
        rig.sold(2);

        until(() -> requests.size() == 1 && waiting(rig) == 0);
        assertTrue(requests.element().contains(Ids.text(2)));
    }

    @Test
    void noLetterGoesToAPrivateAddressUnlessThatIsAllowed() throws Exception {
        RudeServer server = remembering(OK);
        WebhooksRig rig = new WebhooksRig(temporary.resolve("rig"), false, List.of(hook(server)));
        opened.add(rig);
        rig.start(0);

        rig.sold(7);

        until(() -> dead(rig).size() == 1);
        assertEquals("not_allowed", dead(rig).get(0).problem);
        assertEquals(0, server.connections());
    }

    @Test
    void aReceiverThatHangsDelaysNobodyElseAndItsQueueIsBounded() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger held = new AtomicInteger();
        RudeServer hanging = serve((socket, in, out) -> {
            while (!readRequest(in).isEmpty()) {
                held.incrementAndGet();
                gate.await();
                write(out, OK);
            }
        });
        WebhooksRig rig = started(hook(hanging), hook(remembering(OK)));

        for (int sequence = 1; sequence <= WebhooksRig.QUEUE + 5; sequence++) {
            rig.sold(sequence);
            int sent = sequence;
            until(() -> requests.size() == sent);
        }

        until(() -> dead(rig).size() == 5);
        until(() -> held.get() == Schedule.AT_ONCE);
        assertEquals("too many letters wait", dead(rig).get(0).problem);
        assertEquals(WebhooksRig.QUEUE, rig.waiting());
        gate.countDown();
        until(() -> waiting(rig) == 0);
        assertEquals(WebhooksRig.QUEUE, held.get());
    }

    private WebhooksRig started(String... hooks) throws Exception {
        return opened(temporary.resolve("rig"), hooks).start(0);
    }

    private WebhooksRig opened(Path folder, String... hooks) throws Exception {
        WebhooksRig rig = new WebhooksRig(folder, true, List.of(hooks));
        opened.add(rig);
        return rig;
    }

    private static int waiting(WebhooksRig rig) {
        return look(rig, LetterBox::waitingCount);
    }

    private static int attempts(WebhooksRig rig) {
        return look(
                rig,
                letters -> letters.waiting().stream()
                        .mapToInt(letter -> letter.attempts)
                        .sum());
    }

    private static List<Letter> dead(WebhooksRig rig) {
        return look(rig, letters -> letters.dead(Long.MAX_VALUE, 100));
    }

    private static <T> T look(WebhooksRig rig, java.util.function.Function<LetterBox, T> look) {
        try {
            return rig.onThePostman(look);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hook(RudeServer server) {
        return "{\"url\":\"" + server.url("/") + "\"}";
    }

    private RudeServer remembering(String answer) throws Exception {
        return serve((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                write(out, answer);
            }
        });
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
        for (String line : request.split("\r\n", -1)) {
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        throw new AssertionError("no " + name);
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }
}
