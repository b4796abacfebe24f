package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.account.provider.StandIn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the console, without a browser: keeps cookies, sends forms. */
final class Visitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final Exchange exchange;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new TreeMap<>();
    private String token = "";
    private String address = "";

    Visitor(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Signed in with a key. */
    static Visitor with(Exchange exchange, String key) {
        Visitor visitor = new Visitor(exchange);
        assertEquals(200, visitor.get("/console/sign-in").statusCode());
        HttpResponse<String> answer = visitor.post("/console/sign-in", Map.of("key", key));
        assertEquals(303, answer.statusCode(), answer::body);
        HttpResponse<String> start =
                visitor.get(answer.headers().firstValue("location").orElse(""));
        assertEquals(200, start.statusCode(), start::body);
        return visitor;
    }

    /** Signed in with a name, whose password was chosen already. */
    static Visitor named(Exchange exchange, String name, String password) {
        Visitor visitor = new Visitor(exchange);
        HttpResponse<String> answer = visitor.signIn(name, password);
        assertEquals(303, answer.statusCode(), answer::body);
        return visitor;
    }

    /** Comes from another address from now on, as a proxy says. */
    Visitor from(String other) {
        address = other;
        return this;
    }

    HttpResponse<String> signIn(String name, String password) {
        assertEquals(200, get("/console/sign-in").statusCode());
        return post("/console/sign-in", Map.of("name", name, "password", password));
    }

    /** By the identity provider, where they say yes; the path of the way back, not yet gone. */
    String byProvider(String to) {
        HttpResponse<String> away = get("/console/sign-in/provider?to=" + to);
        assertEquals(303, away.statusCode(), away::body);
        String there = away.headers().firstValue("location").orElse("");
        assertTrue(there.startsWith(exchange.provider.address() + "/authorize?"), there);
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(there)).build();
            String page = client.send(request, BodyHandlers.ofString()).body();
            String back = StandIn.wayBack(page);
            String here = "http://127.0.0.1:" + exchange.port();
            assertTrue(back.startsWith(here), back);
            return back.substring(here.length());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** With the token of the last page. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.putIfAbsent("token", token);
        List<String> pairs = new ArrayList<>();
        all.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", pairs))));
    }

    private HttpRequest.Builder request(String path) {
        List<String> pairs = new ArrayList<>();
        cookies.forEach((name, value) -> pairs.add(name + "=" + value));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exchange.port() + path))
                .timeout(Duration.ofSeconds(30));
        if (!address.isEmpty()) {
            request.header("X-Forwarded-For", address);
        }
        return pairs.isEmpty() ? request : request.header("Cookie", String.join("; ", pairs));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            for (String cookie : response.headers().allValues("set-cookie")) {
                boolean isOfTheWay = cookie.startsWith("gavel_provider=");
                assertTrue(cookie.contains("HttpOnly; SameSite=" + (isOfTheWay ? "Lax" : "Strict")), cookie);
                String pair = cookie.substring(0, cookie.indexOf(';'));
                int equals = pair.indexOf('=');
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
            Matcher found = TOKEN.matcher(response.body());
            token = found.find() ? found.group(1) : token;
            return response;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
