package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.Gateway;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.demo.phone.SipFarm;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample market's calls through a gateway in this process: telephones, records and books tell the same story. */
@Timeout(180)
class DemoCallsTest {
    private static final String KEY = "operator-key";
    private static final int BRIDGED = 3;

    @TempDir
    private Path folder;

    @Test
    void callsAreBridgedBilledAndRecordedAndNothingIsLeft() throws Exception {
        SampleMarket market = SampleMarket.read(Files.readString(Path.of("../config/market.yaml")));
        Instant since = Instant.now();
        try (SipFarm farm = SipFarm.open(0);
                Gateway gateway = Gateway.open(config())) {
            gateway.start();
            byte[] document = market.document(Map.of(), farm.port()).getBytes(StandardCharsets.UTF_8);
            assertEquals(List.of(), gateway.importMarket("market.yaml", document));
            Gateway.Ports ports = gateway.open();
            Operator operator = new Operator(ports.http(), KEY);
            DemoCalls calls = DemoCalls.start(
                    farm,
                    market,
                    ports.sip(),
                    2,
                    operator,
                    (key, body) -> Future.succeededFuture(new JsonObject()),
                    (address, body) -> Future.failedFuture("no visits"));
            until(() -> CallEntry.since(operator, since).stream()
                            .filter(call -> call.billable() && call.recorded())
                            .count()
                    >= BRIDGED);
            calls.stop();
            until(() -> calls.wrong().isEmpty());

            assertTrue(calls.isBridged(), calls::summary);
            assertTrue(farm.isSettled());
            gateway.drain();
        }
    }

    private ExchangeConfig config() {
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                "data: " + folder.resolve("data")
                        + "\nhttp: {port: 0, bind: 127.0.0.1}\nsip: {port: 0, bind: 127.0.0.1}\n"
                        + "buyers: {allow_private_addresses: true}\noperator: {key: " + KEY + "}\n",
                Map.of(),
                problems);
        assertEquals(List.of(), problems.list());
        return config;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < patience, "it never came true");
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
