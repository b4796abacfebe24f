package io.gavel.gateway.account.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0 §3).
 *
 * @param algorithms it signs ID tokens with
 * @param isBasic whether a client shows its secret in a header (else in the form)
 * @param namesItself whether it says in its answers who it is (RFC 9207)
 */
record Metadata(
        String authorization, String token, String keys, Set<String> algorithms, boolean isBasic, boolean namesItself) {

    /** Reads the document; it has to be that of this issuer, to the letter. */
    static Metadata of(JsonNode document, String issuer) throws Refused {
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new Refused(
                    "issuer",
                    "The identity provider calls itself another name than sign_in.issuer. An operator has to copy the issuer of"
                            + " its discovery document, to the letter.");
        }
        Set<String> methods = texts(document.path("token_endpoint_auth_methods_supported"));
        Set<String> algorithms = texts(document.path("id_token_signing_alg_values_supported"));
        return new Metadata(
                address(document, "authorization_endpoint", issuer),
                address(document, "token_endpoint", issuer),
                address(document, "jwks_uri", issuer),
                algorithms.isEmpty() ? Set.of("RS256") : algorithms,
                methods.isEmpty() || methods.contains("client_secret_basic"),
                document.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    /** An address of the provider; never a less safe one than its own. */
    private static String address(JsonNode document, String name, String issuer) throws Refused {
        String text = document.path(name).asText();
        boolean isSafe = text.startsWith("https://") || (text.startsWith("http://") && issuer.startsWith("http://"));
        try {
            if (isSafe && URI.create(text).getHost() != null) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Refused(
                "discovery", "The identity provider's discovery document has no " + name + " that could be used.");
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
