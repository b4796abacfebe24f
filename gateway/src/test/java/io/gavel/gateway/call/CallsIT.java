package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.Gateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway with SIPp as carrier and as buyers: what the call's record says afterwards. */
@Timeout(120)
class CallsIT {
    private static final String KEY = "calls-it";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Sipp sipp;
    private @Nullable Gateway gateway;
    private Gateway.Ports ports = new Gateway.Ports(0, 0);

    /** {@code orders}: to ports of 127.0.0.1, in the order of their price. */
    private void open(String campaign, int... buyers) throws Exception {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < buyers.length; i++) {
            String name = String.valueOf((char) ('a' + i));
            orders.append("  ")
                    .append(CallRig.order(name, i + 1, "ring_s: 10").replace("192.0.2.7", "127.0.0.1:" + buyers[i]))
                    .append('\n');
        }
        Gateway opened = Gateway.open(WholeGateway.config(folder, KEY, "24000-24499", Map.of()));
        gateway = opened;
        opened.start();
        String market = CallRig.market(campaign) + orders;
        assertEquals(List.of(), opened.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8)));
        ports = opened.open();
    }

    private Sipp sipp() {
        Sipp made = sipp == null ? new Sipp(folder) : sipp;
        sipp = made;
        return made;
    }

    @AfterEach
    void close() {
        if (sipp != null) {
            sipp.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    private static Sipp.Scenario caller() {
        return new Sipp.Scenario().request("INVITE", "").status(100).status(180);
    }

    private static Sipp.Scenario talks() {
        return caller().status(200)
                .request("ACK", "")
                .pause(300)
                .request("BYE", "")
                .status(200);
    }

    private static Sipp.Scenario cancels() {
        return new Sipp.Scenario()
                .request("INVITE", "")
                .status(100)
                .rings()
                .pause(500)
                .request("CANCEL", "4")
                .status(200)
                .status(487)
                .request("ACK", "7");
    }

    private static Sipp.Scenario answers() {
        return new Sipp.Scenario().receive("INVITE").respond(180).respond(200).receive("ACK");
    }

    @Test
    void aCallIsBridgedAndRecordedWithBothVoices() throws Exception {
        Path low = sipp().tone("low", 400);
        Path high = sipp().tone("high", 1_000);
        int buyer =
                sipp().callee("127.0.0.1", answers().plays(high).receive("BYE").ok());
        open("recording: {mode: both_legs}", buyer);
        sipp().callers(
                        ports.sip(),
                        1,
                        caller().status(200)
                                .request("ACK", "")
                                .plays(low)
                                .pause(2_000)
                                .request("BYE", "")
                                .status(200));

        JsonObject call = records(1).getJsonObject(0);
        assertEquals("caller", call.getString("ended_by"));
        assertTrue(call.getBoolean("billable"), call::encode);
        assertEquals("+13035550111", call.getString("caller"));
        byte[] wav = get(call.getString("recording")).body();
        assertEquals(400, pitch(wav, 0), 40);
        assertEquals(1_000, pitch(wav, 1), 100);
        for (Object leg : call.getJsonArray("media")) {
            assertTrue(((JsonObject) leg).getInteger("packets_in") > 50, call::encode);
            assertTrue(((JsonObject) leg).getInteger("packets_out") > 50, call::encode);
        }

        erase("+13035550111");
        JsonObject erased = records(1).getJsonObject(0);
        assertNull(erased.getString("recording"), erased::encode);
        assertNull(erased.getString("caller"), erased::encode);
        assertEquals(call.getValue("price"), erased.getValue("price"));
    }

    /** Waits for the certificate. */
    private void erase(String phone) throws Exception {
        HttpResponse<String> asked = client.send(
                HttpRequest.newBuilder(request("/v1/admin/erasures"), (name, value) -> true)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"phone\":\"" + phone + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String path = asked.headers().firstValue("location").orElseThrow();
        await(
                () -> {
                    try {
                        return new JsonObject(new String(get(path).body(), StandardCharsets.UTF_8))
                                        .getJsonObject("certificate")
                                != null;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                asked::body);
    }

    @Test
    void whoIsBusyIsFollowedByWhoAnswersAndHangsUp() throws Exception {
        int busy = sipp().callee(
                        "127.0.0.1",
                        new Sipp.Scenario().receive("INVITE").respond(486).receive("ACK"));
        int buyer = sipp().callee("127.0.0.1", answers().pause(500).bye().status(200));
        open("", busy, buyer);
        List<String> events = events();
        sipp().callers(
                        ports.sip(),
                        5,
                        caller().status(200).request("ACK", "").receive("BYE").ok());

        for (Object each : records(5)) {
            JsonObject call = (JsonObject) each;
            assertEquals("buyer", call.getString("ended_by"), call::encode);
            assertEquals("b", call.getString("order"), call::encode);
            assertEquals(486, call.getJsonArray("attempts").getJsonObject(0).getInteger("sip_status"), call::encode);
        }
        for (String type : List.of("call.started", "call.connected", "call.ended")) {
            await(() -> events.stream().filter(("event: " + type)::equals).count() == 5, events::toString);
        }
        assertFalse(events.toString().contains("3035550111"), events::toString);
    }

    @Test
    void ofTwoThatRingAtOnceTheSlowerIsCancelled() throws Exception {
        int slow = sipp().callee(
                        "127.0.0.1",
                        new Sipp.Scenario().receive("INVITE").respond(180).cancelled());
        int buyer = sipp().callee("127.0.0.1", answers().receive("BYE").ok());
        open("method: ping_post, ring: all", slow, buyer);
        sipp().callers(ports.sip(), 5, talks());

        for (Object each : records(5)) {
            JsonObject call = (JsonObject) each;
            assertEquals("b", call.getString("order"), call::encode);
            assertEquals(8, call.getInteger("price"), call::encode);
            JsonObject loser = attempt(call, "failed");
            assertEquals("a", loser.getString("order"), call::encode);
            assertEquals("elsewhere", loser.getString("cause"), call::encode);
        }
    }

    @Test
    void aCallerWhoCancelsStopsTheRinging() throws Exception {
        int buyer = sipp().callee(
                        "127.0.0.1",
                        new Sipp.Scenario().receive("INVITE").respond(180).cancelled());
        open("", buyer);
        sipp().callers(ports.sip(), 5, cancels());

        for (Object each : records(5)) {
            JsonObject call = (JsonObject) each;
            assertEquals("caller_hung_up", call.getString("reason"), call::encode);
            assertEquals(false, call.getBoolean("billable"), call::encode);
            assertEquals("a", attempt(call, "failed").getString("order"), call::encode);
        }
    }

    @Test
    void anAnswerThatCrossesOurCancelIsHungUpAndNotBilled() throws Exception {
        int buyer = sipp().callee(
                        "127.0.0.1",
                        new Sipp.Scenario()
                                .receive("INVITE")
                                .respond(180)
                                .answersAlthoughCancelled()
                                .receive("ACK")
                                .receive("BYE")
                                .ok());
        open("", buyer);
        sipp().callers(ports.sip(), 3, cancels());

        for (Object each : records(3)) {
            JsonObject call = (JsonObject) each;
            assertEquals("caller_hung_up", call.getString("reason"), call::encode);
            assertEquals(false, call.getBoolean("billable"), call::encode);
        }
    }

    @Test
    void byesThatCrossEndTheCallOnce() throws Exception {
        int buyer =
                sipp().callee("127.0.0.1", answers().receive("BYE").bye().ok().status(200));
        open("", buyer);
        List<String> events = events();
        sipp().callers(ports.sip(), 3, talks());

        for (Object each : records(3)) {
            JsonObject call = (JsonObject) each;
            assertEquals("caller", call.getString("ended_by"), call::encode);
            assertTrue(call.getBoolean("billable"), call::encode);
        }
        await(() -> ended(events) >= 3, events::toString);
        assertEquals(3, ended(events), events::toString);
    }

    private static long ended(List<String> events) {
        return events.stream().filter("event: call.ended"::equals).count();
    }

    /** The first of a call's attempts of which this became. */
    private static JsonObject attempt(JsonObject call, String event) {
        return call.getJsonArray("attempts").stream()
                .map(JsonObject.class::cast)
                .filter(attempt -> attempt.getString("event").equals(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError(call.encode()));
    }

    /** All calls, when so many have ended. */
    private JsonArray records(int ended) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            byte[] body = get("/v1/calls?limit=100").body();
            JsonArray calls = new JsonObject(new String(body, StandardCharsets.UTF_8)).getJsonArray("items");
            long over = calls.stream()
                    .filter(call -> ((JsonObject) call).getString("status").equals("ended"))
                    .filter(call -> !((JsonObject) call).getJsonArray("media").isEmpty())
                    .count();
            if (over == ended) {
                return calls;
            }
            assertTrue(System.nanoTime() < end, calls::encode);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** What {@code /v1/events} says of calls from now on. */
    private List<String> events() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        var unused = client.sendAsync(request("/v1/events?type=call.*"), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(lines::add));
        await(() -> !lines.isEmpty(), () -> "the stream does not open");
        return lines;
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        HttpResponse<byte[]> response = client.send(request(path), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode(), path);
        return response;
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path))
                .header("authorization", "Bearer " + KEY)
                .build();
    }

    private static void await(BooleanSupplier condition, Supplier<String> otherwise) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, otherwise);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** What a channel of a recording sounds like in its second half second, in Hertz: half its changes of sign. */
    private static double pitch(byte[] wav, int channel) {
        ByteBuffer samples = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        int changes = 0;
        int before = 0;
        int from = 44 + 4 * 4_000;
        assertTrue(wav.length > from + 4 * 4_000, () -> "only " + wav.length + " bytes");
        for (int at = from; at < from + 4 * 4_000; at += 4) {
            int sample = samples.getShort(at + 2 * channel);
            if (sample != 0) {
                changes += (long) sample * before < 0 ? 1 : 0;
                before = sample;
            }
        }
        return changes;
    }
}
