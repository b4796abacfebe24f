package io.gavel.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

/**
 * The operators' own identity provider (OpenID Connect), beside names and passwords of our own.
 *
 * @param issuer as the provider calls itself; empty: there is none
 * @param clientId what this exchange is called there
 * @param clientSecret empty: a public client, proven by PKCE alone
 * @param title of the button
 * @param scopes asked for, separated by spaces; {@code openid} among them
 * @param rolesClaim of the ID token that says what somebody is: a name, or names with points between
 * @param operators values of the claim that make an operator
 * @param analysts values that make an analyst
 * @param console the console's address as browsers see it; empty: as the browser asked for it
 */
public record SignInConfig(
        String issuer,
        String clientId,
        String clientSecret,
        String title,
        String scopes,
        String rolesClaim,
        List<String> operators,
        List<String> analysts,
        String console) {
    private static final String ISSUER = "sign_in.issuer";

    static SignInConfig from(Settings settings) {
        String secret = settings.secret("sign_in.client_secret", 1);
        SignInConfig config = new SignInConfig(
                settings.optional(ISSUER),
                settings.optional("sign_in.client_id"),
                secret == null ? "" : secret,
                settings.text("sign_in.title", "Sign in with your company's account"),
                settings.text("sign_in.scopes", "openid profile email"),
                settings.text("sign_in.roles_claim", "groups"),
                words(settings.optional("sign_in.operators")),
                words(settings.optional("sign_in.analysts")),
                settings.optional("sign_in.console").replaceAll("/+$", ""));
        config.check(settings);
        return config;
    }

    /** Whether there is a provider. */
    public boolean isOn() {
        return !issuer.isEmpty();
    }

    private void check(Settings settings) {
        if (!isOn()) {
            return;
        }
        if (!isSafe(issuer)) {
            settings.problem(ISSUER, "expected https://… (http:// only of this machine), without query and fragment");
        }
        if (clientId.isEmpty()) {
            settings.problem(
                    "sign_in.client_id", "is missing: the provider tells it when this exchange is registered there");
        }
        if (operators.isEmpty() && analysts.isEmpty()) {
            settings.problem(
                    "sign_in.operators",
                    "nobody could sign in: name values of the claim " + rolesClaim + " here or in sign_in.analysts");
        }
        if (!List.of(scopes.split(" +", -1)).contains("openid")) {
            settings.problem("sign_in.scopes", "expected openid among them");
        }
        if (!console.isEmpty() && !isSafe(console)) {
            settings.problem("sign_in.console", "expected https://… (http:// only of this machine)");
        }
    }

    /** What is sent there may not be read on its way. */
    private static boolean isSafe(String address) {
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            boolean isPlain =
                    host != null && uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            boolean isHere = "http".equals(uri.getScheme())
                    && host != null
                    && List.of("localhost", "127.0.0.1", "[::1]").contains(host);
            return isPlain && ("https".equals(uri.getScheme()) || isHere);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SignInConfig[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
