package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What buyers and sellers do at the console by themselves: ask why, give back, try their endpoints, pages and pings. */
@ExtendWith(Exchange.Shared.class)
class ConsolePortalTest {
    private static final String BUYER = "test-portal";
    private static final String RIVAL = "test-rival";

    @BeforeAll
    static void trade(Exchange exchange) {
        String at = exchange.buyer.url();
        put(exchange, "sellers/portal-seller", "{\"name\":\"P\",\"api_key\":\"test-portal-seller\"}");
        put(
                exchange,
                "campaigns/portal",
                "{\"vertical\":\"insurance\",\"product\":\"lead\",\"deadline_ms\":2000,\"sellers\":[\"portal-seller\"]}");
        put(
                exchange,
                "buyers/portal",
                "{\"name\":\"P\",\"api_key\":\"" + BUYER
                        + "\",\"returns\":{\"approval\":\"manual\",\"reasons\":[\"wrong_number\",\"bad_email\"]}}");
        put(exchange, "buyers/rival", "{\"name\":\"R\",\"api_key\":\"" + RIVAL + "\"}");
        put(
                exchange,
                "orders/portal-low",
                "{\"buyer\":\"portal\",\"campaign\":\"portal\",\"price\":4.00,\"filter\":{\"all\":[{\"field\":\"age\",\"at_least\":30}]},"
                        + "\"deliver\":{\"url\":\"" + at + "/lead\"}}");
        put(
                exchange,
                "orders/portal-asked",
                "{\"buyer\":\"portal\",\"campaign\":\"portal\",\"bid\":{\"url\":\"" + at
                        + "/bid\"},\"enabled\":false,\"deliver\":{\"url\":\"" + at + "/lead\"}}");
        put(
                exchange,
                "orders/rival-high",
                "{\"buyer\":\"rival\",\"campaign\":\"portal\",\"price\":5.75,\"filter\":{\"all\":[{\"field\":\"age\",\"at_least\":60}]},"
                        + "\"deliver\":{\"url\":\"" + at + "/lead\"}}");
        put(
                exchange,
                "pools/portal",
                "{\"campaign\":\"calls\",\"numbers\":[\"+18005550140\"],\"origins\":[\"" + at
                        + "\"],\"seller\":\"portal-seller\"}");
    }

    @AfterAll
    static void clear(Exchange exchange) {
        for (String each : List.of(
                "pools/portal",
                "orders/rival-high",
                "orders/portal-asked",
                "orders/portal-low",
                "buyers/rival",
                "buyers/portal",
                "campaigns/portal",
                "sellers/portal-seller")) {
            assertEquals(
                    204,
                    exchange.send("DELETE", "/v1/admin/" + each, Exchange.OPERATOR)
                            .status(),
                    each);
        }
    }

    @Test
    void aBuyerSeesWhyItDidNotGetMoreAndNotFromWhom(Exchange exchange) {
        Visitor buyer = Visitor.with(exchange, BUYER);
        ping(exchange, 20);
        ping(exchange, 40);
        String last = ping(exchange, 70);
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the ping is shown",
                () -> operator.get("/console/pings/" + last).statusCode() == 200);
        String page = buyer.get("/console/missed").body();
        assertTrue(page.contains("portal-low: lost by price, and by how much"), page);
        assertTrue(page.contains("by $1.00 to $2.00"), page);
        assertTrue(page.contains("Switch the order on."), "of portal-asked");
        assertFalse(page.contains("rival"), page);
        assertEquals(
                403,
                Visitor.with(exchange, "test-portal-seller")
                        .get("/console/missed")
                        .statusCode());
    }

    @Test
    void aBuyerGivesALeadBackAndAnOperatorDecides(Exchange exchange) {
        Visitor buyer = Visitor.with(exchange, BUYER);
        String lead = sold(exchange, 45);
        Exchange.until(
                "the lead is there", () -> buyer.get("/console/leads/" + lead).statusCode() == 200);
        String bought = buyer.get("/console/leads/" + lead).body();
        assertTrue(bought.contains("wrong_number"), "the reasons that are taken");
        assertTrue(bought.contains("What it says"), bought);
        String request = "/console/returns/request";
        assertEquals(
                422,
                buyer.post(request, Map.of("lead", lead, "reason", "no idea")).statusCode());
        Visitor rival = Visitor.with(exchange, RIVAL);
        assertEquals(
                404, rival.post(request, Map.of("lead", lead, "reason", "")).statusCode(), "somebody else's");
        HttpResponse<String> asked = buyer.post(request, Map.of("lead", lead, "reason", "wrong_number"));
        assertEquals(200, asked.statusCode(), asked::body);
        assertTrue(asked.body().contains("An operator decides"), asked::body);
        Exchange.until(
                "it is listed", () -> buyer.get("/console/returns").body().contains(lead));
        assertFalse(rival.get("/console/returns").body().contains(lead));
        assertEquals(
                409,
                buyer.post(request, Map.of("lead", lead, "reason", "wrong_number"))
                        .statusCode(),
                "twice");

        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String decide = "/console/returns/" + lead + "/decide";
        assertTrue(operator.get("/console/returns/" + lead).body().contains("Give the money back"));
        assertEquals(
                404,
                operator.post(decide, Map.of("buyer", "rival", "do", "approve")).statusCode());
        HttpResponse<String> done =
                operator.post(decide, Map.of("buyer", "portal", "do", "approve", "note", "sorry for that"));
        assertEquals(200, done.statusCode(), done::body);
        Exchange.until(
                "it says so",
                () -> buyer.get("/console/returns?state=approved").body().contains(lead));
        assertFalse(buyer.get("/console/leads/" + lead).body().contains("What it says"), "given back");
        assertEquals(
                409,
                operator.post(decide, Map.of("buyer", "portal", "do", "refuse")).statusCode(),
                "decided");
    }

    @Test
    void aBuyerTriesItsEndpointsAndSeesTheAnswer(Exchange exchange) {
        Visitor buyer = Visitor.with(exchange, BUYER);
        assertTrue(buyer.get("/console/trial").body().contains("portal-asked: bid request"));
        String before = exchange.buyer.lead;
        HttpResponse<String> bid = buyer.post("/console/trial", Map.of("try", "bid request:portal-asked"));
        assertEquals(200, bid.statusCode(), bid::body);
        assertTrue(bid.body().contains("It bids.") && bid.body().contains("\"test\":true"), bid::body);
        assertEquals(before, exchange.buyer.lead);
        assertEquals(
                429,
                buyer.post("/console/trial", Map.of("try", "lead:portal-low")).statusCode(),
                "not so fast");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        HttpResponse<String> lead = operator.post("/console/trial", Map.of("try", "lead:rival-high"));
        assertEquals(200, lead.statusCode(), lead::body);
        assertTrue(lead.body().contains("It takes the lead.") && lead.body().contains("r-1"), lead::body);
        assertTrue(exchange.buyer.lead.contains("\"test\":true"), exchange.buyer.lead);
        assertEquals(
                404,
                buyer.post("/console/trial", Map.of("try", "lead:rival-high")).statusCode());
        assertEquals(
                404,
                buyer.post("/console/trial", Map.of("try", "bid request:portal-low"))
                        .statusCode());
    }

    @Test
    void aSellerTriesAPingThatIsAlwaysATest(Exchange exchange) {
        Visitor seller = Visitor.with(exchange, "test-portal-seller");
        assertTrue(seller.get("/console/campaigns/portal").body().contains("Send a test ping"));
        String path = "/console/campaigns/portal/try";
        String fields = "{\"zip\":\"90210\",\"age\":50}";
        HttpResponse<String> tried = seller.post(path, Map.of("fields", fields, "key", "test-portal-seller"));
        assertEquals(200, tried.statusCode(), tried::body);
        assertTrue(tried.body().contains("\"status\" : \"accepted\""), tried::body);
        assertFalse(tried.body().contains("value=\"test-portal-seller\""), "the key is not shown again");
        String pingId = tried.body().replaceAll("(?s).*name=\"ping_id\" value=\"([^\"]+)\".*", "$1");
        String all = "{\"zip\":\"90210\",\"age\":50,\"phone\":\"+13105550199\"}";
        Map<String, String> lead = Map.of("ping_id", pingId, "fields", all, "key", "test-portal-seller");
        String postPath = "/console/campaigns/portal/post";
        Exchange.until(
                "the ping is in the books", () -> seller.post(postPath, lead).statusCode() == 200);
        String posted = seller.post(postPath, lead).body();
        assertTrue(posted.contains("\"ping_id\" : \"" + pingId), posted);
        assertTrue(posted.contains("What it means"), posted);
        String real = ping(exchange, 51);
        Exchange.until(
                "the real ping is in the books",
                () -> seller.get("/console/pings/" + real).statusCode() == 200);
        Map<String, String> sale = Map.of("ping_id", real, "fields", all, "key", "test-portal-seller");
        assertTrue(seller.post(postPath, sale).body().contains("This ping was no test"));
        HttpResponse<String> wrong =
                seller.post(path, Map.of("fields", "{\"zip\":\"x\"}", "key", "test-portal-seller"));
        assertTrue(wrong.body().contains("fields_invalid"), wrong::body);
        assertEquals(422, seller.post(path, Map.of("fields", "[]", "key", "x")).statusCode());
        assertEquals(
                422, seller.post(path, Map.of("fields", "{}", "key", "a\nb")).statusCode());
        assertEquals(
                404,
                seller.post("/console/campaigns/leads/try", Map.of("fields", "{}", "key", "x"))
                        .statusCode());
    }

    @Test
    void aSellerSeesHowItsPingsDoAndWhy(Exchange exchange) {
        Visitor seller = Visitor.with(exchange, "test-portal-seller");
        String good = ping(exchange, 33);
        String bad = ping(exchange, 19);
        for (String each : List.of(good, bad)) {
            Exchange.until(
                    "the ping is shown",
                    () -> seller.get("/console/pings/" + each).statusCode() == 200);
        }
        String page = seller.get("/console/statistics?campaign=portal").body();
        assertTrue(page.contains("no eligible order") && page.contains("No buyer wants such a lead now"), page);
        assertTrue(page.contains("By source") && page.contains("portal-test"), page);
        assertFalse(page.contains("rival"), page);
    }

    @Test
    void aSellersPageIsLookedAtAndNoOther(Exchange exchange) {
        Visitor seller = Visitor.with(exchange, "test-portal-seller");
        assertTrue(seller.get("/console/site").body().contains("dni.js?pool=portal"));
        String site = exchange.buyer.url();
        exchange.buyer.page = "<!doctype html><!-- <script src=\"/dni.js?pool=portal\"></script> --><p>nothing yet";
        assertTrue(look(seller, site, "/page").contains("The script is missing"));
        exchange.buyer.page = "<script async src='https://x.example/dni.js?v=1&amp;pool=other'></script>";
        assertTrue(look(seller, site, "/page").contains("but not with pool=portal"));
        exchange.buyer.page =
                "<script src=\"//x.example/dni.js?pool=portal\" async></script><a href='tel:1' data-gavel-number>1</a>";
        String good = look(seller, site, "/page?a=b");
        assertTrue(good.contains("Found: the script, for this pool.") && good.contains("note good"), good);
        assertTrue(look(seller, site, "/no-such-page").contains("status 404"));
        for (String path : List.of("//127.0.0.1/", "@127.0.0.1/", "http://x.example/", "/ x", "\\x")) {
            Map<String, String> form = Map.of("pool", "portal", "site", site, "path", path);
            assertEquals(422, seller.post("/console/site/check", form).statusCode(), path);
        }
        Map<String, String> elsewhere = Map.of("pool", "portal", "site", "http://127.0.0.1:1", "path", "/");
        assertEquals(404, seller.post("/console/site/check", elsewhere).statusCode(), "not a site of the pool");
        Map<String, String> others = Map.of("pool", "web", "site", "https://site.example", "path", "/");
        assertEquals(404, seller.post("/console/site/check", others).statusCode(), "another's pool");
    }

    @Test
    void pagesAreMadeWhileHostsOutsideKeepOthersWaiting(Exchange exchange) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            silent.setSoTimeout(20_000);
            String at = "http://127.0.0.1:" + silent.getLocalPort();
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            List<Socket> held = new ArrayList<>();
            for (String name : List.of("slow-1", "slow-2", "slow-3")) {
                put(exchange, "buyers/" + name, "{\"name\":\"S\",\"api_key\":\"test-" + name + "\"}");
                put(
                        exchange,
                        "orders/" + name,
                        "{\"buyer\":\"" + name + "\",\"campaign\":\"portal\",\"price\":1,\"enabled\":false,"
                                + "\"deliver\":{\"url\":\"" + at + "\",\"timeout_ms\":15000}}");
                Visitor slow = Visitor.with(exchange, "test-" + name);
                waiting.add(CompletableFuture.supplyAsync(
                        () -> slow.post("/console/trial", Map.of("try", "lead:" + name)),
                        work -> new Thread(work).start()));
                held.add(silent.accept());
            }
            assertTrue(
                    Visitor.with(exchange, BUYER).get("/console/orders").body().contains("portal-low"));
            assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone), "no page waited for them");
            assertEquals(
                    429,
                    Visitor.with(exchange, "test-slow-1")
                            .post("/console/trial", Map.of("try", "lead:slow-1"))
                            .statusCode(),
                    "one is under way");
            for (Socket each : held) {
                each.close();
            }
            for (CompletableFuture<HttpResponse<String>> each : waiting) {
                assertEquals(200, each.join().statusCode());
            }
        }
        for (String name : List.of("slow-1", "slow-2", "slow-3")) {
            exchange.send("DELETE", "/v1/admin/orders/" + name, Exchange.OPERATOR);
            exchange.send("DELETE", "/v1/admin/buyers/" + name, Exchange.OPERATOR);
        }
    }

    @Test
    void changesOfAccountsAndOfTheMarketAreInTheAudit(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.Answer made =
                exchange.post("/v1/admin/users", Exchange.OPERATOR, "{\"name\":\"ulla\",\"role\":\"analyst\"}");
        String id = made.json().path("id").asText();
        exchange.post("/v1/admin/users/" + id + "/reset-password", Exchange.OPERATOR, "{}");
        String page = operator.get("/console/audit?section=accounts").body();
        assertTrue(page.contains("account ulla") && page.contains("password reset"), page);
        exchange.send("DELETE", "/v1/admin/users/" + id, Exchange.OPERATOR);
        String after = operator.get("/console/audit?section=accounts").body();
        assertTrue(after.contains("account " + id), "the name is forgotten");
        assertFalse(after.contains("ulla"), after);
        Exchange.until(
                "the market's are there",
                () -> operator.get("/console/audit?section=market").body().contains("orders portal-low"));
        String first = exchange.get("/v1/admin/audit?section=users&limit=1", Exchange.OPERATOR)
                .json()
                .path("next")
                .asText();
        Exchange.Answer second =
                exchange.get("/v1/admin/audit?section=users&limit=1&after=" + first, Exchange.OPERATOR);
        assertEquals("password reset", second.json().at("/items/0/what").asText(), second::text);
    }

    private static String look(Visitor seller, String site, String path) {
        Map<String, String> form = Map.of("pool", "portal", "site", site, "path", path);
        HttpResponse<String> answer = seller.post("/console/site/check", form);
        while (answer.statusCode() == 429) {
            LockSupport.parkNanos(100_000_000);
            answer = seller.post("/console/site/check", form);
        }
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private static String ping(Exchange exchange, int age) {
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                "test-portal-seller",
                "{\"campaign\":\"portal\",\"source\":\"portal-test\",\"fields\":{\"zip\":\"90210\",\"age\":" + age
                        + "}}");
        assertEquals(200, ping.status(), ping::text);
        return ping.json().path("ping_id").asText();
    }

    private static String sold(Exchange exchange, int age) {
        String ping = ping(exchange, age);
        String fields = "{\"zip\":\"90210\",\"age\":" + age + ",\"phone\":\"+13105550188\"}";
        Exchange.Answer post = exchange.post(
                "/v1/posts", "test-portal-seller", "{\"ping_id\":\"" + ping + "\",\"fields\":" + fields + "}");
        assertEquals("sold", post.json().path("status").asText(), post::text);
        return post.json().path("lead_id").asText();
    }

    private static void put(Exchange exchange, String path, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Exchange.Answer answer =
                exchange.send("PUT", "/v1/admin/" + path, Exchange.OPERATOR, "application/json", bytes);
        assertTrue(answer.status() / 100 == 2, answer::text);
    }
}
