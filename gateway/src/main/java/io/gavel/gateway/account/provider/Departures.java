package io.gavel.gateway.account.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who was sent to the provider and is not back yet: for ten minutes, each for one return. In memory; any thread. */
final class Departures {
    private static final long LIFE_MILLIS = 600_000;
    private static final int MOST = 10_000;
    /** From one address; beyond them its oldest are forgotten, and nobody else's. */
    private static final int MOST_FROM_ONE = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Map<String, Departure> byState = new LinkedHashMap<>();
    private final Map<String, Deque<String>> byAddress = new HashMap<>();

    Departures(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param browser what its cookie has: whoever comes back in another browser is somebody else
     * @param verifier of PKCE
     * @param from the browser's address
     */
    record Departure(
            String state,
            String nonce,
            String verifier,
            String browser,
            String redirect,
            String to,
            String from,
            long sinceMillis) {
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

    synchronized Departure begin(String redirect, String to, String from) {
        long now = clock.millis();
        Deque<String> mine = byAddress.get(from);
        if (mine != null && mine.size() >= MOST_FROM_ONE) {
            forget(mine.getFirst());
        }
        while (!byState.isEmpty()) {
            Departure oldest = byState.values().iterator().next();
            if (byState.size() < MOST && now - oldest.sinceMillis() <= LIFE_MILLIS) {
                break;
            }
            forget(oldest.state());
        }
        Departure departure = new Departure(random(), random(), random(), random(), redirect, to, from, now);
        byState.put(departure.state(), departure);
        byAddress.computeIfAbsent(from, first -> new ArrayDeque<>()).add(departure.state());
        return departure;
    }

    private @Nullable Departure forget(String state) {
        Departure departure = byState.remove(state);
        Deque<String> others = departure == null ? null : byAddress.get(departure.from());
        if (departure != null && others != null) {
            others.remove(state);
            if (others.isEmpty()) {
                byAddress.remove(departure.from());
            }
        }
        return departure;
    }

    /** The one of this state, in this browser; it is over with that, whether it was right or not. Null: there is none. */
    synchronized @Nullable Departure end(String state, String browser) {
        Departure departure = forget(state);
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
