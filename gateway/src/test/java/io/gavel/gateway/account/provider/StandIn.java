package io.gavel.gateway.account.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An identity provider: a real server that checks what it is asked (client, redirect, PKCE, each code once), with one person. How it
 * lies is set by tests.
 */
public final class StandIn implements AutoCloseable {
    public static final String CLIENT = "gavel";
    public static final String SECRET = "a secret, of the client";

    /** What is wrong with the token's signature. */
    public enum Signature {
        TRUE,
        FORGED,
        NONE,
        SHARED
    }

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile RSAKey key = newKey("key-1");

    public volatile Signature signature = Signature.TRUE;
    public volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    public volatile String name = "olga@example.com";
    public volatile String subject = "subject-1";
    public volatile List<String> groups = List.of("staff", "exchange-operators");
    public volatile int status = 200;
    public volatile String issuer;

    public StandIn(InstantSource clock) throws IOException {
        this.clock = clock;
        this.issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/company";
        server.createContext("/realms/company/.well-known/openid-configuration", call -> answer(call, metadata()));
        server.createContext("/realms/company/authorize", this::authorize);
        server.createContext("/realms/company/token", this::token);
        server.createContext("/realms/company/keys", call -> {
            keysAsked.incrementAndGet();
            answer(call, new JWKSet(key.toPublicJWK()).toString());
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is, as an exchange is told. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/company";
    }

    /** Signs with another key from now on; the old one is gone. */
    public void rotate(String id) {
        key = newKey(id);
    }

    public int keysAsked() {
        return keysAsked.get();
    }

    /** What its page's link is: the way back that a person takes who says yes. */
    public static String wayBack(String page) {
        return page.replaceAll("(?s).*href=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String metadata() throws IOException {
        String at = address();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", at + "/authorize");
        document.put("token_endpoint", at + "/token");
        document.put("jwks_uri", at + "/keys");
        document.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256", "HS256", "none"));
        document.put("authorization_response_iss_parameter_supported", true);
        return new ObjectMapper().writeValueAsString(document);
    }

    /** A page with a link, as a person sees who is asked: the way back begins here, at another site. */
    private void authorize(HttpExchange call) throws IOException {
        Map<String, String> asked = form(call.getRequestURI().getRawQuery());
        require("code".equals(asked.get("response_type")) && CLIENT.equals(asked.get("client_id")), "request");
        require("S256".equals(asked.get("code_challenge_method")), "PKCE");
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        String back = asked.get("redirect_uri") + "?code=" + code + "&amp;state=" + asked.get("state") + "&amp;iss="
                + java.net.URLEncoder.encode(issuer, StandardCharsets.UTF_8);
        call.getResponseHeaders().set("content-type", "text/html");
        send(call, 200, "<!doctype html><title>Company</title><a id=\"yes\" href=\"" + back + "\">It is me</a>");
    }

    private void token(HttpExchange call) throws IOException {
        Map<String, String> form = form(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + SECRET.replace(" ", "+").replace(",", "%2C"))
                                .getBytes(StandardCharsets.US_ASCII));
        if (!basic.equals(call.getRequestHeaders().getFirst("authorization"))) {
            send(call, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        if (asked == null
                || !String.valueOf(asked.get("redirect_uri")).equals(form.get("redirect_uri"))
                || !String.valueOf(asked.get("code_challenge"))
                        .equals(challenge(form.getOrDefault("code_verifier", "")))) {
            send(call, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                call,
                "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\""
                        + idToken(asked.getOrDefault("nonce", "")) + "\"}");
    }

    private String idToken(String nonce) {
        Instant now = clock.instant();
        JWTClaimsSet set = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(subject)
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("preferred_username", name)
                        .claim("realm_access", Map.of("roles", groups))
                        .claim("groups", groups))
                .build();
        try {
            if (signature == Signature.NONE) {
                return new PlainJWT(set).serialize();
            }
            boolean isShared = signature == Signature.SHARED;
            JWSAlgorithm algorithm = isShared ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256;
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), set);
            if (isShared) {
                token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            } else {
                token.sign(new RSASSASigner(signature == Signature.FORGED ? newKey("another") : key));
            }
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            form.put(
                    URLDecoder.decode(pair.substring(0, Math.max(0, equals)), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException(what);
        }
    }

    private void answer(HttpExchange call, String body) throws IOException {
        call.getRequestBody().readAllBytes();
        send(call, status, status == 200 ? body : "down for maintenance");
    }

    private static void send(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
