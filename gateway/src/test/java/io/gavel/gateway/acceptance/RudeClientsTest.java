package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.http.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that dribble, hang up, flood and bomb a seller's route, and a polite one that is served meanwhile. */
@ExtendWith(Exchange.Shared.class)
class RudeClientsTest {
    private static final String HEAD =
            "POST /v1/pings HTTP/1.1\r\nHost: x\r\nX-Api-Key: test-acme\r\nContent-Type: application/json\r\n";
    private static final String PING = "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34}}";

    private final Exchange exchange;

    RudeClientsTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void aHundredSlowClientsAreClosedAndThePoliteOneIsServed() throws Exception {
        List<Wire> slow = new ArrayList<>();
        double before = exchange.refusals("too_slow");
        try {
            for (int i = 0; i < 100; i++) {
                Wire wire = new Wire(exchange.port());
                slow.add(wire.send(i % 2 == 0 ? HEAD : HEAD + "Content-Length: 50\r\n\r\n{"));
            }
            for (int i = 0; i < 50; i++) {
                exchange.accepted(Exchange.ACME, "leads");
            }
            for (int i = 0; i < slow.size(); i++) {
                if (i % 2 == 1) {
                    String answer = slow.get(i).answer();
                    assertTrue(answer.startsWith("HTTP/1.1 408 ") && answer.contains("\"too_slow\""), answer);
                }
                assertTrue(slow.get(i).isClosed());
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
        assertEquals(before + 50, exchange.refusals("too_slow"), 0);
    }

    @Test
    void whoHangsUpBeforeTheAnswerOrTheBodyTakesNobodyAlong() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Wire wire = new Wire(exchange.port())) {
                wire.send(HEAD + "Content-Length: " + PING.length() + "\r\n\r\n" + (i % 2 == 0 ? PING : "{"));
            }
        }
        try (Wire half = new Wire(exchange.port())) {
            half.send(HEAD + "Content-Length: " + PING.length() + "\r\n\r\n" + PING)
                    .sendNoMore();
            String answer = half.answer();
            assertTrue(answer.isEmpty() || answer.contains("\"accepted\""), answer);
        }
        exchange.accepted(Exchange.ACME, "leads");
    }

    @Test
    void aPipelineIsAnsweredInItsOrder() throws IOException {
        try (Wire wire = new Wire(exchange.port())) {
            String good = HEAD + "Content-Length: " + PING.length() + "\r\n\r\n" + PING;
            String bad = HEAD + "Content-Length: 1\r\n\r\n{";
            wire.send(good + bad + good);
            assertTrue(wire.answer().contains("\"accepted\""));
            assertTrue(wire.answer().contains("\"malformed\""));
            assertTrue(wire.answer().contains("\"accepted\""));
        }
    }

    @Test
    void whatClaimsTwoLengthsOrAnAbsurdOneIsRefused() throws IOException {
        String body = "\r\n\r\n" + PING;
        String[] heads = {
            "Content-Length: 5\r\nContent-Length: 6" + body,
            "Content-Length: -1" + body,
            "Content-Length: 99999999999999999999" + body,
            "Content-Length: 3221225472" + body,
            "Content-Length: 5\r\nTransfer-Encoding: chunked" + body,
            "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
            "Transfer-Encoding: gzip" + body
        };
        for (String head : heads) {
            try (Wire wire = new Wire(exchange.port())) {
                String answer = wire.send(HEAD + head).answer();
                assertTrue(
                        answer.isEmpty() || answer.matches("(?s)HTTP/1.[01] (400|408|413|501) .*"),
                        head + " -> " + answer);
                assertTrue(wire.isClosed(), head);
            }
        }
        exchange.accepted(Exchange.ACME, "leads");
    }

    @Test
    void aGzippedPingIsReadAndABombIsNot() throws Exception {
        assertEquals(
                "accepted",
                zipped(PING.getBytes(StandardCharsets.UTF_8))
                        .json()
                        .path("status")
                        .asText());
        byte[] bomb = new byte[20_000_000];
        Refused.with(exchange, 413, "too_large", "a bomb", () -> zipped(bomb));
        byte[] twice = gzip(gzip(bomb));
        Refused.with(exchange, 400, "malformed", "zipped twice", () -> zippedAlready(twice));
        Refused.with(
                exchange,
                415,
                "unsupported_encoding",
                "brotli",
                () -> exchange.send(exchange.request("/v1/pings", Exchange.ACME)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "br")
                        .POST(BodyPublishers.ofString(PING))));
    }

    @Test
    void http2WithoutTlsIsSpokenAndRefusedAlike() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int i = 0; i < 3; i++) {
            String body = i == 1 ? "{" : PING;
            HttpResponse<String> answer = client.send(
                    exchange.request("/v1/pings", Exchange.ACME)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertEquals(i == 1 ? 400 : 200, answer.statusCode(), answer.body());
        }
    }

    private Exchange.Answer zipped(byte[] plain) {
        try {
            return zippedAlready(gzip(plain));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Exchange.Answer zippedAlready(byte[] body) {
        return exchange.send(exchange.request("/v1/pings", Exchange.ACME)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
