package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators change the market in the console: they look first, try it on recorded traffic, change it, and take it back. */
@ExtendWith(Exchange.Shared.class)
class ConsoleMarketTest {
    private static final String HARM = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    @Test
    void aChangeIsTriedOnRecordedTrafficAndTheMarketStaysAsItIs(Exchange exchange) {
        sold(exchange);
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        assertTrue(operator.get("/console/what-if").body().contains("Try a change"));
        String before =
                exchange.get("/v1/admin/orders/fixed", Exchange.OPERATOR).text();
        String price = before.replaceAll("(?s).*\"price\":\"?([0-9.]+).*", "$1");
        Map<String, String> wish = Map.of("order", "fixed", "price", "20.00", "filter", "");
        assertEquals("/console/what-if", location(operator.post("/console/what-if/start", wish)));
        Exchange.until(
                "the replay is over",
                () -> operator.get("/console/what-if").body().contains("Try a change"));
        String shown = operator.get("/console/what-if").body();
        assertTrue(shown.contains("orders fixed, price: " + price + " → 20.00"), shown);
        assertTrue(shown.contains(" more</b> margin"), shown);
        assertTrue(shown.contains("By buyer") && shown.contains("How pings were answered"), shown);
        assertEquals(
                before,
                exchange.get("/v1/admin/orders/fixed", Exchange.OPERATOR).text());
    }

    @Test
    void whatCannotBeOrIsNothingIsNotTried(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        operator.get("/console/what-if");
        for (Map<String, String> wish : new Map[] {
            Map.of("order", "fixed"),
            Map.of("order", "fixed", "price", "many"),
            Map.of("order", "nobody's", "price", "1.00"),
            Map.of("order", "young", "filter", "{field: hair, is: red}"),
            Map.of("campaign", "leads", "method", "ping_post")
        }) {
            assertEquals(422, operator.post("/console/what-if/start", wish).statusCode(), wish.toString());
        }
    }

    @Test
    void aFilterIsBuiltInRowsAndSaysWhatItWouldHaveMatched(Exchange exchange) {
        exchange.accepted(Exchange.ACME, "leads");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String path = "/console/orders/young/filter";
        assertTrue(operator.get(path).body().contains("{&#34;all&#34;:[{&#34;field&#34;:&#34;age&#34;"), path);
        String built = path + "?match=all&f0=age&o0=between&v0=30,+40&f1=zip&o1=starts_with&v1=902";
        Exchange.until(
                "the ping is counted",
                () -> operator.get(built).body().matches("(?s).*would match <b class=\"figure\">[1-9][0-9]* %.*"));
        String shown = operator.get(built).body();
        assertTrue(shown.contains("age between 30 and 40"), shown);
        String filter =
                "{\"all\":[{\"field\":\"age\",\"between\":[30,40]},{\"field\":\"zip\",\"starts_with\":\"902\"}]}";
        assertEquals(filter, hidden(shown, "filter"));
        String preview = operator.post(
                        "/console/orders/young/preview",
                        Map.of("enabled", "on", "caps", "", "filter", filter, "version", hidden(shown, "version")))
                .body();
        assertTrue(preview.contains("What would change") && preview.contains("starts_with"), preview);
        String wrong = operator.get(path + "?match=any&f0=age&o0=is&v0=old").body();
        assertTrue(wrong.contains("This is no filter yet."), wrong);
        String deep = operator.get(path + "?filter=%7Bnot%3A+%7Bfield%3A+age%2C+is%3A+30%7D%7D")
                .body();
        assertTrue(deep.contains("too deep for rows"), deep);
    }

    @Test
    void anOrdersHoursAreTickedInAGrid(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String page = operator.get("/console/orders/off").body();
        Map<String, String> form = new LinkedHashMap<>(Map.of("grid", "1", "enabled", "off", "caps", ""));
        form.put("version", hidden(page, "version"));
        for (int day = 0; day < 5; day++) {
            for (int hour = 9; hour < 18; hour++) {
                form.put("h" + (day * 24 + hour), "1");
            }
        }
        String preview = operator.post("/console/orders/off/preview", form).body();
        String hours = "[{\"days\":\"mon-fri\",\"from\":\"09:00\",\"to\":\"18:00\"}]";
        assertEquals(hours, hidden(preview, "hours"), preview);
        form.remove("grid");
        form.put("hours", hours);
        form.put("filter", hidden(preview, "filter"));
        String done = operator.post("/console/orders/off/apply", form).body();
        assertTrue(done.contains("Mon–Fri 09:00–18:00"), done);
        form.put("hours", "none");
        form.put("version", hidden(done, "version"));
        assertTrue(operator.post("/console/orders/off/apply", form).body().contains("always"));
    }

    @Test
    void aFlowsDeadEndsAreShownOnTheirStepAndAGoodOneIsSavedAndUndone(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        operator.get("/console/flows");
        String here = location(operator.post("/console/flows/new", Map.of("flow", "pages-flow")));
        assertEquals(200, operator.get(here).statusCode());
        Map<String, String> dead =
                Map.of("start", "hello", "name0", "hello", "play0", "a.wav", "digits0", "1", "on0", "1=bye");
        HttpResponse<String> refused = operator.post("/console/flows/pages-flow/preview", dead);
        assertEquals(422, refused.statusCode());
        assertTrue(refused.body().contains("class=\"card bad\""), refused.body());
        assertTrue(refused.body().contains("there is no step bye"), refused.body());
        Map<String, String> good = new LinkedHashMap<>(dead);
        good.putAll(Map.of("on0", "1=bye, default=auction", "name1", "bye", "play1", "b.wav", "then1", "hangup"));
        String preview =
                operator.post("/console/flows/pages-flow/preview", good).body();
        assertFalse(preview.contains("class=\"card bad\""), preview);
        assertTrue(preview.contains("class=\"card start\""), preview);
        Map<String, String> apply = Map.of("json", hidden(preview, "json"), "version", "");
        HttpResponse<String> done = operator.post("/console/flows/pages-flow/apply", apply);
        assertEquals(200, done.statusCode(), done::body);
        assertEquals(
                409, operator.post("/console/flows/pages-flow/apply", apply).statusCode(), "it is there already");
        String changes = "/console/changes?section=flows&name=pages-flow";
        Exchange.until("the change is shown", () -> operator.get(changes).body().contains("/console/changes/"));
        String change = link(operator.get(changes).body(), "/console/changes/");
        String undo = operator.post(change + "/undo", Map.of()).body();
        assertTrue(undo.contains("→ none"), undo);
        assertTrue(operator.post(change + "/apply", Map.of("version", hidden(undo, "version")))
                .body()
                .contains("is as it was before"));
        assertEquals(404, operator.get("/console/flows/pages-flow").statusCode());
    }

    @Test
    void anyChangeIsInTheAuditAndCanBeUndone(Exchange exchange) {
        String order = "{\"buyer\":\"south\",\"campaign\":\"others\",\"price\":2.00}";
        String at = "/v1/admin/orders/pages-undo";
        assertEquals(201, put(exchange, at, order));
        assertEquals(200, put(exchange, at, order.replace("2.00", "3.00")));
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String list =
                operator.get("/console/changes?section=orders&name=pages-undo").body();
        assertTrue(list.contains("price: 2.00 → 3.00"), list);
        String change = link(list, "/console/changes/");
        assertTrue(operator.get(change).body().contains("price: 2.00 → 3.00"));
        String undo = operator.post(change + "/undo", Map.of()).body();
        assertTrue(undo.contains("price: 3.00 → 2.00"), undo);
        Map<String, String> asSeen = Map.of("version", hidden(undo, "version"));
        assertEquals(200, operator.post(change + "/apply", asSeen).statusCode());
        assertEquals(409, operator.post(change + "/apply", asSeen).statusCode(), "it was changed meanwhile");
        assertTrue(exchange.get(at, Exchange.OPERATOR).text().contains("2.00"));
        assertEquals(404, operator.get("/console/changes/7-1-999999999").statusCode());
        assertEquals(204, exchange.send("DELETE", at, Exchange.OPERATOR).status());
    }

    @Test
    void numbersComeByFileAndGoWhereTheyAreSent(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        operator.get("/console/numbers");
        String file = "number,source\n+18005550171,\"" + HARM + "\"\n+18005550172,b\n";
        String preview =
                operator.post("/console/numbers/import", Map.of("csv", file)).body();
        assertTrue(preview.contains("numbers +18005550171: added"), preview);
        assertEquals(404, operator.get("/console/numbers/+18005550171").statusCode(), "nothing is there yet");
        HttpResponse<String> done = operator.post("/console/numbers/import", Map.of("csv", file, "apply", "yes"));
        assertTrue(done.body().contains("Imported"), done.body());
        String list = operator.get("/console/numbers?state=available").body();
        assertTrue(list.contains("&lt;script&gt;alert(1)") && !list.contains("<script>alert"), list);
        String one = operator.get("/console/numbers/+18005550171").body();
        assertTrue(one.contains("Assign it"), one);
        String looked = operator.post("/console/numbers/+18005550171/place", Map.of("campaign", "calls"))
                .body();
        assertTrue(looked.contains("What would change") && looked.contains("campaign: none → calls"), looked);
        assertTrue(
                operator.get("/console/numbers/+18005550171").body().contains("Assign it"), "nothing is changed yet");
        String assigned = operator.post(
                        "/console/numbers/+18005550171/place", Map.of("campaign", "calls", "apply", "yes"))
                .body();
        assertTrue(assigned.contains("+18005550171 is <b class=\"figure\">static</b>"), assigned);
        assertEquals(
                422,
                operator.post("/console/numbers/+18005550171/release", Map.of("days", "ever"))
                        .statusCode());
        String released = operator.post("/console/numbers/+18005550171/release", Map.of("days", "7", "apply", "yes"))
                .body();
        assertTrue(released.contains("quarantined"), released);
        assertEquals(
                422,
                operator.post("/console/numbers/import", Map.of("csv", "number\nnone"))
                        .statusCode());
        assertTrue(operator.get("/console/numbers.csv").body().startsWith("number,state,pool"));
        assertTrue(operator.get("/console/pools/web").body().contains("Chance that no number is free"));
        for (String number : new String[] {"+18005550171", "+18005550172"}) {
            assertEquals(
                    204,
                    exchange.send("DELETE", "/v1/admin/numbers/" + number, Exchange.OPERATOR)
                            .status());
        }
    }

    @Test
    void buyersPaymentsAreBookedAndSellersMarkedAsPaid(Exchange exchange) {
        sold(exchange);
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        assertTrue(operator.get("/console/billing").body().contains("Buyers owe"));
        String paid = operator.post(
                        "/console/billing/buyers/south/pay", Map.of("amount", "1.25", "note", HARM, "once", "a"))
                .body();
        assertTrue(paid.contains("Booked: it paid 1.25."), paid);
        Exchange.until(
                "the payment is shown",
                () -> operator.get("/console/billing/buyers/south").body().contains("&lt;script&gt;alert(1)"));
        assertFalse(operator.get("/console/billing/buyers/south").body().contains("<script>alert"));
        assertEquals(
                422,
                operator.post("/console/billing/buyers/south/pay", Map.of("amount", "much"))
                        .statusCode());
        assertEquals(
                422,
                operator.post("/console/billing/sellers/acme/pay", Map.of("until", "2999-01-01"))
                        .statusCode(),
                "a day that is not over");
        String nothing = operator.post("/console/billing/sellers/limited/pay", Map.of("until", "2020-01-01"))
                .body();
        assertTrue(nothing.contains("It was owed nothing then."), nothing);
        assertTrue(operator.get("/console/scores/insurance").body().contains("outcomes"));
    }

    @Test
    void aPaymentFormThatIsSentTwiceIsBookedOnce(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String account = "/console/billing/buyers/south";
        Map<String, String> form = Map.of("amount", "0.25", "note", "wire 17", "once", once(operator, account));
        for (int i = 0; i < 2; i++) {
            String answer = operator.post(account + "/pay", form).body();
            assertTrue(answer.contains("Booked: it paid 0.25."), answer);
        }
        Map<String, String> next = Map.of("amount", "0.25", "note", "wire 18", "once", once(operator, account));
        assertEquals(200, operator.post(account + "/pay", next).statusCode());
        Exchange.until(
                "the next payment is shown", () -> operator.get(account).body().contains("wire 18"));
        assertEquals(2, operator.get(account).body().split("wire 17", -1).length, "booked once");
        Map<String, String> bare = Map.of("amount", "0.25", "note", "");
        assertEquals(422, operator.post(account + "/pay", bare).statusCode());
    }

    private static String once(Visitor operator, String account) {
        Matcher hidden = Pattern.compile("name=\"once\" value=\"([^\"]+)\"")
                .matcher(operator.get(account).body());
        assertTrue(hidden.find());
        return hidden.group(1);
    }

    @Test
    void fromANumberOfThePAndLOneComesToWhatIsBehindIt(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "leads");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the ping is in the P and L",
                () -> operator.get("/console/pnl?by=hour&campaign=leads").body().contains("/console/pings?from="));
        String there = operator.get("/console/pnl?by=hour&campaign=leads&tz=Asia%2FKolkata")
                .body();
        assertTrue(there.matches("(?s).*title=\"[0-9T-]+:30:00.000Z\">[0-9]{2}-[0-9]{2} [0-9]{2}:00<.*"), there);
        String hour = link(operator.get("/console/pnl?by=hour&campaign=leads").body(), "/console/pings[?]from=");
        String behind = hour.replace("&amp;", "&");
        Exchange.until(
                "the ping is behind it", () -> operator.get(behind).body().contains(ping));
        assertFalse(operator.get(behind.replace("campaign=leads", "campaign=fixed"))
                .body()
                .contains(ping));
    }

    private static void sold(Exchange exchange) {
        String ping = exchange.accepted(Exchange.ACME, "fixed");
        String fields = "{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550178\"}";
        Exchange.Answer post =
                exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":\"" + ping + "\",\"fields\":" + fields + "}");
        assertEquals("sold", post.json().path("status").asText(), post::text);
    }

    private static int put(Exchange exchange, String at, String json) {
        byte[] document = json.getBytes(StandardCharsets.UTF_8);
        return exchange.send("PUT", at, Exchange.OPERATOR, "application/json", document)
                .status();
    }

    private static String location(HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer::body);
        return answer.headers().firstValue("location").orElse("");
    }

    /** The value of the first hidden field of a name. */
    private static String hidden(String page, String name) {
        Matcher found = Pattern.compile("type=\"hidden\" name=\"" + name + "\" value=\"([^\"]*)\"")
                .matcher(page);
        assertTrue(found.find(), () -> name + " in " + page);
        return found.group(1).replace("&#34;", "\"").replace("&lt;", "<").replace("&amp;", "&");
    }

    /** The first address in a table that begins like that. */
    private static String link(String page, String begin) {
        Matcher found =
                Pattern.compile("<td[^>]*><a href=\"(" + begin + "[^\"]+)\"").matcher(page);
        assertTrue(found.find(), () -> begin + " in " + page);
        return found.group(1);
    }
}
