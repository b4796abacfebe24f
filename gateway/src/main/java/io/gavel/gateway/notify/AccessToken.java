package io.gavel.gateway.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.client.Failure;
import io.gavel.gateway.config.SecretFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An access token by OAuth 2.0 (RFC 6749 §6): the refresh token among the secrets is exchanged for one whenever there is none that
 * is good for another minute. Any thread; two at once may both ask, which is harmless.
 */
final class AccessToken {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MARGIN_SECONDS = 60;

    private final Endpoint endpoint;
    private final String secret;
    private final SecretFiles secrets;
    private volatile @Nullable Held held;

    private record Held(String token, Instant until) {}

    /** {@code url}: of the token endpoint; {@code secret}: the name of the file that has client_id, client_secret, refresh_token. */
    AccessToken(String url, String secret, SecretFiles secrets) {
        this.endpoint = Endpoint.of("POST", url, "application/x-www-form-urlencoded");
        this.secret = secret;
        this.secrets = secrets;
    }

    /** It was refused: the next one is asked for. */
    void forget() {
        held = null;
    }

    /** Gives the token, or says why there is none; perhaps at once. */
    void use(Sending sending, Consumer<String> with, Consumer<Verdict> without) {
        Held present = held;
        Instant now = sending.clock().instant();
        if (present != null && now.plusSeconds(MARGIN_SECONDS).isBefore(present.until)) {
            with.accept(present.token);
            return;
        }
        StringBuilder form = new StringBuilder("grant_type=refresh_token");
        for (String key : new String[] {"client_id", "client_secret", "refresh_token"}) {
            String value = secrets.find(secret, key);
            if (value == null) {
                without.accept(Verdict.again("no " + key + " among the secrets of " + secret));
                return;
            }
            form.append('&').append(key).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        byte[] body = form.toString().getBytes(StandardCharsets.UTF_8);
        sending.send(endpoint, null, body, new Posting.End() {
            @Override
            public void answered(int status, byte[] answer, int length, long pauseMillis) {
                Verdict problem = take(status, answer, length, now);
                Held got = held;
                if (problem == null && got != null) {
                    with.accept(got.token);
                } else {
                    without.accept(
                            problem == null
                                    ? Verdict.again("token: forgotten meanwhile")
                                    : problem.notBefore(pauseMillis));
                }
            }

            @Override
            public void failed(Failure failure) {
                Verdict usual = Sending.verdict(failure);
                without.accept(new Verdict(usual.kind(), "token: " + usual.problem(), 0));
            }
        });
    }

    /** What is wrong with the answer; null if it brought a token. The answer itself is never shown. */
    private @Nullable Verdict take(int status, byte[] answer, int length, Instant asked) {
        try {
            JsonNode json = JSON.readTree(answer, 0, length);
            String token = json.path("access_token").asText();
            if (status == 200 && token.matches("[\\x21-\\x7e]{1,8192}")) {
                held = new Held(token, asked.plusSeconds(json.path("expires_in").asLong(0)));
                return null;
            }
            String error = json.path("error").asText();
            return Verdict.again("token: " + (error.matches("[a-z_]{1,60}") ? error : "status " + status));
        } catch (IOException e) {
            return Verdict.again("token: status " + status + ", not JSON");
        }
    }
}
