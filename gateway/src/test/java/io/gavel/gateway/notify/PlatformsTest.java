package io.gavel.gateway.notify;

import static io.gavel.gateway.notify.WebhooksRig.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.story.Story;
import io.gavel.message.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sold leads are told to advertising platforms and sellers, in their formats, whatever these answer. */
@Timeout(90)
class PlatformsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long RECEIVED = 1_790_000_000_000_000L;

    @TempDir
    private Path temporary;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private AdPlatform platform;

    @BeforeEach
    void open() throws IOException {
        platform = new AdPlatform();
        opened.add(platform);
        Files.createDirectories(temporary.resolve("secrets"));
        Files.writeString(temporary.resolve("secrets/main.properties"), AdPlatform.secrets());
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void aSoldLeadOfAGoogleClickIsUploadedAsTheApiTakesIt() throws Exception {
        WebhooksRig rig =
                started(google(",\"consent\":{\"ad_personalization\":\"denied\"},\"login_customer\":\"9876543210\""));

        sell(rig, 8, Map.of("gclid", "EAIaIQ-1", "wbraid", "w", "ad_user_data", "granted"));
        until(() -> platform.counted.size() == 1);

        JsonNode expected = JSON.readTree("{\"gclid\":\"EAIaIQ-1\","
                + "\"conversionAction\":\"customers/1234567890/conversionActions/77\","
                + "\"conversionDateTime\":\"2026-09-21 14:13:20+00:00\",\"conversionValue\":14.40,"
                + "\"currencyCode\":\"USD\",\"orderId\":\"" + Ids.text(8)
                + "\",\"consent\":{\"adUserData\":\"GRANTED\",\"adPersonalization\":\"DENIED\"}}");
        assertEquals(expected, platform.counted(Ids.text(8)));
        assertTrue(platform.requests.stream()
                .anyMatch(request -> request.startsWith("POST /v26/customers/1234567890:uploadClickConversions ")
                        && request.contains("\r\nlogin-customer-id: 9876543210\r\n")));
        until(() -> waiting(rig) == 0);
    }

    @Test
    void ofTheThreeClickIdsOneIsTold() throws Exception {
        WebhooksRig rig = started(google(""));

        sell(rig, 8, Map.of("gbraid", "g-1", "wbraid", "w-1"));
        sell(rig, 9, Map.of("wbraid", "w-2"));
        sell(rig, 10, Map.of("msclkid", "of Microsoft"));
        until(() -> platform.counted.size() == 2 && waiting(rig) == 0);

        assertEquals("g-1", platform.counted(Ids.text(8)).path("gbraid").asText());
        assertFalse(platform.counted(Ids.text(8)).has("wbraid"));
        assertEquals("w-2", platform.counted(Ids.text(9)).path("wbraid").asText());
        assertEquals(0, rig.dead().size());
    }

    @Test
    void everyRowHasItsOwnEnd() throws Exception {
        platform.counted.put(Ids.text(11), JSON.createObjectNode());
        WebhooksRig rig = started(google(""));
        rig.nowMicros = now();

        sell(rig, 8, Map.of("gclid", "good"));
        sell(rig, 9, Map.of("gclid", "bad"));
        sell(rig, 10, Map.of("gclid", "new"));
        sell(rig, 11, Map.of("gclid", "known"));
        until(() -> dead(rig) == 1 && problems(rig).equals(List.of("TOO_RECENT_EVENT")));

        assertEquals("UNPARSEABLE_GCLID", rig.dead().get(0).problem);
        assertTrue(platform.counted.containsKey(Ids.text(8)));
        platform.early = false;
        int before = platform.uploads.get();
        rig.later(Duration.ofHours(5));
        sell(rig, 12, Map.of("gclid", "another"));
        until(() -> platform.counted.containsKey(Ids.text(12)));
        assertEquals(before + 1, platform.uploads.get(), "too early: it waits for six hours");
        rig.later(Duration.ofHours(2));
        until(() -> waiting(rig) == 0);
        assertTrue(platform.counted.containsKey(Ids.text(10)));
        assertEquals(1, rig.dead().size());
    }

    @Test
    void whatWasReturnedIsRetractedAndAPartOfItRestated() throws Exception {
        platform.unfound = true;
        WebhooksRig rig = started(google(""));
        rig.nowMicros = 1_790_000_000_000_000L + (now() - 1_790_000_000_000_000L) / 86_400_000_000L * 86_400_000_000L;
        sell(rig, 8, Map.of("gclid", "a"));
        sell(rig, 9, Map.of("gclid", "b"));
        until(() -> platform.counted.size() == 2 && waiting(rig) == 0);

        rig.sales.put(8L, sale(0, 0, Map.of("gclid", "a")));
        rig.sales.put(9L, sale(4_400_000, 3_520_000, Map.of("gclid", "b")));
        rig.returned(20, 8);
        rig.returned(21, 9);
        until(() -> problems(rig).equals(List.of("CONVERSION_NOT_FOUND", "CONVERSION_NOT_FOUND")));
        platform.unfound = false;
        rig.later(Duration.ofHours(7));
        until(() -> waiting(rig) == 0);

        JsonNode retracted = platform.adjusted(Ids.text(8));
        assertEquals("RETRACTION", retracted.path("adjustmentType").asText());
        assertTrue(retracted.path("adjustmentDateTime").asText().endsWith(" 14:13:20+00:00"));
        assertFalse(retracted.has("restatementValue"));
        JsonNode restated = platform.adjusted(Ids.text(9));
        assertEquals("RESTATEMENT", restated.path("adjustmentType").asText());
        assertEquals(4.4, restated.at("/restatementValue/adjustedValue").asDouble());
        assertEquals(0, rig.dead().size());
    }

    @Test
    void aTokenThatIsRefusedIsAskedForAgain() throws Exception {
        WebhooksRig rig = started(google(""));
        sell(rig, 8, Map.of("gclid", "a"));
        until(() -> platform.counted.size() == 1);
        platform.tokens.incrementAndGet(); // the one in use is none any more

        sell(rig, 9, Map.of("gclid", "b"));
        until(() -> problems(rig).equals(List.of("status 401 UNAUTHENTICATED")));
        rig.later(Duration.ofSeconds(10));

        until(() -> platform.counted.size() == 2 && waiting(rig) == 0);
    }

    @Test
    void whatTheSecretsLackIsSaidAndNoSecretIs() throws Exception {
        platform.refreshToken = "another";
        WebhooksRig rig = started(google(""), google(",\"secret\":\"nobody\""));

        sell(rig, 8, Map.of("gclid", "a"));
        for (int attempt = 0; attempt < WebhooksRig.ATTEMPTS; attempt++) {
            int made = attempt;
            until(() -> dead(rig) == 2 || attempts(rig) > made);
            rig.later(Duration.ofHours(1));
        }
        until(() -> dead(rig) == 2);

        List<String> problems =
                rig.dead().stream().map(letter -> letter.problem).sorted().toList();
        assertEquals(List.of("no developer_token among the secrets of nobody", "token: invalid_grant"), problems);
        String letters =
                Files.readString(temporary.resolve("a/webhooks/letters"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(letters.contains("secret\u0001") || letters.contains("client-secret"));
        assertFalse(letters.contains("gclid"), "nor is where the lead came from");
    }

    @Test
    void killedBetweenUploadAndNoteItCountsOnce() throws Exception {
        WebhooksRig rig = started(google(""));
        sell(rig, 7, Map.of("gclid", "before"));
        until(() -> platform.counted.size() == 1 && waiting(rig) == 0);
        platform.silent = true;
        sell(rig, 8, Map.of("gclid", "a"));
        until(() -> platform.counted.size() == 2);
        Path left = rig.killed("b");
        rig.close();
        opened.remove(rig);

        platform.silent = false;
        WebhooksRig again = new WebhooksRig(left, true, List.of(google("")));
        again.platforms = secrets();
        again.sales.put(8L, sale(14_400_000, 11_520_000, Map.of("gclid", "a")));
        opened.add(again);
        int uploads = platform.uploads.get();
        again.start(8);
        until(() -> waiting(again) == 0);

        assertEquals(uploads + 1, platform.uploads.get());
        assertEquals(2, platform.counted.size());
        assertEquals(0, again.dead().size());
    }

    @Test
    void aSellersAddressIsAskedWithItsMacrosEncoded() throws Exception {
        WebhooksRig rig = started("{\"kind\":\"postback\",\"url\":\"" + platform.url()
                + "/pb?cid={click_id}&sub={sub_id}&sum={payout}&cur={currency}&no={ttclid}&id={conversion_id}&s={status}\","
                + "\"seller\":\"acme\"}");

        sell(rig, 8, Map.of("fbclid", "x&sum=99 é/../"));
        until(() -> waiting(rig) == 0 && !platform.requests.isEmpty());

        assertTrue(platform.requests
                .remove()
                .startsWith("GET /pb?cid=x%26sum%3D99%20%C3%A9%2F..%2F&sub=sub%201&sum=11.52&cur=USD&no=&id="
                        + Ids.text(8) + "&s=converted HTTP/1.1\r\n"));
    }

    @Test
    void aSellersBodyStaysTheJsonThatItIs() throws Exception {
        WebhooksRig rig = started("{\"kind\":\"postback\",\"method\":\"post\",\"url\":\"" + platform.url()
                + "/pb\",\"body\":\"{\\\"click\\\":\\\"{click_id}\\\",\\\"paid\\\":{payout}}\"}");

        sell(rig, 8, Map.of("fbclid", "x\",\"paid\":\"9\\"));
        until(() -> waiting(rig) == 0 && !platform.requests.isEmpty());

        String request = platform.requests.remove();
        JsonNode body = JSON.readTree(request.substring(request.indexOf("\r\n\r\n") + 4));
        assertEquals("x\",\"paid\":\"9\\", body.path("click").asText());
        assertEquals(11.52, body.path("paid").asDouble());
        assertTrue(request.contains("content-type: application/json\r\n"));
    }

    @Test
    void analyticsHearsOfVisitorsThatItKnows() throws Exception {
        WebhooksRig rig = started("{\"kind\":\"ga4\",\"measurement_id\":\"G-AB12CD34EF\",\"secret\":\"main\",\"api\":\""
                + platform.url() + "\"}");
        long now = now();
        rig.nowMicros = now;

        sell(rig, 7, Map.of("gclid", "a"));
        sell(rig, 8, Map.of("ga_client_id", "123.456", "ad_user_data", "denied"));
        until(() -> waiting(rig) == 0 && !platform.requests.isEmpty());

        assertEquals(1, platform.requests.size(), "the first is of nobody that Analytics knows");
        String request = platform.requests.remove();
        assertTrue(request.startsWith(
                "POST /mp/collect?measurement_id=G-AB12CD34EF&api_secret=analytics-secret HTTP/1.1\r\n"));
        JsonNode body = JSON.readTree(request.substring(request.indexOf("\r\n\r\n") + 4));
        assertEquals(
                JSON.readTree("{\"client_id\":\"123.456\",\"timestamp_micros\":" + now / 1_000 * 1_000
                        + ",\"consent\":{\"ad_user_data\":\"DENIED\"},\"events\":[{\"name\":\"purchase\",\"params\":{\"transaction_id\":\""
                        + Ids.text(8) + "\",\"value\":14.40,\"currency\":\"USD\"}}]}"),
                body);
    }

    @Test
    void theValidationServersObjectionsAreDeadLetters() throws Exception {
        platform.validation =
                "{\"fieldPath\":\"events\",\"description\":\"Event at index: [0] has invalid name\",\"validationCode\":\"NAME_INVALID\"}";
        WebhooksRig rig = started(
                "{\"kind\":\"ga4\",\"measurement_id\":\"G-AB12CD34EF\",\"validate\":true,\"secret\":\"main\",\"api\":\""
                        + platform.url() + "\"}");
        rig.nowMicros = now();

        sell(rig, 8, Map.of("ga_client_id", "123.456"));

        until(() -> dead(rig) == 1);
        assertEquals(
                "not valid: NAME_INVALID Event at index: [0] has invalid name",
                rig.dead().get(0).problem);
    }

    private static long now() {
        return Instant.now().toEpochMilli() * 1_000;
    }

    private WebhooksRig started(String... hooks) throws Exception {
        WebhooksRig rig = new WebhooksRig(temporary.resolve("a"), true, List.of(hooks));
        rig.platforms = secrets();
        opened.add(rig);
        return rig.start(6);
    }

    private SecretFiles secrets() {
        return new SecretFiles(temporary.resolve("secrets"), Map.of());
    }

    private String google(String more) {
        String secret = more.contains("\"secret\"") ? "" : ",\"secret\":\"main\"";
        return "{\"kind\":\"google_ads\",\"customer\":\"123-456-7890\",\"conversion_action\":\"77\",\"api\":\""
                + platform.url() + "/v26\",\"token_url\":\"" + platform.url() + "/token\"" + secret + more + "}";
    }

    private static void sell(WebhooksRig rig, long leadId, Map<String, String> told) {
        rig.sales.put(leadId, sale(14_400_000, 11_520_000, told));
        rig.sold(leadId);
    }

    private static Sale sale(long price, long payout, Map<String, String> told) {
        return new Sale(RECEIVED, price, payout, false, "fb-1", "sub 1", Story.of(null, null, told));
    }

    private static int dead(WebhooksRig rig) {
        try {
            return rig.dead().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int waiting(WebhooksRig rig) {
        try {
            return rig.waiting();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int attempts(WebhooksRig rig) {
        return look(
                rig,
                letters -> letters.waiting().stream()
                        .mapToInt(letter -> letter.attempts)
                        .min()
                        .orElse(0));
    }

    /** What each letter that waits was told; "" before its first attempt. */
    private static List<String> problems(WebhooksRig rig) {
        return look(
                rig,
                letters ->
                        letters.waiting().stream().map(letter -> letter.problem).toList());
    }

    private static <T> T look(WebhooksRig rig, java.util.function.Function<LetterBox, T> look) {
        try {
            return rig.onThePostman(look);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
