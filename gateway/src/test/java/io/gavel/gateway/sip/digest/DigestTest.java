package io.gavel.gateway.sip.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.digest.DigestServer.Verdict;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.SipMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Both sides of digest, with the examples of RFC 7616 §3.9.1 and RFC 2617 §3.5. */
@NullUnmarked // what is missing fails the test
class DigestTest {
    private static final Credentials WHO = new Credentials("voip-a", "secret \"quoted\"");
    private static final byte[] SECRET = "a secret of this process".getBytes(StandardCharsets.US_ASCII);

    private long now = 1_000_000;
    private final DigestServer server = new DigestServer("gavel", SECRET, () -> now, 60_000);
    private final DigestClient client = new DigestClient(WHO, "c0ffee");

    private static SipMessage request() {
        return SipMessage.request("INVITE", "sip:+18005550199@gavel.example").add(HeaderName.CSEQ, "1 INVITE");
    }

    private Verdict check(SipMessage request) {
        return server.check(request, name -> name.equals(WHO.username()) ? WHO.password() : null);
    }

    private SipMessage challenge(boolean stale) {
        return server.challenge(SipMessage.response(request(), 401), stale);
    }

    private SipMessage signed() {
        SipMessage request = request();
        client.sign(request);
        return request;
    }

    @Test
    void theExamplesOfTheStandardsComeOut() {
        Algorithm.Proof proof = new Algorithm.Proof("00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        Credentials mufasa = new Credentials("Mufasa", "Circle of Life");
        String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        assertEquals(
                "8ca523f5e9506fed4657c9700eebdbec",
                Algorithm.MD5.response(mufasa, "http-auth@example.org", nonce, "GET", "/dir/index.html", proof));
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                Algorithm.SHA_256.response(mufasa, "http-auth@example.org", nonce, "GET", "/dir/index.html", proof));
        assertEquals(
                "6629fae49393a05397450978507c4ef1",
                Algorithm.MD5.response(
                        new Credentials("Mufasa", "Circle Of Life"),
                        "testrealm@host.com",
                        "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                        "GET",
                        "/dir/index.html",
                        new Algorithm.Proof("00000001", "0a4f113b")));
    }

    @Test
    void whoKnowsThePasswordIsLetInAndCountsUp() {
        assertEquals(Verdict.MISSING, check(request()));
        assertTrue(client.accept(challenge(false)));
        SipMessage first = signed();
        assertEquals("voip-a", server.username(first));
        assertEquals(Verdict.RIGHT, check(first));
        assertEquals(Verdict.RIGHT, check(signed()));
        assertEquals(Verdict.STALE, check(first), "the same answer again");
    }

    @Test
    void theStrongerAlgorithmIsAskedForFirst() {
        SipMessage refusal = challenge(false);
        List<String> challenges = refusal.headers(HeaderName.WWW_AUTHENTICATE);
        assertTrue(challenges.get(0).contains("SHA-256"));
        assertTrue(challenges.get(1).contains("MD5"));
        assertTrue(client.accept(refusal));
        assertTrue(signed().header(HeaderName.AUTHORIZATION).contains("SHA-256"));
    }

    @Test
    void md5IsEnoughForOldPeers() {
        SipMessage refusal = challenge(false);
        refusal.set(
                HeaderName.WWW_AUTHENTICATE,
                refusal.headers(HeaderName.WWW_AUTHENTICATE).get(1));
        assertTrue(client.accept(refusal));
        assertEquals(Verdict.RIGHT, check(signed()));
    }

    @Test
    void anOldNonceIsStaleAndTheClientTriesAgain() {
        assertTrue(client.accept(challenge(false)));
        now += 60_001;
        assertEquals(Verdict.STALE, check(signed()));
        assertTrue(client.accept(challenge(true)));
        assertEquals(Verdict.RIGHT, check(signed()));
        assertFalse(client.accept(challenge(false)), "refused: no third try");
    }

    @Test
    void wrongPasswordsForeignNoncesAndOtherRequestsAreRefused() {
        client.accept(challenge(false));
        SipMessage request = signed();
        assertEquals(Verdict.WRONG, server.check(request, name -> "another"));
        assertEquals(Verdict.WRONG, server.check(request, name -> null));
        SipMessage elsewhere = SipMessage.request("INVITE", "sip:other@gavel.example");
        request.copy(HeaderName.AUTHORIZATION, elsewhere);
        assertEquals(Verdict.WRONG, check(elsewhere));
        DigestServer other = new DigestServer("gavel", new byte[] {1, 2, 3}, () -> now, 60_000);
        assertEquals(Verdict.STALE, other.check(request, name -> WHO.password()));
    }

    @Test
    void whatCannotBeAnsweredIsNotAccepted() {
        SipMessage refusal = SipMessage.response(request(), 401);
        refusal.add(HeaderName.WWW_AUTHENTICATE, "Basic realm=\"x\"");
        refusal.add(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256");
        refusal.add(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"");
        assertFalse(client.accept(refusal));
    }
}
