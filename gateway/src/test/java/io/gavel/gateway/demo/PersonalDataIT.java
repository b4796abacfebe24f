package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants a person in every request that a seller can make and looks for traces in all that is left behind. */
class PersonalDataIT {

    private static final String PHONE = "+13102345678";
    private static final String EMAIL = "zebulonia.quirk@planted.example";
    private static final String FIELDS = "\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"" + PHONE
            + "\",\"email\":\"" + EMAIL + "\",\"first_name\":\"Zebulonia\",\"street\":\"77 Quirkhaven Crescent\"}";

    private static final String MARKET = """
            currency: USD
            verticals:
              insurance:
                fields:
                  zip: {type: zip, required: ping}
                  age: {type: integer, min: 16, max: 110, required: ping}
                  phone: {type: phone, required: post, personal: true}
                  email: {type: email, personal: true}
                  first_name: {type: text, personal: true}
                  street: {type: text, personal: true}
            sellers:
              acme: {name: Acme, api_key: demo-acme, share: 0.80}
            campaigns:
              leads: {vertical: insurance, product: lead, method: ping_post, deadline_ms: 2000, sellers: [acme],
                      duplicates: {by: [phone, email], window: 30d}}
            buyers:
              north: {name: North, timezone: America/New_York, credit: 5000.00}
            orders:
              asked: {buyer: north, campaign: leads, bid: {url: "http://127.0.0.1:1/bid"},
                      deliver: {url: "http://127.0.0.1:1/lead"}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<String> bidRequests = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> leads = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path home;

    @Test
    void nobodyButTheBuyerOfTheLeadLearnsWhoItIs() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(PHONE.getBytes(StandardCharsets.US_ASCII));
        Traces traces = new Traces()
                .text("Zebulonia")
                .text(EMAIL)
                .text("Quirkhaven")
                .text("(310) 234-5678")
                .number(13102345678L)
                .number(3102345678L)
                .bytes("the phone's unkeyed hash", hash);
        HttpServer buyer = openBuyer();
        ExchangeProcess exchange = ExchangeProcess.start(
                home,
                MARKET.replace("127.0.0.1:1/", "127.0.0.1:" + buyer.getAddress().getPort() + "/"));
        try {
            sellToTheBuyer(exchange, HexFormat.of().formatHex(hash));
            sendWhatIsRefused(exchange);

            assertTrue(leads.stream().anyMatch(lead -> lead.contains(PHONE) && lead.contains(EMAIL)));
            bidRequests.forEach(request -> assertEquals(List.of(), traces.in("a bid request", request)));
            assertEquals(List.of(), traces.in(exchange.data()), "while it runs");
        } finally {
            assertEquals(0, exchange.stop(), "a clean end");
            buyer.stop(0);
        }
        assertEquals(List.of(), traces.in(exchange.data()), "when it has stopped");
        assertEquals(List.of(), traces.in("the log", exchange.log()));
    }

    private void sellToTheBuyer(ExchangeProcess exchange, String hash) throws Exception {
        String ping =
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34},\"phone_hash\":\"" + hash + "\"}";
        HttpResponse<String> award = post(exchange, "/v1/pings", ping);
        String pingId = new JsonObject(award.body()).getString("ping_id");
        HttpResponse<String> sold = post(exchange, "/v1/posts", "{\"ping_id\":\"" + pingId + "\"," + FIELDS + "}");
        assertEquals("sold", new JsonObject(sold.body()).getString("status"), sold::body);

        HttpResponse<String> again = post(exchange, "/v1/leads", "{\"campaign\":\"leads\"," + FIELDS + "}");
        assertEquals("duplicate", new JsonObject(again.body()).getString("reason"), again::body);
    }

    private void sendWhatIsRefused(ExchangeProcess exchange) throws Exception {
        assertEquals(
                422,
                post(exchange, "/v1/pings", "{\"campaign\":\"leads\"," + FIELDS + "}")
                        .statusCode());
        assertEquals(
                422,
                post(
                                exchange,
                                "/v1/leads",
                                "{\"campaign\":\"leads\"," + FIELDS.replace(":34,", ":\"" + EMAIL + "\",") + "}")
                        .statusCode());
        assertEquals(
                400,
                post(exchange, "/v1/leads", "{\"campaign\":\"leads\"," + FIELDS).statusCode());
        assertEquals(404, post(exchange, "/v1/" + EMAIL, "{}").statusCode());
    }

    private HttpResponse<String> post(ExchangeProcess exchange, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exchange.port() + path))
                .header("authorization", "Bearer demo-acme")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpServer openBuyer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bid", call -> answer(call, bidRequests, "{\"bid\":12.00}"));
        server.createContext("/lead", call -> answer(call, leads, "{\"status\":\"accepted\"}"));
        server.start();
        return server;
    }

    private static void answer(HttpExchange call, ConcurrentLinkedQueue<String> heard, String answer)
            throws IOException {
        heard.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
