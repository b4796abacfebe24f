package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.message.DocumentPutEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.ring.Slot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool that a version without leases kept as a document only. */
@Timeout(60)
class OldPoolTest {
    private static final String MARKET = """
            verticals: {calls: {fields: {zip: {type: zip}}}}
            campaigns: {calls: {vertical: calls, product: call, method: ping_post, deadline_ms: 500}}
            """;

    @TempDir
    private Path data;

    @Test
    void itLeasesItsNumbersAfterTheNextStart() throws Exception {
        try (Gateway gateway = open()) {
            gateway.start();
            assertEquals(List.of(), gateway.importMarket("market.yaml", MARKET.getBytes(StandardCharsets.UTF_8)));
        }
        putAsBefore("{\"campaign\":\"calls\",\"numbers\":[\"+18005550200\"]}");

        try (Gateway gateway = open()) {
            gateway.start();
            int port = gateway.open().http();
            assertEquals(200, visit(port));
        }
        try (Gateway gateway = open()) {
            gateway.start();
            assertEquals(200, visit(gateway.open().http()), "and stays known");
        }
    }

    private Gateway open() throws Exception {
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                "data: " + data + "\nhttp: {port: 0}\noperator: {key: operator-key}\nsip: {enabled: false}\n"
                        + "start: {warm_up_ms: 0}\n",
                Map.of(),
                problems);
        assertEquals(List.of(), problems.list());
        return Gateway.open(config);
    }

    /** What was journaled before pools were messages of their own. */
    private void putAsBefore(String document) throws Exception {
        try (Engine engine = Engine.open(EngineConfig.in(data), Exchange::new, List.of())) {
            engine.start();
            Slot slot = null;
            while (slot == null) {
                slot = engine.inputs().claimIntake();
                Thread.onSpinWait();
            }
            DocumentPutEncoder put = new DocumentPutEncoder();
            put.wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder())
                    .correlationId(0)
                    .entityId(1)
                    .kind(EntityKind.POOL)
                    .key("web")
                    .actor("somebody");
            byte[] text = document.getBytes(StandardCharsets.UTF_8);
            put.putDocument(text, 0, text.length);
            slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength());
            engine.drain(Duration.ofSeconds(10));
        }
    }

    private static int visit(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/visits"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"pool\":\"web\",\"visitor\":\"v\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
