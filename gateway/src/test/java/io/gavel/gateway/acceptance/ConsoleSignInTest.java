package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People with names and passwords: let in, locked out, with a second factor, and out again. */
@ExtendWith(Exchange.Shared.class)
class ConsoleSignInTest {
    private static final String CHOSEN = "a password of mine";

    @Test
    void whoIsLetInChoosesAPasswordBeforeAnythingElse(Exchange exchange) {
        JsonNode made = create(exchange, "carla@example.com", "analyst", "");
        Visitor carla = new Visitor(exchange);
        String temporary = made.path("password").asText();
        assertEquals("/console/account", location(carla.signIn("Carla@example.com", temporary)));
        assertEquals("/console/account", location(carla.get("/console/live")));
        assertTrue(carla.get("/console/account").body().contains("Choose a password first"));
        assertEquals(422, choose(carla, "not the one", CHOSEN, CHOSEN));
        assertEquals(422, choose(carla, temporary, CHOSEN, CHOSEN + "!"));
        assertEquals(422, choose(carla, temporary, "too short", "too short"));
        assertEquals(200, choose(carla, temporary, CHOSEN, CHOSEN));
        assertEquals(200, carla.get("/console/live").statusCode());
        assertEquals(403, carla.get("/console/people").statusCode(), "an analyst lets nobody in");
        Visitor again = Visitor.named(exchange, "carla@example.com", CHOSEN);
        String shown = again.get("/console/live").body();
        assertTrue(shown.contains("carla@example.com"), shown);
        assertEquals(200, choose(again, CHOSEN, CHOSEN + " 2", CHOSEN + " 2"));
        assertEquals(
                "/console/sign-in?to=%2Fconsole%2Flive", location(carla.get("/console/live")), "all others are out");
        assertEquals(200, again.get("/console/live").statusCode());
    }

    @Test
    void aSellersPersonSeesWhatTheSellerSees(Exchange exchange) {
        JsonNode made = create(exchange, "dora", "seller", "acme");
        Visitor dora = chosen(exchange, "dora", made.path("password").asText());
        String ping = exchange.accepted(Exchange.ACME, "leads");
        Exchange.until(
                "the ping is shown", () -> dora.get("/console/pings/" + ping).statusCode() == 200);
        assertEquals(403, dora.get("/console/live").statusCode());
        assertEquals(403, dora.get("/console/orders").statusCode());
        String off = "/v1/admin/users/" + made.path("id").asText() + "/disable";
        assertEquals(200, exchange.post(off, Exchange.OPERATOR, "{}").status());
        assertTrue(location(dora.get("/console/pings")).startsWith("/console/sign-in"));
    }

    @Test
    void aSecondFactorIsAskedForAndItsCodesAreTakenOnce(Exchange exchange) throws Exception {
        JsonNode made = create(exchange, "emil", "operator", "");
        Visitor emil = chosen(exchange, "emil", made.path("password").asText());
        emil.get("/console/account");
        String page = emil.post("/console/account/totp", Map.of()).body();
        Matcher secret = Pattern.compile("secret=([A-Z2-7]+)").matcher(page);
        assertTrue(secret.find(), page);
        Map<String, String> wrong = Map.of("secret", secret.group(1), "code", "000000", "password", CHOSEN);
        assertEquals(422, emil.post("/console/account/totp/confirm", wrong).statusCode());
        String code = code(secret.group(1), 0);
        Map<String, String> right = Map.of("secret", secret.group(1), "code", code, "password", CHOSEN);
        HttpResponse<String> confirmed = emil.post("/console/account/totp/confirm", right);
        assertEquals(200, confirmed.statusCode(), confirmed::body);
        Visitor again = new Visitor(exchange).from("192.0.2.50");
        HttpResponse<String> half = again.signIn("emil", CHOSEN);
        assertEquals(200, half.statusCode());
        assertTrue(half.body().contains("The code that your app shows"), half::body);
        assertTrue(location(again.get("/console/live")).startsWith("/console/sign-in"), "the password is not enough");
        String ticket = ticket(half.body());
        assertEquals(
                403,
                again.post("/console/sign-in/code", Map.of("ticket", ticket, "code", code))
                        .statusCode());
        String next = code(secret.group(1), 1);
        assertEquals(
                "/console/live", location(again.post("/console/sign-in/code", Map.of("ticket", ticket, "code", next))));
        assertEquals(200, again.get("/console/live").statusCode());
        String reset = "/v1/admin/users/" + made.path("id").asText() + "/reset-totp";
        assertFalse(exchange.post(reset, Exchange.OPERATOR, "{}")
                .json()
                .path("totp")
                .asBoolean());
        assertTrue(location(again.get("/console/live")).startsWith("/console/sign-in"));
    }

    @Test
    void whoGuessesWaitsByAddressAndByName(Exchange exchange) {
        JsonNode made = create(exchange, "fred", "analyst", "");
        Visitor guesser = new Visitor(exchange).from("192.0.2.60");
        for (int i = 0; i < 5; i++) {
            assertEquals(403, guesser.signIn("fred", "wrong password " + i).statusCode());
        }
        HttpResponse<String> locked =
                guesser.signIn("fred", made.path("password").asText());
        assertEquals(429, locked.statusCode());
        assertTrue(locked.headers().firstValue("retry-after").isPresent());
        for (int i = 0; i < 5; i++) {
            Visitor other = new Visitor(exchange).from("192.0.2." + (70 + i));
            assertEquals(403, other.signIn("FRED", "wrong password " + i).statusCode());
        }
        Visitor late = new Visitor(exchange).from("192.0.2.80");
        assertEquals(429, late.signIn("fred", made.path("password").asText()).statusCode());
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyIn(Exchange exchange) {
        create(exchange, "gina", "analyst", "");
        Visitor gina = new Visitor(exchange).from("192.0.2.90");
        HttpResponse<String> answer =
                gina.post("/console/sign-in", Map.of("name", "gina", "password", CHOSEN, "token", "another site's"));
        assertEquals(403, answer.statusCode());
    }

    @Test
    void operatorsLetPeopleInAndOutAndMakeKeysInTheConsole(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        operator.get("/console/people");
        Map<String, String> form = Map.of("name", "hugo@example.com", "role", "buyer", "owner", "buyer:north");
        String page = operator.post("/console/people/create", form).body();
        Matcher password = Pattern.compile("<code>([a-z0-9-]{23})</code>").matcher(page);
        assertTrue(password.find(), page);
        assertEquals(422, operator.post("/console/people/create", form).statusCode(), "the name is taken");
        Visitor hugo = chosen(exchange, "hugo@example.com", password.group(1));
        assertEquals(200, hugo.get("/console/overview").statusCode());
        Matcher id = Pattern.compile("/console/people/(u-[a-z0-9]+)\">hugo").matcher(page);
        assertTrue(id.find(), page);
        String change = "/console/people/" + id.group(1) + "/change";
        assertEquals(200, operator.post(change, Map.of("do", "disable")).statusCode());
        assertTrue(location(hugo.get("/console/overview")).startsWith("/console/sign-in"));
        assertTrue(operator.post(change, Map.of("do", "delete")).body().contains("is forgotten"));
        assertEquals(404, operator.post(change, Map.of("do", "enable")).statusCode());

        String made = operator.post(
                        "/console/keys/create", Map.of("role", "seller", "owner", "seller:acme", "label", "x"))
                .body();
        Matcher key = Pattern.compile("The key ([a-z0-9]+)</h2>.*<code>(gvl_[A-Za-z0-9]+)</code>", Pattern.DOTALL)
                .matcher(made);
        assertTrue(key.find(), made);
        assertEquals(200, exchange.get("/v1/pings", key.group(2)).status());
        assertEquals(
                200,
                operator.post("/console/keys/" + key.group(1) + "/revoke", Map.of())
                        .statusCode());
        assertEquals(401, exchange.get("/v1/pings", key.group(2)).status());
    }

    @Test
    void theInterfaceSaysWhatIsWrongAndShowsNoSecretTwice(Exchange exchange) {
        assertEquals(
                422,
                exchange.post("/v1/admin/users", Exchange.OPERATOR, "{\"name\":\"x\"}")
                        .status());
        assertEquals(
                400, exchange.post("/v1/admin/users", Exchange.OPERATOR, "[]").status());
        assertEquals(
                422,
                exchange.post("/v1/admin/users", Exchange.OPERATOR, "{\"name\":\"x\",\"role\":\"seller\"}")
                        .status());
        assertEquals(
                422,
                exchange.post("/v1/admin/users", Exchange.OPERATOR, "{\"name\":1,\"role\":\"operator\",\"more\":\"\"}")
                        .status());
        JsonNode ivo = create(exchange, "ivo", "analyst", "");
        String id = ivo.path("id").asText();
        String list = exchange.get("/v1/admin/users", Exchange.OPERATOR).text();
        assertTrue(list.contains(id), list);
        assertFalse(list.contains("password") || list.contains("argon2"), list);
        String one = "/v1/admin/users/" + id;
        JsonNode reset =
                exchange.post(one + "/reset-password", Exchange.OPERATOR, "{}").json();
        assertFalse(reset.path("password").asText().isEmpty());
        assertTrue(reset.path("temporary").asBoolean());
        assertEquals(200, exchange.post(one + "/enable", Exchange.OPERATOR, "").status());
        assertEquals(204, exchange.send("DELETE", one, Exchange.OPERATOR).status());
        assertEquals(404, exchange.send("DELETE", one, Exchange.OPERATOR).status());
        assertEquals(404, exchange.post(one + "/disable", Exchange.OPERATOR, "").status());
    }

    private static JsonNode create(Exchange exchange, String name, String role, String owner) {
        String of = owner.isEmpty() ? "" : ",\"owner\":\"" + owner + "\"";
        Exchange.Answer made = exchange.post(
                "/v1/admin/users",
                Exchange.OPERATOR,
                "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"" + of + "}");
        assertEquals(201, made.status(), made::text);
        return made.json();
    }

    private static Visitor chosen(Exchange exchange, String name, String temporary) {
        Visitor visitor = Visitor.named(exchange, name, temporary);
        visitor.get("/console/account");
        assertEquals(200, choose(visitor, temporary, CHOSEN, CHOSEN));
        return visitor;
    }

    private static int choose(Visitor visitor, String present, String chosen, String again) {
        Map<String, String> form = Map.of("password", present, "new", chosen, "newAgain", again);
        return visitor.post("/console/account/password", form).statusCode();
    }

    /** As an app shows it, {@code ahead} steps in the future. */
    private static String code(String secret, int ahead) throws Exception {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(20);
        java.math.BigInteger number = java.math.BigInteger.ZERO;
        for (char each : secret.toCharArray()) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each);
            number = number.shiftLeft(5).or(java.math.BigInteger.valueOf(value));
        }
        byte[] all = number.toByteArray();
        int length = Math.min(20, all.length);
        bytes.position(20 - length).put(all, all.length - length, length);
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA1");
        mac.init(new javax.crypto.spec.SecretKeySpec(bytes.array(), "HmacSHA1"));
        long step = System.currentTimeMillis() / 30_000 + ahead;
        byte[] hash = mac.doFinal(java.nio.ByteBuffer.allocate(8).putLong(step).array());
        int at = hash[19] & 0xf;
        int found = java.nio.ByteBuffer.wrap(hash).getInt(at) & 0x7fff_ffff;
        return String.format(java.util.Locale.ROOT, "%06d", found % 1_000_000);
    }

    private static String ticket(String page) {
        Matcher ticket = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(ticket.find(), page);
        return ticket.group(1);
    }

    private static String location(HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer::body);
        return answer.headers().firstValue("location").orElse("");
    }
}
