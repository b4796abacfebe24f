package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the gateway while calls are up: each has one record, nothing is held, nothing is billed twice, what was recorded plays.
 * {@code -Dgavel.crash.calls=200} is the long form.
 */
@Timeout(300)
class CallCrashIT {
    private static final String RATES = "rates: {inbound: {per_minute: 0.006, rounding: 60/60},"
            + " recording: {per_minute: 0.003, rounding: 60/60}, platform_fee: 0.01}, ";
    private static final int CALLS = Integer.getInteger("gavel.crash.calls", 40);
    /** Ring when the gateway dies. */
    private static final int RINGING = CALLS / 8;
    /** Are billed by then. */
    private static final int BILLED = CALLS / 2;

    private static final Pattern READY = Pattern.compile("READY http=(\\d+) sip=(\\d+)");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Process process;

    private int http;
    private int sip;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void everyCallThatWasUpHasARecordAndNothingIsHeld() throws Exception {
        try (Sipp sipp = new Sipp(folder)) {
            int buyer = sipp.callee(
                    "127.0.0.1",
                    new Sipp.Scenario()
                            .receive("INVITE")
                            .respond(180)
                            .respond(200)
                            .receive("ACK")
                            .plays(sipp.tone("high", 1_000))
                            .pause(60_000));
            int rings = sipp.callee(
                    "127.0.0.1",
                    new Sipp.Scenario().receive("INVITE").respond(180).pause(60_000));
            // Half is billed at once, half not before a minute; the first of all buyers rings only.
            String orders = "  " + order("a", 1, rings, 0).replace("caps: []", "caps: [{concurrent: " + RINGING + "}]")
                    + "\n  "
                    + order("b", 2, buyer, 0).replace("caps: []", "caps: [{concurrent: " + BILLED + "}]") + "\n  "
                    + order("c", 3, buyer, 60) + "\n";
            String market = CallRig.market("recording: {mode: both_legs}")
                            .replace("1000.00", "100000.00")
                            .replace("voip: {", "voip: {" + RATES)
                    + orders;
            Files.writeString(folder.resolve("market.yaml"), market);
            Files.writeString(folder.resolve("exchange.yaml"), "operator: {key: crash}\nmedia: {ports: 24500-25999}\n");
            launch();
            sipp.start(
                    sip,
                    CALLS,
                    new Sipp.Scenario()
                            .request("INVITE", "")
                            .status(100)
                            .status(180)
                            .status(200)
                            .request("ACK", "")
                            .plays(sipp.tone("low", 400))
                            .pause(60_000));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30 + CALLS / 5);
            while (connected() < CALLS - RINGING) {
                assertTrue(System.nanoTime() < end, () -> "only " + connected() + " of " + calls().encode());
                TimeUnit.MILLISECONDS.sleep(100);
            }
            TimeUnit.SECONDS.sleep(2);
            process.destroyForcibly().waitFor();

            launch();
            await(() -> recorded() == CALLS - RINGING);
            check();
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
        assertEquals(List.of(), held());
    }

    private void check() throws Exception {
        JsonArray calls = calls();
        assertEquals(CALLS, calls.size());
        int billable = 0;
        for (Object each : calls) {
            JsonObject call = (JsonObject) each;
            assertEquals("ended", call.getString("status"), call::encode);
            assertEquals("exchange", call.getString("ended_by"), call::encode);
            billable += call.getBoolean("billable") ? 1 : 0;
            String recording = call.getString("recording");
            if (recording != null) {
                byte[] wav = get(recording).body();
                int length = java.nio.ByteBuffer.wrap(wav)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getInt(40);
                assertEquals(wav.length - 44, length, call::encode);
                assertTrue(length > 8_000 * 4, () -> length + " bytes of two seconds");
            }
        }
        assertEquals(BILLED, billable, calls::encode);
        String pnl = new String(get("/v1/reports/pnl?by=campaign").body(), java.nio.charset.StandardCharsets.UTF_8);
        JsonObject sums = new JsonObject(pnl).getJsonObject("totals");
        assertEquals(BILLED * 8, sums.getDouble("revenue"), 0.001, pnl);
        byte[] statement = get("/v1/admin/carriers/voip/statement").body();
        JsonObject owed = new JsonObject(new String(statement, java.nio.charset.StandardCharsets.UTF_8));
        JsonObject totals = owed.getJsonObject("totals");
        assertEquals((CALLS - RINGING) * 0.01, totals.getDouble("platform"), 0.000_000_1, owed::encode);
        assertTrue(totals.getDouble("inbound") >= (CALLS - RINGING) * 0.006, owed::encode);
        assertTrue(totals.getDouble("recording") >= (CALLS - RINGING) * 0.003, owed::encode);
        assertEquals(sums.getDouble("telephony"), owed.getDouble("closing_balance"), 0.000_000_1, owed::encode);
    }

    private static String order(String name, int priority, int port, int billableAfter) {
        return CallRig.order(name, priority, "ring_s: 60")
                .replace("192.0.2.7", "127.0.0.1:" + port)
                .replace("billable_after_s: 0", "caps: [], billable_after_s: " + billableAfter);
    }

    private void launch() throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        System.getProperty("gavel.jar"),
                        "serve",
                        "--config",
                        folder.resolve("exchange.yaml").toString(),
                        "--market",
                        folder.resolve("market.yaml").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--http-port",
                        "0",
                        "--sip-port",
                        "0"))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                http = Integer.parseInt(ready.group(1));
                sip = Integer.parseInt(ready.group(2));
                return;
            }
        }
        throw new IOException("never READY\n" + Files.readString(folder.resolve("log")));
    }

    private long connected() {
        return calls().stream()
                .filter(call -> ((JsonObject) call).getString("status").equals("connected"))
                .count();
    }

    private long recorded() {
        return calls().stream()
                .filter(call -> ((JsonObject) call).getString("recording") != null)
                .count();
    }

    private void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> calls().encode());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private JsonArray calls() {
        byte[] body = get("/v1/calls?limit=200").body();
        return new JsonObject(new String(body, java.nio.charset.StandardCharsets.UTF_8)).getJsonArray("items");
    }

    private HttpResponse<byte[]> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .header("authorization", "Bearer crash")
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, response.statusCode(), path);
            return response;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the stopped gateway. */
    private List<String> held() {
        List<String> found = new ArrayList<>();
        try (Engine engine = Engine.open(EngineConfig.in(folder.resolve("data")), Exchange::new, List.of())) {
            engine.accounts((kind, id, balance, held) -> {
                if (held != 0) {
                    found.add(kind + " " + id + " has " + held);
                }
            });
        }
        return found;
    }
}
