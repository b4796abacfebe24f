package io.gavel.gateway.account.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an ID token is one (OpenID Connect Core 1.0 §3.1.3.7): signed with one of the provider's keys by an algorithm that it
 * names and that has a public key, of this issuer, for us, not over, and of this very sign-in. Any thread.
 */
final class Proof {
    /** Neither {@code none} nor those with a shared secret. */
    private static final List<JWSAlgorithm> ALGORITHMS = List.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int SKEW_SECONDS = 60;

    private final String issuer;
    private final String clientId;
    private final InstantSource clock;

    Proof(String issuer, String clientId, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clock = clock;
    }

    private static Refused falsehood() {
        return new Refused(
                "id-token",
                "What the identity provider sent could not be proven to come from it, for this exchange and this sign-in. Sign"
                        + " in again; if it stays like this, an operator has to look at sign_in.issuer and sign_in.client_id,"
                        + " and at both clocks.");
    }

    /** Which key it says that it is signed with; null: it does not say. */
    static @Nullable String keyOf(String token) throws Refused {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw falsehood();
        }
    }

    JWTClaimsSet claims(String token, String nonce, Metadata metadata, JWKSet keys) throws Refused {
        Set<JWSAlgorithm> algorithms = new HashSet<>(ALGORITHMS);
        algorithms.removeIf(algorithm -> !metadata.algorithms().contains(algorithm.getName()));
        if (algorithms.isEmpty()) {
            throw new Refused(
                    "algorithms",
                    "The identity provider signs with none of RS256 to PS512 and ES256 to ES512. An operator has to choose one"
                            + " of these there.");
        }
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(verifier(nonce));
        try {
            JWTClaimsSet claims = processor.process(token, null);
            checkParty(claims);
            return claims;
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw falsehood();
        }
    }

    private DefaultJWTClaimsVerifier<SecurityContext> verifier(String nonce) {
        JWTClaimsSet exact =
                new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build();
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(clientId, exact, Set.of("sub", "exp", "iat")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(SKEW_SECONDS);
        return verifier;
    }

    /** For several: whose it is has to be said (§3.1.3.7, 4 and 5). Made in the future: a clock is wrong. */
    private void checkParty(JWTClaimsSet claims) throws ParseException, Refused {
        String party = claims.getStringClaim("azp");
        boolean isOurs = party == null ? claims.getAudience().size() == 1 : party.equals(clientId);
        Date made = claims.getIssueTime();
        boolean isMade =
                made != null && !made.toInstant().isAfter(clock.instant().plusSeconds(SKEW_SECONDS));
        if (!isOurs || !isMade || claims.getSubject().isEmpty()) {
            throw falsehood();
        }
    }

    /** The texts of a claim: by its whole name, or step by step. */
    static Set<String> texts(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        if (value == null) {
            value = claims.getClaims();
            for (String step : name.split("\\.", -1)) {
                value = value instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        Set<String> texts = new HashSet<>();
        if (value instanceof Collection<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        } else if (value instanceof String text) {
            texts.add(text);
        }
        return texts;
    }
}
