package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gavel.gateway.browser.InChromium;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever others may write, written as a page's own markup: it is shown as text, to everybody who is shown it. */
@Timeout(240)
@InChromium
@ExtendWith(Exchange.Shared.class)
class HarmlessIT extends ConsoleInBrowser {
    private static final List<String> TRACKED = List.of(
            "gclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "fbclid",
            "ttclid",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "utm_id",
            "keyword",
            "ga_client_id",
            "landing_page",
            "referrer");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARK = Pattern.compile("mark-([a-z_]+)<script>");

    private final Set<String> seen = new TreeSet<>();
    /** Breaks out of text, of an attribute in either quotes, and of a script's string, if anything lets it. */
    private static String harm(String mark) {
        return "'\"`><img src=x onerror=window.harmed=1>mark-" + mark + "<script>window.harmed=1</script>{{7*7}}";
    }

    @Test
    void whatSellersBuyersVisitorsAndOperatorsWriteStaysText(Exchange exchange) {
        put(
                exchange,
                "sellers/harm",
                JSON.createObjectNode().put("name", harm("seller")).put("api_key", "test-harm"));
        put(
                exchange,
                "buyers/harm",
                JSON.createObjectNode().put("name", harm("buyer")).put("api_key", "test-harmed"));
        post(
                exchange,
                "/v1/admin/keys",
                Exchange.OPERATOR,
                JSON.createObjectNode().put("role", "analyst").put("label", harm("label")));
        String ping = post(exchange, "/v1/pings", Exchange.ACME, ping())
                .path("ping_id")
                .asText();
        String lead = post(exchange, "/v1/leads", Exchange.ACME, lead(visit(exchange)))
                .path("lead_id")
                .asText();
        Visitor south = Visitor.with(exchange, Exchange.SOUTH);
        Visitor acme = Visitor.with(exchange, Exchange.ACME);
        Exchange.until(
                "both are shown",
                () -> south.get("/console/leads/" + lead).statusCode() == 200
                        && acme.get("/console/pings/" + ping).statusCode() == 200);
        post(
                exchange,
                "/v1/buyer/returns",
                Exchange.SOUTH,
                JSON.createObjectNode().put("lead_id", lead).put("reason", harm("reason")));

        console.signIn(Exchange.OPERATOR, "live");
        look(
                "live",
                "pnl?by=source",
                "pnl?by=seller,source",
                "pings",
                "pings/" + ping,
                "leads",
                "leads/" + lead,
                "returns",
                "returns/" + lead,
                "calls",
                "market",
                "market/fixed",
                "orders/fixed",
                "numbers",
                "pools/web",
                "billing",
                "billing/sellers/harm",
                "billing/buyers/harm",
                "billing/buyers/south",
                "scores",
                "changes",
                "audit",
                "audit?section=users",
                "audit?section=sellers",
                "people",
                "keys",
                "health",
                "what-if",
                "pings?source=" + URLEncoder.encode(harm("query"), StandardCharsets.UTF_8),
                "sign-in?to=" + URLEncoder.encode(harm("to"), StandardCharsets.UTF_8));
        console.open("live");
        console.signOut();
        console.signIn(Exchange.ACME, "earnings-overview");
        look("pings", "pings/" + ping, "statement", "statistics");
        console.signOut();
        console.signIn(Exchange.SOUTH, "overview");
        look("leads", "leads/" + lead, "returns", "statement", "missed");
        Set<String> shown = new TreeSet<>(TRACKED);
        shown.remove("referrer");
        shown.addAll(Set.of("label", "note", "reason", "source", "sub_id"));
        assertEquals(shown, seen, "what was shown at all: a lead's page begins with its click");
    }

    private void look(String... paths) {
        for (String path : paths) {
            assertEquals(200, console.open(path), path);
            assertNull(page.evaluate("window.harmed"), path);
            assertEquals(0, page.locator("img[src=x]").count(), path);
            Matcher marks = MARK.matcher(page.locator("body").innerText());
            while (marks.find()) {
                seen.add(marks.group(1));
            }
        }
    }

    private static ObjectNode ping() {
        ObjectNode ping = JSON.createObjectNode()
                .put("campaign", "leads")
                .put("source", harm("source"))
                .put("sub_id", harm("sub_id"));
        ping.putObject("fields").put("zip", "90210").put("age", 34).put("note", harm("note"));
        return ping;
    }

    private static ObjectNode lead(String visit) {
        ObjectNode lead = JSON.createObjectNode()
                .put("campaign", "fixed")
                .put("visit_id", visit)
                .put("source", harm("source"))
                .put("sub_id", harm("sub_id"));
        lead.putObject("fields")
                .put("zip", "90210")
                .put("age", 34)
                .put("phone", "+13105550177")
                .put("note", harm("note"));
        ObjectNode tracking = lead.putObject("tracking");
        TRACKED.forEach(name -> tracking.put(name, harm(name)));
        return lead;
    }

    /** A visitor whose address, referrer and browser's name are hostile, too. */
    private static String visit(Exchange exchange) {
        StringBuilder query = new StringBuilder("https://site.example/?a=b");
        for (String name : TRACKED) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(harm(name), StandardCharsets.UTF_8));
        }
        String body = JSON.createObjectNode()
                .put("pool", "web")
                .put("visitor", harm("visitor"))
                .put("landing_page", query.toString())
                .put("referrer", "https://" + harm("referrer") + "/")
                .toString();
        Exchange.Answer answer = exchange.send(exchange.request("/v1/visits", "")
                .header("Content-Type", "application/json")
                .header("Origin", "https://site.example")
                .header("User-Agent", "Mozilla/5.0 " + harm("user_agent"))
                .POST(BodyPublishers.ofString(body)));
        assertEquals(200, answer.status(), answer::text);
        return answer.json().path("visit_id").asText();
    }

    private static com.fasterxml.jackson.databind.JsonNode post(
            Exchange exchange, String path, String key, ObjectNode body) {
        Exchange.Answer answer = exchange.post(path, key, body.toString());
        assertEquals(2, answer.status() / 100, answer::text);
        return answer.json();
    }

    private static void put(Exchange exchange, String path, ObjectNode body) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Exchange.Answer answer =
                exchange.send("PUT", "/v1/admin/" + path, Exchange.OPERATOR, "application/json", bytes);
        assertEquals(2, answer.status() / 100, answer::text);
    }
}
