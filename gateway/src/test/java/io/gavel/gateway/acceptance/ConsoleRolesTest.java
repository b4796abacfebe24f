package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.http.Access;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.http.Route;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may see which page of the console, and that nobody sees what is somebody else's. */
@ExtendWith(Exchange.Shared.class)
class ConsoleRolesTest {
    private static final Map<Role, String> KEYS = new LinkedHashMap<>(Map.of(
            Role.OPERATOR, Exchange.OPERATOR,
            Role.SELLER, Exchange.ACME,
            Role.BUYER, Exchange.NORTH));

    @Test
    void everyPageIsForItsRolesAndForNobodyWithoutASession(Exchange exchange) {
        Map<Role, Visitor> visitors = new LinkedHashMap<>();
        KEYS.forEach((role, key) -> visitors.put(role, Visitor.with(exchange, key)));
        visitors.put(Role.ANALYST, Visitor.with(exchange, analyst(exchange)));
        assertEquals(Role.values().length, visitors.size());
        Visitor nobody = new Visitor(exchange);
        for (Route route : pages(exchange)) {
            String path = route.path().replaceAll("\\{\\w+}", "nothing-of-this-name");
            Access access = route.page();
            if (route.method().equals("POST")) {
                assertEquals("/console/sign-in", location(nobody.post(path, Map.of())), path);
                visitors.forEach((role, visitor) -> assertEquals(
                        403, visitor.post(path, Map.of("token", "another's")).statusCode(), role + " " + path));
                visitors.forEach((role, visitor) -> {
                    if (!access.allows(role)) {
                        assertEquals(403, visitor.post(path, Map.of()).statusCode(), role + " " + path);
                    }
                });
                continue;
            }
            if (path.endsWith("/feed")) {
                continue;
            }
            assertTrue(location(nobody.get(path)).startsWith("/console/sign-in"), path);
            visitors.forEach((role, visitor) -> {
                int status = visitor.get(path).statusCode();
                boolean isLetIn = status == 200 || (path.contains("nothing-of") && status == 404);
                assertEquals(access.allows(role), isLetIn, role + " " + path + " " + status);
                assertTrue(isLetIn || status == 403, role + " " + path + " " + status);
            });
        }
    }

    /** The API's routes, too: whoever is not of a route's roles is 403, whatever they ask for. */
    @Test
    void everyRouteOfTheInterfaceIsForItsRoles(Exchange exchange) {
        Map<Role, String> keys = new LinkedHashMap<>(KEYS);
        keys.put(Role.ANALYST, analyst(exchange));
        for (Route route : exchange.routes()) {
            if (route.page() != null || route.access() == Access.PUBLIC) {
                continue;
            }
            String path = route.path().replaceAll("\\{\\w+}", "nothing-of-this-name");
            keys.forEach((role, key) -> {
                if (!route.access().allows(role)) {
                    assertEquals(403, exchange.send(route.method(), path, key).status(), role + " " + path);
                } else if (route.method().equals("GET") && !path.equals("/v1/events")) {
                    int status = exchange.get(path, key).status();
                    assertTrue(status != 401 && status != 403, role + " " + path + " " + status);
                }
            });
        }
    }

    private static String analyst(Exchange exchange) {
        return exchange.post("/v1/admin/keys", Exchange.OPERATOR, "{\"role\":\"analyst\",\"label\":\"roles\"}")
                .json()
                .path("key")
                .asText();
    }

    @Test
    void aSellerSeesItsOwnPingsOnlyAndNoBids(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "leads");
        Visitor acme = Visitor.with(exchange, Exchange.ACME);
        Exchange.until(
                "the ping is shown", () -> acme.get("/console/pings/" + ping).statusCode() == 200);
        String shown = acme.get("/console/pings/" + ping).body();
        assertTrue(shown.contains("It found a buyer at"), shown);
        assertFalse(shown.contains("class=\"ladder\""), shown);
        assertFalse(shown.contains("north") || shown.contains("south"), shown);
        assertEquals(
                404,
                Visitor.with(exchange, Exchange.OTHER)
                        .get("/console/pings/" + ping)
                        .statusCode());
        assertFalse(Visitor.with(exchange, Exchange.OTHER)
                .get("/console/pings")
                .body()
                .contains(ping));
        String whole = Visitor.with(exchange, Exchange.OPERATOR)
                .get("/console/pings/" + ping)
                .body();
        assertTrue(whole.contains("class=\"ladder\""), whole);
    }

    @Test
    void aBuyerSeesItsOwnOrdersOnly(Exchange exchange) {
        Visitor north = Visitor.with(exchange, Exchange.NORTH);
        Visitor south = Visitor.with(exchange, Exchange.SOUTH);
        String name = exchange.get("/v1/buyer/orders", Exchange.NORTH)
                .json()
                .at("/items/0/order")
                .asText();
        assertEquals(200, north.get("/console/orders/" + name).statusCode());
        assertTrue(north.get("/console/orders").body().contains(">" + name + "<"));
        assertEquals(404, south.get("/console/orders/" + name).statusCode());
        assertFalse(south.get("/console/orders").body().contains(">" + name + "<"));
    }

    @Test
    void aBuyerSeesWhatItBoughtAndNotFromWhomNorForWhatTheSellerIsPaid(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "fixed");
        String fields = "{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550177\"}";
        Exchange.Answer post =
                exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":\"" + ping + "\",\"fields\":" + fields + "}");
        assertEquals("sold", post.json().path("status").asText(), post::text);
        String lead = post.json().path("lead_id").asText();
        String buyer = post.json().at("/sales/0/buyer").asText();
        Map<String, String> keys = Map.of("north", Exchange.NORTH, "south", Exchange.SOUTH);
        keys.forEach((name, key) -> {
            Visitor visitor = Visitor.with(exchange, key);
            if (buyer.startsWith(name)) {
                Exchange.until(
                        "the lead is shown",
                        () -> visitor.get("/console/leads/" + lead).statusCode() == 200);
                String shown = visitor.get("/console/leads/" + lead).body();
                assertFalse(shown.contains("acme"), shown);
                assertTrue(shown.contains("3105550177"), "what it bought: " + shown);
                assertTrue(visitor.get("/console/leads").body().contains(lead));
            } else {
                assertEquals(404, visitor.get("/console/leads/" + lead).statusCode());
                assertFalse(visitor.get("/console/leads").body().contains(lead));
            }
        });
        for (String key : List.of(Exchange.OPERATOR, Exchange.ACME)) {
            String shown =
                    Visitor.with(exchange, key).get("/console/leads/" + lead).body();
            assertTrue(shown.contains(lead) && !shown.contains("3105550177"), shown);
        }
    }

    /** Click ids, keyword, pages, sub_id and texts: on every page that shows them, of every role that sees them. */
    @Test
    void whatIsToldOfVisitorsIsTextAndNeverMarkup(Exchange exchange) {
        String harm = "<script>alert(1)</script><img src=x onerror=alert(2)>'";
        JsonObject tracking = new JsonObject();
        for (String name : List.of("gclid", "fbclid", "msclkid", "utm_source", "utm_campaign", "utm_term", "keyword")) {
            tracking.put(name, name + harm);
        }
        tracking.put("landing_page", "https://site.example/" + harm + "?utm_content=" + harm);
        tracking.put("referrer", "https://search.example/" + harm);
        JsonObject lead = new JsonObject()
                .put("campaign", "fixed")
                .put("source", "harm-" + harm)
                .put("sub_id", harm)
                .put("tracking", tracking)
                .put(
                        "fields",
                        new JsonObject()
                                .put("zip", "90210")
                                .put("age", 44)
                                .put("note", harm)
                                .put("phone", "+13105550144"));
        Exchange.Answer sold = exchange.post("/v1/leads", Exchange.ACME, lead.encode());
        assertEquals("sold", sold.json().path("status").asText(), sold::text);
        String id = sold.json().path("lead_id").asText();
        Map<String, List<String>> pages = Map.of(
                Exchange.OPERATOR,
                List.of("leads/" + id, "leads", "pings", "live", "pnl?by=source", "pnl?by=keyword", "pnl?by=page"),
                Exchange.SOUTH,
                List.of("leads/" + id, "leads", "overview", "missed"),
                Exchange.ACME,
                List.of("leads/" + id, "pings", "statistics", "earnings-overview"));
        int shown = 0;
        for (Map.Entry<String, List<String>> each : pages.entrySet()) {
            Visitor visitor = Visitor.with(exchange, each.getKey());
            Exchange.until(
                    "the lead is shown",
                    () -> visitor.get("/console/leads/" + id).statusCode() == 200);
            for (String page : each.getValue()) {
                String body = visitor.get("/console/" + page).body();
                assertFalse(body.contains("<script>alert") || body.contains("<img src=x"), page + body);
                shown += body.contains("&lt;script&gt;alert(1)") ? 1 : 0;
            }
        }
        assertTrue(shown >= 4, "it is shown as text where it is shown: on " + shown + " pages");
    }

    @Test
    void whatSellersWriteIsTextAndNeverMarkup(Exchange exchange) {
        String source = "\\\"><script>alert(1)</script><img src=x onerror=alert(2)>'";
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":41},\"source\":\"" + source + "\"}");
        assertEquals(200, ping.status(), ping::text);
        String id = ping.json().path("ping_id").asText();
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the ping is shown", () -> operator.get("/console/pings/" + id).statusCode() == 200);
        for (String path :
                List.of("/console/pings/" + id, "/console/pings", "/console/live", "/console/pnl?by=source")) {
            HttpResponse<String> page = operator.get(path);
            assertTrue(page.body().contains("&lt;script&gt;alert(1)"), path + page.body());
            assertFalse(page.body().contains("<script>alert"), path);
            assertFalse(page.body().contains("<img src=x"), path);
            String policy = page.headers().firstValue("content-security-policy").orElse("");
            assertTrue(policy.contains("default-src 'none'; script-src 'self'; style-src 'self'"), policy);
        }
    }

    @Test
    void anOrderIsChangedAfterALookAtTheDifferenceAndOnlyOnce(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String order = "young";
        String page = operator.get("/console/orders/" + order).body();
        String version = page.replaceAll("(?s).*name=\"version\" value=\"([^\"]+)\".*", "$1")
                .replace("&#34;", "\"");
        Map<String, String> form =
                Map.of("enabled", "off", "price", "", "caps", "7 per hour; 2 at once", "version", version);
        String preview =
                operator.post("/console/orders/" + order + "/preview", form).body();
        assertTrue(preview.contains("switched: on → off"), preview);
        assertTrue(preview.contains("7 per hour; 2 at once"), preview);
        assertTrue(operator.get("/console/orders/" + order).body().contains("This order is"), "nothing changed yet");
        HttpResponse<String> done = operator.post("/console/orders/" + order + "/apply", form);
        assertEquals(200, done.statusCode(), done::body);
        assertTrue(done.body().contains("Undo"), done::body);
        assertEquals(
                409, operator.post("/console/orders/" + order + "/apply", form).statusCode(), "somebody changed it");
        assertEquals(
                422,
                operator.post("/console/orders/" + order + "/preview", Map.of("enabled", "on", "caps", "many"))
                        .statusCode());
        String audit = exchange.get("/v1/admin/audit", Exchange.OPERATOR).text();
        assertTrue(audit.contains("operator:"), audit);
        String now = operator.get("/console/orders/" + order).body();
        version = now.replaceAll("(?s).*name=\"version\" value=\"([^\"]+)\".*", "$1")
                .replace("&#34;", "\"");
        operator.post(
                "/console/orders/" + order + "/apply",
                Map.of("enabled", "on", "price", "", "caps", "", "version", version));
    }

    @Test
    void aBuyerPausesItsOrderAndSetsItsPriceWithinTheOperatorsLimits(Exchange exchange) {
        String order = "{\"buyer\":\"south\",\"campaign\":\"others\",\"price\":2.00,\"price_limits\":{\"min\":1.00,"
                + "\"max\":3.00},\"deliver\":{\"url\":\"https://buyer.example/lead\"}}";
        String at = "/v1/admin/orders/console-limits";
        byte[] document = order.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(
                201,
                exchange.send("PUT", at, Exchange.OPERATOR, "application/json", document)
                        .status());
        Visitor south = Visitor.with(exchange, Exchange.SOUTH);
        String page = south.get("/console/orders/console-limits").body();
        assertTrue(page.contains("price (1.00 to 3.00)"), page);
        String version = page.replaceAll("(?s).*name=\"version\" value=\"([^\"]+)\".*", "$1")
                .replace("&#34;", "\"");
        Map<String, String> good = Map.of("enabled", "off", "price", "2.50", "caps", "9 per day", "version", version);
        Map<String, String> dear = Map.of("enabled", "on", "price", "3.01", "caps", "", "version", version);
        String path = "/console/orders/console-limits/";
        assertEquals(422, south.post(path + "preview", dear).statusCode());
        assertEquals(409, south.post(path + "apply", dear).statusCode(), "nor without a preview");
        String preview = south.post(path + "preview", good).body();
        assertTrue(preview.contains("price: 2.00 → 2.50") && preview.contains("switched: on → off"), preview);
        assertFalse(preview.contains("outbid"), "nothing of what others bid");
        assertEquals(
                404,
                Visitor.with(exchange, Exchange.NORTH)
                        .post(path + "apply", good)
                        .statusCode());
        assertEquals(200, south.post(path + "apply", good).statusCode());
        String audit = exchange.get("/v1/admin/audit", Exchange.OPERATOR).text();
        assertTrue(audit.contains("buyer:south"), audit);
        String own = "/console/orders/cheap";
        String other = south.get(own).body();
        assertFalse(other.contains("name=\"price\""), "the operator gave no limits");
        String now = other.replaceAll("(?s).*name=\"version\" value=\"([^\"]+)\".*", "$1")
                .replace("&#34;", "\"");
        String kept = south.post(own + "/preview", Map.of("enabled", "on", "price", "0.01", "caps", "", "version", now))
                .body();
        assertTrue(kept.contains("Nothing changed"), kept);
        assertEquals(204, exchange.send("DELETE", at, Exchange.OPERATOR).status());
    }

    @Test
    void aSellersCampaignIsSpecifiedInFiveLanguages(Exchange exchange) {
        String page = Visitor.with(exchange, Exchange.ACME)
                .get("/console/campaigns/leads")
                .body();
        for (String language : List.of("curl", "JavaScript", "PHP", "Python", "Java")) {
            assertTrue(page.contains("With " + language), language);
        }
        assertFalse(page.contains("PING)") || page.contains("FIELDS"), page);
    }

    @Test
    void aRevokedKeySignsItsOwnerOut(Exchange exchange) {
        Exchange.Answer made =
                exchange.post("/v1/admin/keys", Exchange.OPERATOR, "{\"role\":\"operator\",\"label\":\"visitor\"}");
        assertEquals(201, made.status(), made::text);
        Visitor visitor = Visitor.with(exchange, made.json().path("key").asText());
        exchange.send("DELETE", "/v1/admin/keys/" + made.json().path("id").asText(), Exchange.OPERATOR);
        assertTrue(location(visitor.get("/console/live")).startsWith("/console/sign-in"));
    }

    @Test
    void signingOutEndsTheSession(Exchange exchange) {
        Visitor visitor = Visitor.with(exchange, Exchange.ACME);
        assertEquals("/console/sign-in", location(visitor.post("/console/sign-out", Map.of())));
        assertTrue(location(visitor.get("/console/pings")).startsWith("/console/sign-in"));
    }

    private static List<Route> pages(Exchange exchange) {
        return exchange.routes().stream()
                .filter(route -> route.page() != null && route.page() != Access.PUBLIC)
                .toList();
    }

    private static String location(HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer::body);
        return answer.headers().firstValue("location").orElse("");
    }
}
