package io.gavel.gateway.sip.digest;

import io.gavel.gateway.sip.message.AuthHeader;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.SipMessage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers the challenges of one peer, and signs further requests without being asked again. One loop. */
public final class DigestClient {
    private final Credentials credentials;
    private final String cnonce;
    private @Nullable AuthHeader challenge;
    private String header = HeaderName.AUTHORIZATION;
    private int count;

    /**
     * Not challenged yet.
     *
     * @param cnonce a random text of our own
     */
    public DigestClient(Credentials credentials, String cnonce) {
        this.credentials = credentials;
        this.cnonce = cnonce;
    }

    /** Takes a 401 or 407. False if it has no challenge that we can answer, or refuses what was signed for the same nonce. */
    public boolean accept(SipMessage refusal) {
        boolean proxy = refusal.status() == 407;
        String name = proxy ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE;
        for (String value : refusal.headers(name)) {
            AuthHeader offered = AuthHeader.parse(value);
            if (offered != null && isAnswerable(offered)) {
                AuthHeader before = challenge;
                boolean again = before != null
                        && (before.get("nonce").equals(offered.get("nonce"))
                                || !offered.get("stale").equalsIgnoreCase("true"));
                challenge = offered;
                count = 0;
                header = proxy ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION;
                return !again;
            }
        }
        return false;
    }

    private static boolean isAnswerable(AuthHeader offered) {
        String qop = offered.get("qop");
        return offered.isDigest()
                && Algorithm.of(offered.get("algorithm")) != null
                && !offered.get("nonce").isEmpty()
                && (qop.isEmpty() || hasAuth(qop));
    }

    private static boolean hasAuth(String qop) {
        for (String one : qop.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (one.strip().equals("auth")) {
                return true;
            }
        }
        return false;
    }

    /** Puts the answer on a request; nothing if nobody asked. */
    public void sign(SipMessage request) {
        AuthHeader asked = challenge;
        Algorithm algorithm = asked == null ? null : Algorithm.of(asked.get("algorithm"));
        if (asked == null || algorithm == null) {
            return;
        }
        count++;
        Algorithm.Proof proof = asked.get("qop").isEmpty()
                ? null
                : new Algorithm.Proof(String.format(Locale.ROOT, "%08x", count), cnonce);
        String uri = request.requestUri();
        String response =
                algorithm.response(credentials, asked.get("realm"), asked.get("nonce"), request.method(), uri, proof);
        StringBuilder value = new StringBuilder("Digest username=")
                .append(quoted(credentials.username()))
                .append(", realm=")
                .append(quoted(asked.get("realm")))
                .append(", nonce=")
                .append(quoted(asked.get("nonce")))
                .append(", uri=")
                .append(quoted(uri))
                .append(", response=\"")
                .append(response)
                .append('"');
        if (!asked.get("algorithm").isEmpty()) {
            value.append(", algorithm=").append(algorithm.token());
        }
        if (proof != null) {
            value.append(", qop=auth, nc=")
                    .append(proof.count())
                    .append(", cnonce=")
                    .append(quoted(cnonce));
        }
        if (!asked.get("opaque").isEmpty()) {
            value.append(", opaque=").append(quoted(asked.get("opaque")));
        }
        request.set(header, value.toString());
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
