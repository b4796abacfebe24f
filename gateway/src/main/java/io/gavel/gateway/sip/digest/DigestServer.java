package io.gavel.gateway.sip.digest;

import io.gavel.gateway.sip.message.AuthHeader;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.SipMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Asks others to sign in, and checks their answers. A nonce is its time and our seal, so nothing is kept until somebody answers;
 * then its highest count is, so that no answer is good twice. Any thread.
 */
public final class DigestServer {
    /** What came of an answer. */
    public enum Verdict {
        /** No answer for this realm: challenge. */
        MISSING,
        /** Right, but the nonce is old or was used: challenge with {@code stale}. */
        STALE,
        WRONG,
        RIGHT
    }

    private static final int KEPT = 65_536;
    private static final int SEAL_BYTES = 16;

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final String realm;
    private final SecretKeySpec secret;
    private final LongSupplier clock;
    private final long lifeMillis;

    /**
     * @param secret random bytes of this process
     * @param clock milliseconds
     * @param lifeMillis how long a nonce is good
     */
    public DigestServer(String realm, byte[] secret, LongSupplier clock, long lifeMillis) {
        this.realm = realm;
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.clock = clock;
        this.lifeMillis = lifeMillis;
    }

    /** Adds WWW-Authenticate to a 401, the stronger algorithm first (RFC 8760 §2.3). */
    public SipMessage challenge(SipMessage refusal, boolean stale) {
        String nonce = nonce(clock.getAsLong());
        for (Algorithm algorithm : Algorithm.values()) {
            refusal.add(
                    HeaderName.WWW_AUTHENTICATE,
                    "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm.token()
                            + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
        }
        return refusal;
    }

    /**
     * Checks the Authorization of a request.
     *
     * @param passwords the password of a user name, null if there is no such user
     */
    public Verdict check(SipMessage request, Function<String, @Nullable String> passwords) {
        AuthHeader answer = answer(request);
        if (answer == null) {
            return Verdict.MISSING;
        }
        Algorithm algorithm = Algorithm.of(answer.get("algorithm"));
        String password = passwords.apply(answer.get("username"));
        if (algorithm == null || password == null || !answer.get("qop").equalsIgnoreCase("auth") || !isOurs(answer)) {
            return isOurs(answer) ? Verdict.WRONG : Verdict.STALE;
        }
        String expected = algorithm.response(
                new Credentials(answer.get("username"), password),
                realm,
                answer.get("nonce"),
                request.method(),
                answer.get("uri"),
                new Algorithm.Proof(answer.get("nc"), answer.get("cnonce")));
        if (!answer.get("uri").equals(request.requestUri()) || !same(expected, answer.get("response"))) {
            return Verdict.WRONG;
        }
        return isFresh(answer) ? Verdict.RIGHT : Verdict.STALE;
    }

    /** The user name that a request claims; empty if none. Nothing is checked. */
    public String username(SipMessage request) {
        AuthHeader answer = answer(request);
        return answer == null ? "" : answer.get("username");
    }

    private @Nullable AuthHeader answer(SipMessage request) {
        List<AuthHeader> answers = new ArrayList<>(1);
        for (String value : request.headers(HeaderName.AUTHORIZATION)) {
            AuthHeader answer = AuthHeader.parse(value);
            if (answer != null && answer.isDigest() && answer.get("realm").equals(realm)) {
                answers.add(answer);
            }
        }
        return answers.isEmpty() ? null : answers.get(0);
    }

    private boolean isOurs(AuthHeader answer) {
        long at = time(answer.get("nonce"));
        return at >= 0 && same(nonce(at), answer.get("nonce"));
    }

    private boolean isFresh(AuthHeader answer) {
        String nonce = answer.get("nonce");
        int count = count(answer.get("nc"));
        if (count <= 0 || clock.getAsLong() - time(nonce) > lifeMillis) {
            return false;
        }
        if (counts.size() >= KEPT) {
            counts.keySet().removeIf(kept -> clock.getAsLong() - time(kept) > lifeMillis);
        }
        if (counts.size() >= KEPT) {
            return false;
        }
        boolean[] higher = {false};
        counts.compute(nonce, (key, before) -> {
            higher[0] = before == null || count > before;
            return higher[0] ? count : before;
        });
        return higher[0];
    }

    private static int count(String hex) {
        try {
            return hex.length() == 8 ? Integer.parseInt(hex.toLowerCase(Locale.ROOT), 16) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String nonce(long time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] at = ByteBuffer.allocate(Long.BYTES).putLong(time).array();
            byte[] seal = mac.doFinal(at);
            ByteBuffer bytes =
                    ByteBuffer.allocate(Long.BYTES + SEAL_BYTES).put(at).put(seal, 0, SEAL_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC", e);
        }
    }

    /** -1 if this is no nonce. */
    private static long time(String nonce) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(nonce);
            return bytes.length == Long.BYTES + SEAL_BYTES
                    ? ByteBuffer.wrap(bytes).getLong()
                    : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
