package io.gavel.gateway.notify;

import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.client.RudeServer;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Advertising platforms on loopback, with their formats, rules and errors: OAuth tokens, the Google Ads API's uploads with partial
 * failures, Analytics' Measurement Protocol with its validation server, and an address for sellers' postbacks. It remembers
 * what counted, so that a test can see what was counted twice.
 */
public final class AdPlatform implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 2_000;

    /** Every request as it came. */
    public final Queue<String> requests = new ConcurrentLinkedQueue<>();
    /** Conversions that count, by order id. */
    public final Map<String, JsonNode> counted = new ConcurrentHashMap<>();
    /** Adjustments that count, by order id. */
    public final Map<String, JsonNode> adjusted = new ConcurrentHashMap<>();

    public final AtomicInteger uploads = new AtomicInteger();
    final AtomicInteger tokens = new AtomicInteger();
    final Set<String> clicks = ConcurrentHashMap.newKeySet();
    volatile String refreshToken = "refresh-secret";
    volatile String validation = "";
    /** Counts, and then never answers. */
    public volatile boolean silent;
    /** Clicks that begin with new are too recent. */
    volatile boolean early = true;
    /** Conversions cannot be adjusted yet. */
    volatile boolean unfound;

    private final RudeServer server;

    public AdPlatform() throws IOException {
        server = new RudeServer((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                String answer = answer(request);
                if (silent) {
                    Thread.currentThread().join();
                }
                write(out, answer);
            }
        });
    }

    public String url() {
        return server.url("");
    }

    /** What is in the folder of secrets for it. */
    public static String secrets() {
        return """
                developer_token=developer-secret
                client_id=client-1
                client_secret=client-secret
                refresh_token=refresh-secret
                api_secret=analytics-secret
                """;
    }

    public JsonNode counted(String order) {
        return counted.getOrDefault(order, MissingNode.getInstance());
    }

    public JsonNode adjusted(String order) {
        return adjusted.getOrDefault(order, MissingNode.getInstance());
    }

    private String answer(String request) throws IOException {
        String target = request.split(" ", 3)[1];
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        if (target.equals("/token")) {
            return token(body);
        }
        if (target.contains(":upload")) {
            return upload(request, target, JSON.readTree(body));
        }
        if (target.startsWith("/debug/mp/collect")) {
            return answer(200, "{\"validationMessages\":[" + validation + "]}");
        }
        return "HTTP/1.1 204 No Content\r\n\r\n";
    }

    private String token(String form) {
        boolean known = form.startsWith("grant_type=refresh_token&")
                && form.contains("&client_id=client-1")
                && form.contains("&client_secret=client-secret")
                && form.endsWith("&refresh_token=" + refreshToken);
        return known
                ? answer(
                        200,
                        "{\"access_token\":\"access-" + tokens.incrementAndGet()
                                + "\",\"expires_in\":3599,\"scope\":\"https://www.googleapis.com/auth/adwords\",\"token_type\":\"Bearer\"}")
                : answer(
                        400,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or revoked.\"}");
    }

    private String upload(String request, String target, JsonNode body) throws IOException {
        if (!request.contains("authorization: Bearer access-" + tokens.get() + "\r\n")) {
            return answer(
                    401,
                    "{\"error\":{\"code\":401,\"message\":\"Request had invalid authentication credentials.\",\"status\":\"UNAUTHENTICATED\"}}");
        }
        if (!request.contains("developer-token: developer-secret\r\n")) {
            return answer(403, "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\"}}");
        }
        boolean adjusts = target.endsWith(":uploadConversionAdjustments");
        JsonNode rows = body.path(adjusts ? "conversionAdjustments" : "conversions");
        if (rows.size() > MOST || rows.isEmpty() || !body.path("partialFailure").asBoolean()) {
            return answer(
                    400,
                    "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"errors\":[{\"errorCode\":{\"conversionUploadError\":\"TOO_MANY_CONVERSIONS_IN_REQUEST\"}}]}]}}");
        }
        uploads.incrementAndGet();
        ArrayNode errors = JSON.createArrayNode();
        ArrayNode results = JSON.createArrayNode();
        for (int i = 0; i < rows.size(); i++) {
            String code = adjusts ? adjust(rows.get(i)) : convert(rows.get(i));
            ObjectNode result = results.addObject();
            if (code.isEmpty()) {
                result.set("orderId", rows.get(i).get("orderId"));
            } else {
                ObjectNode error = errors.addObject();
                error.putObject("errorCode")
                        .put(adjusts ? "conversionAdjustmentUploadError" : "conversionUploadError", code);
                error.put("message", "Said in words, perhaps with " + rows.get(i));
                error.putObject("location")
                        .putArray("fieldPathElements")
                        .addObject()
                        .put("fieldName", adjusts ? "conversion_adjustments" : "conversions")
                        .put("index", i);
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        if (!errors.isEmpty()) {
            ObjectNode failure = answer.putObject("partialFailureError");
            failure.put("code", 3).put("message", "Multiple errors");
            failure.putArray("details")
                    .addObject()
                    .put("@type", "type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure")
                    .set("errors", errors);
        }
        answer.set("results", results);
        answer.put("jobId", "2147483649");
        return answer(200, JSON.writeValueAsString(answer));
    }

    /** The code of what is wrong with a conversion; empty: it counts. */
    private String convert(JsonNode row) {
        String order = row.path("orderId").asText();
        String click = row.path("gclid")
                .asText(row.path("gbraid").asText(row.path("wbraid").asText()));
        if (row.has("gbraid") && row.has("wbraid")) {
            return "GBRAID_WBRAID_BOTH_SET";
        }
        if (click.startsWith("bad")) {
            return "UNPARSEABLE_GCLID";
        }
        if (click.startsWith("new") && early) {
            return "TOO_RECENT_EVENT";
        }
        if (!clicks.add(click + row.path("conversionDateTime").asText()) && !counted.containsKey(order)) {
            return "CLICK_CONVERSION_ALREADY_EXISTS";
        }
        return counted.putIfAbsent(order, row) == null ? "" : "ORDER_ID_ALREADY_IN_USE";
    }

    private String adjust(JsonNode row) {
        String order = row.path("orderId").asText();
        if (unfound || !counted.containsKey(order)) {
            return "CONVERSION_NOT_FOUND";
        }
        boolean retracts = row.path("adjustmentType").asText().equals("RETRACTION");
        boolean gone = adjusted(order).path("adjustmentType").asText().equals("RETRACTION");
        if (gone) {
            return "CONVERSION_ALREADY_RETRACTED";
        }
        if (!retracts && !row.path("restatementValue").has("adjustedValue")) {
            return "UNKNOWN";
        }
        adjusted.put(order, row);
        return "";
    }

    private static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\ncontent-type: application/json; charset=UTF-8\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
