package io.gavel.gateway.account.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.SignInConfig;
import io.gavel.gateway.http.Role;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in by an identity provider that is a real server, honest and otherwise. */
class ProviderTest {
    private static final String BACK = "http://127.0.0.1:1/console/sign-in/provider/callback";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static Vertx vertx;
    private static Clients clients;

    private final AtomicLong seconds = new AtomicLong(1_800_000_000);
    private StandIn there;
    private Provider provider;

    @BeforeAll
    static void openClient() {
        vertx = Vertx.vertx();
        clients = Clients.open(
                vertx, List.of(vertx.getOrCreateContext()), new ClientSettings(true, 4, 16, 5_000, 30, 1 << 20));
    }

    @AfterAll
    static void closeClient() {
        clients.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void open() throws Exception {
        there = new StandIn(() -> Instant.ofEpochSecond(seconds.get()));
        provider = provider(Map.of());
    }

    @AfterEach
    void close() {
        there.close();
    }

    @Test
    void whoSaysYesThereIsKnownHere() throws Exception {
        Arrival arrival = get(provider.arrive(returned(sent())));
        assertEquals(there.address() + " subject-1", arrival.identity());
        assertEquals("olga@example.com", arrival.name());
        assertEquals(Role.OPERATOR, arrival.role());
        assertEquals("/console/pnl", arrival.to());
    }

    @Test
    void theMostOfSeveralGroupsCountsAndNoneIsNothing() throws Exception {
        there.groups = List.of("exchange-analysts", "exchange-operators");
        assertEquals(Role.OPERATOR, get(provider.arrive(returned(sent()))).role());
        there.groups = List.of("exchange-analysts");
        assertEquals(Role.ANALYST, get(provider.arrive(returned(sent()))).role());
        there.groups = List.of("exchange-operators-of-another");
        assertNull(get(provider.arrive(returned(sent()))).role());
        provider = provider(Map.of("GAVEL_SIGN_IN_ROLES_CLAIM", "realm_access.roles"));
        there.groups = List.of("exchange-analysts");
        assertEquals(Role.ANALYST, get(provider.arrive(returned(sent()))).role(), "step by step into maps");
    }

    @Test
    void everySignInHasItsOwnStateNonceAndChallenge() throws Exception {
        String one = sent().address();
        String other = sent().address();
        for (String name : List.of("state", "nonce", "code_challenge")) {
            assertNotEquals(value(one, name), value(other, name), name);
            assertTrue(value(one, name).length() >= 43, name);
        }
        assertEquals("S256", value(one, "code_challenge_method"));
    }

    @Test
    void aStateIsGoodOnceForTenMinutesAndInItsOwnBrowser() throws Exception {
        Provider.Returned once = returned(sent());
        get(provider.arrive(once));
        assertEquals("state", refusal(provider.arrive(once)), "replayed");
        Provider.Returned late = returned(sent());
        seconds.addAndGet(601);
        assertEquals("state", refusal(provider.arrive(late)));
        Provider.Returned stolen = returned(sent());
        Provider.Returned elsewhere =
                new Provider.Returned(stolen.code(), stolen.state(), stolen.issuer(), null, sent().browser());
        assertEquals("state", refusal(provider.arrive(elsewhere)));
        assertEquals("state", refusal(provider.arrive(stolen)), "and it is over with that");
        assertEquals("state", refusal(provider.arrive(new Provider.Returned("x", null, null, null, "y"))));
        assertEquals("state", refusal(provider.arrive(new Provider.Returned("x", "made up", null, null, "y"))));
    }

    @Test
    void aTokenThatIsNotTheProvidersIsNotBelieved() throws Exception {
        for (StandIn.Signature wrong :
                List.of(StandIn.Signature.FORGED, StandIn.Signature.NONE, StandIn.Signature.SHARED)) {
            there.signature = wrong;
            assertEquals("id-token", refusal(provider.arrive(returned(sent()))), wrong.name());
        }
    }

    @Test
    void aTokenForSomebodyElseOfSomeoneElseOrOfAnotherTimeIsNotBelieved() throws Exception {
        Date past = Date.from(Instant.ofEpochSecond(seconds.get() - 61));
        Date future = Date.from(Instant.ofEpochSecond(seconds.get() + 120));
        Map<String, java.util.function.UnaryOperator<com.nimbusds.jwt.JWTClaimsSet.Builder>> lies = new HashMap<>();
        lies.put("wrong nonce", claims -> claims.claim("nonce", "another"));
        lies.put("no nonce", claims -> claims.claim("nonce", null));
        lies.put("other issuer", claims -> claims.issuer("https://elsewhere.example"));
        lies.put("other audience", claims -> claims.audience("another"));
        lies.put("several audiences, no party", claims -> claims.audience(List.of(StandIn.CLIENT, "another")));
        lies.put("another party", claims -> claims.claim("azp", "another"));
        lies.put("expired", claims -> claims.expirationTime(past));
        lies.put("never expires", claims -> claims.expirationTime(null));
        lies.put("not yet", claims -> claims.notBeforeTime(future));
        lies.put("made in the future", claims -> claims.issueTime(future));
        lies.put("nobody", claims -> claims.subject(null));
        for (var lie : lies.entrySet()) {
            there.claims = lie.getValue();
            assertEquals("id-token", refusal(provider.arrive(returned(sent()))), lie.getKey());
        }
        there.claims =
                claims -> claims.audience(List.of(StandIn.CLIENT, "another")).claim("azp", StandIn.CLIENT);
        get(provider.arrive(returned(sent())));
    }

    @Test
    void newKeysAreFetchedWhenATokenNamesOneButNotForEveryoneWhoMakesOneUp() throws Exception {
        get(provider.arrive(returned(sent())));
        get(provider.arrive(returned(sent())));
        assertEquals(1, there.keysAsked());
        there.rotate("key-2");
        get(provider.arrive(returned(sent())));
        assertEquals(2, there.keysAsked());
        there.rotate("key-3");
        assertEquals("id-token", refusal(provider.arrive(returned(sent()))), "a moment later only");
        assertEquals(2, there.keysAsked());
        seconds.addAndGet(31);
        get(provider.arrive(returned(sent())));
        assertEquals(3, there.keysAsked());
        seconds.addAndGet(901);
        get(provider.arrive(returned(sent())));
        assertEquals(4, there.keysAsked(), "old ones are not believed for ever");
    }

    @Test
    void aWrongSecretAnotherIssuerAndARefusalThereAreSaidInWords() throws Exception {
        Provider wrong = provider(Map.of("GAVEL_SIGN_IN_CLIENT_SECRET", "not this one"));
        Provider.Sent sent = get(wrong.depart(BACK, "", "::1"));
        assertTrue(sentence(wrong.arrive(returned(sent))).contains("sign_in.client_secret"));
        Provider.Returned back = returned(sent());
        assertEquals(
                "issuer",
                refusal(provider.arrive(new Provider.Returned(
                        back.code(), back.state(), "https://elsewhere.example", null, back.browser()))));
        back = returned(sent());
        assertEquals(
                "issuer",
                refusal(provider.arrive(new Provider.Returned(back.code(), back.state(), null, null, back.browser()))),
                "it says that it names itself");
        back = returned(sent());
        assertEquals(
                "provider-error",
                refusal(provider.arrive(
                        new Provider.Returned(null, back.state(), null, "access_denied", back.browser()))));
        there.issuer = "https://elsewhere.example";
        assertEquals("issuer", refusal(provider(Map.of()).depart(BACK, "", "::1")), "another's discovery document");
    }

    @Test
    void aProviderThatIsDownIsSaidToBe() throws Exception {
        there.status = 503;
        assertEquals("provider-answer", refusal(provider.depart(BACK, "", "::1")));
        there.status = 200;
        Provider.Returned back = returned(sent());
        there.status = 503;
        assertEquals("provider-answer", refusal(provider.arrive(back)), "the keys cannot be had");
        there.close();
        String said = sentence(provider(Map.of()).depart(BACK, "", "::1"));
        assertTrue(said.contains("does not answer") && said.contains("API key"), said);
    }

    @Test
    void theConfigurationSaysWhatIsMissing() {
        Problems problems = new Problems();
        ExchangeConfig.read(
                "sign_in: {issuer: 'http://id.example.com', scopes: profile, console: ftp://x}", Map.of(), problems);
        String all = problems.list().toString();
        for (String key : List.of("issuer", "client_id", "operators", "scopes", "console")) {
            assertTrue(all.contains("sign_in." + key), key + ": " + all);
        }
        SignInConfig config = config(Map.of());
        assertFalse(config.toString().contains(StandIn.SECRET));
    }

    private Provider.Sent sent() throws Exception {
        return get(provider.depart(BACK, "/console/pnl", "::1"));
    }

    /** Goes there, says yes, and comes back. */
    private static Provider.Returned returned(Provider.Sent sent) throws Exception {
        String page = BROWSER.send(
                        HttpRequest.newBuilder(URI.create(sent.address())).build(), BodyHandlers.ofString())
                .body();
        String back = StandIn.wayBack(page);
        return new Provider.Returned(
                value(back, "code"), value(back, "state"), value(back, "iss"), null, sent.browser());
    }

    private static String value(String address, String name) {
        String found = address.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1");
        return java.net.URLDecoder.decode(found, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static String refusal(Future<?> future) {
        return refused(future).word();
    }

    private static String sentence(Future<?> future) {
        return refused(future).sentence();
    }

    private static Refused refused(Future<?> future) {
        Throwable cause = assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS))
                .getCause();
        while (!(cause instanceof Refused) && cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return assertInstanceOf(Refused.class, cause);
    }

    private Provider provider(Map<String, String> changed) {
        return new Provider(config(changed), clients.on(0), () -> Instant.ofEpochSecond(seconds.get()));
    }

    private SignInConfig config(Map<String, String> changed) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GAVEL_SIGN_IN_ISSUER",
                there.address(),
                "GAVEL_SIGN_IN_CLIENT_ID",
                StandIn.CLIENT,
                "GAVEL_SIGN_IN_CLIENT_SECRET",
                StandIn.SECRET,
                "GAVEL_SIGN_IN_OPERATORS",
                "exchange-operators, admins",
                "GAVEL_SIGN_IN_ANALYSTS",
                "exchange-analysts"));
        environment.putAll(changed);
        Problems problems = new Problems();
        SignInConfig config = ExchangeConfig.read("", environment, problems).signIn();
        assertEquals(List.of(), problems.list());
        return config;
    }
}
