package io.gavel.gateway.account.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gavel.gateway.client.Client;
import io.gavel.gateway.config.SignInConfig;
import io.gavel.gateway.http.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The door: sends a browser to the identity provider, and says who came back. Any thread; answers come on the client's loop. */
public final class Provider {
    private final SignInConfig config;
    private final Client client;
    private final Discovery discovery;
    private final Departures departures;
    private final Proof proof;

    public Provider(SignInConfig config, Client client, InstantSource clock) {
        this.config = config;
        this.client = client;
        this.discovery = new Discovery(config.issuer(), client, clock);
        this.departures = new Departures(clock);
        this.proof = new Proof(config.issuer(), config.clientId(), clock);
    }

    /** What it is called on the button. */
    public String title() {
        return config.title();
    }

    /** The console's address as configured; empty: as the browser asks for it. */
    public String console() {
        return config.console();
    }

    /**
     * Where a browser is to go.
     *
     * @param address with everything in its query
     * @param browser for a cookie: has to come back with the browser
     */
    public record Sent(String address, String browser) {}

    /** What a browser came back with; the texts may be anything. */
    public record Returned(
            @Nullable String code,
            @Nullable String state,
            @Nullable String issuer,
            @Nullable String error,
            @Nullable String browser) {}

    /**
     * Begins a sign-in. The future fails with {@link Refused}.
     *
     * @param redirect where the provider is to send the browser back to
     * @param to where somebody wanted to go
     * @param from the browser's address: one has so many sign-ins under way at once
     */
    public CompletableFuture<Sent> depart(String redirect, String to, String from) {
        return discovery.metadata().thenApply(metadata -> {
            Departures.Departure departure = departures.begin(redirect, to, from);
            Map<String, String> query = new LinkedHashMap<>();
            query.put("response_type", "code");
            query.put("client_id", config.clientId());
            query.put("redirect_uri", redirect);
            query.put("scope", config.scopes());
            query.put("state", departure.state());
            query.put("nonce", departure.nonce());
            query.put("code_challenge", departure.challenge());
            query.put("code_challenge_method", "S256");
            String address = metadata.authorization();
            return new Sent(address + (address.indexOf('?') < 0 ? '?' : '&') + form(query), departure.browser());
        });
    }

    /** Ends a sign-in; each state is good for one return. The future fails with {@link Refused}. */
    public CompletableFuture<Arrival> arrive(Returned returned) {
        Departures.Departure departure = returned.state() == null || returned.browser() == null
                ? null
                : departures.end(returned.state(), returned.browser());
        if (departure == null) {
            return refused(
                    "state",
                    "This sign-in was not begun in this browser, was used already, or took longer than ten minutes. Sign in again.");
        }
        if (returned.error() != null) {
            boolean isDenied = returned.error().equals("access_denied");
            return refused(
                    "provider-error",
                    isDenied
                            ? "The identity provider let you not in. Ask whoever runs it."
                            : "The identity provider refused the request. An operator has to look at its registration of this"
                                    + " exchange: client_id, redirect URI and scopes.");
        }
        String code = returned.code();
        if (code == null || code.isEmpty()) {
            return refused("code", "The identity provider sent no code. Sign in again.");
        }
        return discovery.metadata().thenCompose(metadata -> {
            String issuer = returned.issuer();
            boolean isOther = issuer == null ? metadata.namesItself() : !issuer.equals(config.issuer());
            return isOther
                    ? refused("issuer", "The answer came from another identity provider. Sign in again.")
                    : redeemed(metadata, departure, code);
        });
    }

    private CompletableFuture<Arrival> redeemed(Metadata metadata, Departures.Departure departure, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", departure.redirect());
        form.put("code_verifier", departure.verifier());
        boolean isBasic = metadata.isBasic() && !config.clientSecret().isEmpty();
        if (!isBasic) {
            form.put("client_id", config.clientId());
            if (!config.clientSecret().isEmpty()) {
                form.put("client_secret", config.clientSecret());
            }
        }
        return Fetch.form(client, metadata.token(), isBasic ? basic() : null, form(form))
                .thenCompose(answer -> proven(metadata, departure, answer));
    }

    private CompletableFuture<Arrival> proven(Metadata metadata, Departures.Departure departure, Fetch.Answer answer) {
        try {
            String token = token(answer);
            return discovery.keys(metadata, Proof.keyOf(token)).thenCompose(keys -> {
                try {
                    return CompletableFuture.completedFuture(
                            arrival(proof.claims(token, departure.nonce(), metadata, keys), departure));
                } catch (Refused e) {
                    return CompletableFuture.failedFuture(e);
                }
            });
        } catch (Refused e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String token(Fetch.Answer answer) throws Refused {
        if (answer.status() == 400 || answer.status() == 401) {
            boolean isClient = answer.status() == 401 || answer.body().contains("invalid_client");
            throw new Refused(
                    "code",
                    isClient
                            ? "The identity provider does not know this exchange. An operator has to look at sign_in.client_id and"
                                    + " sign_in.client_secret."
                            : "The identity provider does not take its own code any longer. Sign in again.");
        }
        JsonNode json = Discovery.json(answer, "tokens");
        String token = json.path("id_token").asText();
        if (token.isEmpty()) {
            throw new Refused(
                    "id-token", "The identity provider sent no ID token. An operator has to look at sign_in.scopes.");
        }
        return token;
    }

    private Arrival arrival(JWTClaimsSet claims, Departures.Departure departure) {
        String name = "";
        for (String claim : new String[] {"preferred_username", "email", "sub"}) {
            name = name.isEmpty() && claims.getClaim(claim) instanceof String text ? text : name;
        }
        return new Arrival(
                config.issuer() + " " + claims.getSubject(),
                name,
                role(Proof.texts(claims, config.rolesClaim())),
                departure.to());
    }

    /** What a claim's values make of somebody: the most. */
    private @Nullable Role role(Set<String> values) {
        if (config.operators().stream().anyMatch(values::contains)) {
            return Role.OPERATOR;
        }
        return config.analysts().stream().anyMatch(values::contains) ? Role.ANALYST : null;
    }

    private String basic() {
        String pair = encoded(config.clientId()) + ":" + encoded(config.clientSecret());
        return "authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(Map<String, String> values) {
        StringBuilder form = new StringBuilder();
        values.forEach((name, value) ->
                form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(encoded(value)));
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static <T> CompletableFuture<T> refused(String word, String sentence) {
        return CompletableFuture.failedFuture(new Refused(word, sentence));
    }
}
