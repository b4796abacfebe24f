package io.gavel.gateway.account.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who was sent to the provider and is not back yet: for ten minutes, each for one return. In memory; any thread. */
final class Departures {
    private static final long LIFE_MILLIS = 600_000;
    private static final int MOST = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Map<String, Departure> byState = new LinkedHashMap<>();

    Departures(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param browser what its cookie has: whoever comes back in another browser is somebody else
     * @param verifier of PKCE
     */
    record Departure(
            String state, String nonce, String verifier, String browser, String redirect, String to, long sinceMillis) {
        /** RFC 7636 §4.2, S256. */
        String challenge() {
            return base64(sha256(verifier));
        }

        /** Without what opens something. */
        @Override
        public String toString() {
            return "Departure[]";
        }
    }

    synchronized Departure begin(String redirect, String to) {
        long now = clock.millis();
        byState.values().removeIf(old -> now - old.sinceMillis() > LIFE_MILLIS);
        if (byState.size() >= MOST) {
            byState.remove(byState.keySet().iterator().next());
        }
        Departure departure = new Departure(random(), random(), random(), random(), redirect, to, now);
        byState.put(departure.state(), departure);
        return departure;
    }

    /** The one of this state, in this browser; it is over with that, whether it was right or not. Null: there is none. */
    synchronized @Nullable Departure end(String state, String browser) {
        Departure departure = byState.remove(state);
        boolean isRight = departure != null
                && clock.millis() - departure.sinceMillis() <= LIFE_MILLIS
                && MessageDigest.isEqual(sha256(departure.browser()), sha256(browser));
        return isRight ? departure : null;
    }

    /** 256 bits that nobody guesses. */
    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
