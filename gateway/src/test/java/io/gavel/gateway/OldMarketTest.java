package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.message.CampaignPutEncoder;
import io.gavel.message.DocumentPutEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MethodName;
import io.gavel.message.Pricing;
import io.gavel.message.Product;
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
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What older versions put without all that its document says: pools without their numbers, campaigns without their reviews. */
@Timeout(60)
class OldMarketTest {
    private static final String MARKET = """
            verticals: {calls: {fields: {zip: {type: zip}}}}
            campaigns: {calls: {vertical: calls, product: call, method: ping_post, deadline_ms: 500}}
            """;

    @TempDir
    private Path data;

    @Test
    void aPoolLeasesItsNumbersAfterTheNextStart() throws Exception {
        try (Gateway gateway = open()) {
            gateway.start();
            assertEquals(List.of(), gateway.importMarket("market.yaml", MARKET.getBytes(StandardCharsets.UTF_8)));
        }
        putAsBefore(buffer -> pool(buffer, "{\"campaign\":\"calls\",\"numbers\":[\"+18005550200\"]}"));

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

    @Test
    void aCampaignHoldsDoubtfulCallsBackAfterTheNextStart() throws Exception {
        try (Gateway gateway = open()) {
            gateway.start();
            assertEquals(List.of(), gateway.importMarket("market.yaml", MARKET.getBytes(StandardCharsets.UTF_8)));
        }
        putAsBefore(buffer -> campaign(
                buffer,
                "{\"vertical\":\"calls\",\"product\":\"call\",\"method\":\"ping_post\",\"deadline_ms\":500,"
                        + "\"score\":{\"review_below\":0.30}}"));
        assertTrue(onlyMarks());
        try (Gateway gateway = open()) {
            gateway.start();
        }
        assertFalse(onlyMarks());
    }

    private boolean onlyMarks() {
        try (Engine engine = Engine.open(EngineConfig.in(data), Exchange::new, List.of())) {
            return engine.onlyMarks(1);
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

    /** Journals what an older version did. */
    private void putAsBefore(ToIntFunction<MutableDirectBuffer> encoding) throws Exception {
        try (Engine engine = Engine.open(EngineConfig.in(data), Exchange::new, List.of())) {
            engine.start();
            Slot slot = null;
            while (slot == null) {
                slot = engine.inputs().claimIntake();
                Thread.onSpinWait();
            }
            slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + encoding.applyAsInt(slot.buffer()));
            engine.drain(Duration.ofSeconds(10));
        }
    }

    /** Before pools were messages of their own. */
    private static int pool(MutableDirectBuffer buffer, String document) {
        DocumentPutEncoder put = new DocumentPutEncoder();
        put.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(0)
                .entityId(1)
                .kind(EntityKind.POOL)
                .key("web")
                .actor("somebody");
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        put.putDocument(text, 0, text.length);
        return put.encodedLength();
    }

    /** Before calls were held back: such calls were marked. */
    private static int campaign(MutableDirectBuffer buffer, String document) {
        CampaignPutEncoder put = new CampaignPutEncoder();
        put.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(0)
                .campaignId(1)
                .verticalId(1)
                .deadlineMillis(500)
                .maxSales(1)
                .awardMillis(60_000)
                .postMillis(15_000)
                .product(Product.CALL)
                .method(MethodName.PING_POST)
                .pricing(Pricing.FIRST_PRICE)
                .enabled((short) 1)
                .reviewMicros(300_000)
                .reviewSeconds(0);
        put.duplicateFieldsCount(0);
        put.sellersCount(0);
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        put.key("calls").actor("somebody").putDocument(text, 0, text.length);
        return put.encodedLength();
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
