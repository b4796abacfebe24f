package io.gavel.gateway.account.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import io.gavel.gateway.client.Client;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of itself, and its keys: asked for when they are needed first, and again when they are old, or when a
 * token is signed by a key that is not among them; the latter at most once in a while, so that nobody makes us ask all day. Any
 * thread; answers come on the client's loop.
 */
final class Discovery {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DOCUMENT_MILLIS = Duration.ofHours(1).toMillis();
    private static final long KEYS_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long AGAIN_MILLIS = Duration.ofSeconds(30).toMillis();

    private final String issuer;
    private final Client client;
    private final InstantSource clock;
    private volatile @Nullable Held<Metadata> document;
    private volatile @Nullable Held<JWKSet> keys;
    private long renewedMillis = Long.MIN_VALUE / 2;

    private record Held<T>(T value, long sinceMillis) {}

    Discovery(String issuer, Client client, InstantSource clock) {
        this.issuer = issuer;
        this.client = client;
        this.clock = clock;
    }

    CompletableFuture<Metadata> metadata() {
        Held<Metadata> held = document;
        if (held != null && clock.millis() - held.sinceMillis() < DOCUMENT_MILLIS) {
            return CompletableFuture.completedFuture(held.value());
        }
        String url = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
        return Fetch.get(client, url).thenCompose(answer -> {
            try {
                Metadata read = Metadata.of(json(answer, "discovery document"), issuer);
                document = new Held<>(read, clock.millis());
                return CompletableFuture.completedFuture(read);
            } catch (Refused e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    /** Its keys; {@code wanted}: one of them has to have this id, if any can be had that has. */
    CompletableFuture<JWKSet> keys(Metadata metadata, @Nullable String wanted) {
        Held<JWKSet> held = keys;
        boolean isFresh = held != null && clock.millis() - held.sinceMillis() < KEYS_MILLIS;
        boolean isThere = held != null && (wanted == null || held.value().getKeyByKeyId(wanted) != null);
        if (held != null && isFresh && (isThere || !mayRenew())) {
            return CompletableFuture.completedFuture(held.value());
        }
        return Fetch.get(client, metadata.keys()).thenCompose(answer -> {
            try {
                JWKSet read = JWKSet.parse(json(answer, "keys").toString());
                keys = new Held<>(read, clock.millis());
                return CompletableFuture.completedFuture(read);
            } catch (ParseException e) {
                return CompletableFuture.failedFuture(
                        new Refused("keys", "The identity provider's keys cannot be read. Nothing was changed."));
            } catch (Refused e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private synchronized boolean mayRenew() {
        long now = clock.millis();
        if (now - renewedMillis < AGAIN_MILLIS) {
            return false;
        }
        renewedMillis = now;
        return true;
    }

    static JsonNode json(Fetch.Answer answer, String what) throws Refused {
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (answer.status() == 200 && json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // said below
        }
        throw new Refused(
                "provider-answer",
                "The identity provider answered status " + answer.status() + " instead of its " + what
                        + ". An operator has to look at sign_in.issuer, and at the provider.");
    }
}
