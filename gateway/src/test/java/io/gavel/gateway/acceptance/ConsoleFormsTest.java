package io.gavel.gateway.acceptance;

import static io.gavel.gateway.acceptance.FormPage.apply;
import static io.gavel.gateway.acceptance.FormPage.fields;
import static io.gavel.gateway.acceptance.FormPage.hidden;
import static io.gavel.gateway.acceptance.FormPage.input;
import static io.gavel.gateway.acceptance.FormPage.text;
import static io.gavel.gateway.acceptance.FormPage.undo;
import static io.gavel.gateway.acceptance.FormPage.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators make and change everything of the market by forms: they look first, change it, and take it back. */
@ExtendWith(Exchange.Shared.class)
class ConsoleFormsTest {
    private static final String HARM = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

    @Test
    void aCampaignIsMadeChangedAndRemovedByItsForm(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        assertTrue(operator.get("/console/new/campaigns").body().contains("Empty: 500."));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "formed");
        form.put("version", "");
        form.put("f.name", HARM);
        form.put("f.vertical", "insurance");
        form.put("f.sellers", "*");
        form.put("n.sellers.acme", "1");
        form.put("f.floor", "1.50");
        form.put("f.deadline_ms", "800");
        form.put("f.score.gate", "0.30");
        HttpResponse<String> preview = operator.post("/console/forms/campaigns/preview", form);
        assertEquals(200, preview.statusCode(), preview::body);
        assertTrue(preview.body().contains("deadline_ms: none → 800"), preview::body);
        assertFalse(preview.body().contains("<script>alert"), preview::body);
        assertEquals(404, operator.get("/console/forms/campaigns/formed").statusCode(), "nothing is made yet");

        HttpResponse<String> made = operator.post("/console/forms/campaigns/apply", apply(preview.body()));
        assertEquals(200, made.statusCode(), made::body);
        String kept =
                exchange.get("/v1/admin/campaigns/formed", Exchange.OPERATOR).text();
        assertTrue(kept.contains("\"deadline_ms\":800") && kept.contains("\"sellers\":[\"acme\"]"), kept);
        assertTrue(kept.contains("\"score\":{\"gate\":0.30}"), kept);

        String list = operator.get("/console/forms/campaigns").body();
        assertTrue(list.contains("&lt;script&gt;alert(1)") && !list.contains("<script>alert"), list);
        String one = operator.get("/console/forms/campaigns/formed").body();
        assertEquals(HARM, input(one, "f.name"), "it stays within its quotes");
        form.put("version", hidden(made.body(), "version"));
        form.put("f.deadline_ms", "900");
        form.put("f.score.gate", "");
        String change = operator.post("/console/forms/campaigns/preview", form).body();
        assertTrue(change.contains("deadline_ms: 800 → 900") && change.contains("score.gate: 0.30 → none"), change);
        assertTrue(change.contains("came to it") && change.contains("Replay the last 24 h through it"), change);
        Map<String, String> apply = apply(change);
        HttpResponse<String> done = operator.post("/console/forms/campaigns/apply", apply);
        assertEquals(200, done.statusCode(), done::body);
        assertEquals(409, operator.post("/console/forms/campaigns/apply", apply).statusCode(), "somebody changed it");

        String undo = undo(done.body());
        Exchange.until(
                "the change is in the audit",
                () -> operator.post(undo, Map.of()).body().contains("deadline_ms: 900 → 800"));
        String shown = operator.post(undo, Map.of()).body();
        assertEquals(
                200,
                operator.post(undo.replace("/undo", "/apply"), Map.of("version", hidden(shown, "version")))
                        .statusCode());
        assertTrue(exchange.get("/v1/admin/campaigns/formed", Exchange.OPERATOR)
                .text()
                .contains(":800"));

        String version = hidden(operator.get("/console/forms/campaigns/formed").body(), "version");
        Map<String, String> remove = new LinkedHashMap<>(Map.of("id", "formed", "version", version));
        assertTrue(
                operator.post("/console/forms/campaigns/remove", remove).body().contains("What would be removed"));
        remove.put("sure", "yes");
        assertTrue(
                operator.post("/console/forms/campaigns/remove", remove).body().contains("takes part in nothing"));
        assertEquals(404, operator.get("/console/forms/campaigns/formed").statusCode());
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndNothingTypedIsLost(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        operator.get("/console/new/campaigns");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "no such id");
        form.put("version", "");
        form.put("f.name", "typed with care");
        form.put("f.deadline_ms", "soon");
        form.put("f.product", "lead");
        form.put("f.flow", "nobody's");
        HttpResponse<String> wrong = operator.post("/console/forms/campaigns/preview", form);
        assertEquals(422, wrong.statusCode());
        assertEquals("soon", input(wrong.body(), "f.deadline_ms"));
        assertEquals("typed with care", input(wrong.body(), "f.name"));
        assertTrue(wrong(wrong.body(), "f-deadline_ms").contains("whole number from 10 to 60000"));
        assertTrue(wrong(wrong.body(), "f-vertical").contains("is missing"));
        assertTrue(wrong(wrong.body(), "f-flow").contains("goes with product: call only"));
        assertTrue(wrong(wrong.body(), "id").contains("letters, digits"));
        assertTrue(wrong.body().contains("aria-invalid=\"true\""), wrong::body);
        form.put("id", "leads");
        assertTrue(wrong(operator.post("/console/forms/campaigns/preview", form).body(), "id")
                .contains("there is one of this id already"));
    }

    @Test
    void whoChangesWhatSomebodyElseChangedSeesBoth(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String page = operator.get("/console/forms/buyers/south").body();
        Map<String, String> late = Map.of(
                "id", "south", "version", "\"1\"", "json", "{\"name\":\"Late\",\"timezone\":\"America/Los_Angeles\"}");
        HttpResponse<String> refused = operator.post("/console/forms/buyers/apply", late);
        assertEquals(409, refused.statusCode(), refused::body);
        assertEquals("Late", input(refused.body(), "f.name"));
        assertEquals(hidden(page, "version"), hidden(refused.body(), "version"), "it can be looked at again");
    }

    @Test
    void aBuyersKeyStaysAndCapsAndCreditAreReckonedOnWhatItBought(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String page = operator.get("/console/forms/buyers/south").body();
        assertEquals("500000.00", input(page, "f.credit"));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "south");
        form.put("version", hidden(page, "version"));
        form.put("f.caps", "0 per day; 5.00 per month; 3 at once; 7 answered per hour");
        form.put("f.credit", "500000.00");
        String preview = operator.post("/console/forms/buyers/preview", form).body();
        assertTrue(preview.contains("In the last 24 h it bought"), preview);
        assertTrue(preview.contains("0 per day: ") && preview.contains("would not have been sold to it"), preview);
        HttpResponse<String> done = operator.post("/console/forms/buyers/apply", apply(preview));
        assertEquals(200, done.statusCode(), done::body);
        String kept = exchange.get("/v1/admin/buyers/south", Exchange.OPERATOR).text();
        assertTrue(kept.contains("{\"count\":7,\"per\":\"hour\",\"on\":\"answered\"}"), kept);
        assertTrue(kept.contains("\"api_key_set\":true"), kept);
        form.put("f.caps", "");
        form.put("version", hidden(done.body(), "version"));
        String back = operator.post("/console/forms/buyers/preview", form).body();
        assertEquals(
                200, operator.post("/console/forms/buyers/apply", apply(back)).statusCode());
        assertEquals(200, exchange.get("/v1/buyer/orders", Exchange.SOUTH).status(), "its key was not touched");
    }

    @Test
    void aPoolIsMadeAndAnOrderIsReckonedOnTheLastDay(Exchange exchange) {
        exchange.accepted(Exchange.ACME, "leads");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String empty =
                operator.get("/console/new/orders?campaign=leads&buyer=south").body();
        assertTrue(empty.contains("<option value=\"leads\" selected>"), empty);
        Map<String, String> order = new LinkedHashMap<>();
        order.put("id", "formed-order");
        order.put("version", "");
        order.put("f.buyer", "south");
        order.put("f.campaign", "leads");
        order.put("f.price", "900.00");
        order.put("f.hours", "mon-sun 00:00-24:00");
        order.put("f.filter", "{field: age, between: [30, 40]}");
        order.put("f.deliver.url", "https://buyer.example/lead");
        Exchange.until(
                "the ping is counted",
                () -> operator.post("/console/forms/orders/preview", order)
                        .body()
                        .matches("(?s).*It would have won [1-9][0-9]* rather than 0.*"));
        order.put("f.enabled", "false");
        assertTrue(operator.post("/console/forms/orders/preview", order)
                .body()
                .contains("It would have won 0 rather than 0"));

        operator.get("/console/new/pools");
        Map<String, String> pool = Map.of(
                "id", "formed-pool",
                "version", "",
                "f.campaign", "calls",
                "f.numbers", "+18005550191\r\n+18005550192",
                "f.hold_s", "300");
        String preview = operator.post("/console/forms/pools/preview", pool).body();
        assertEquals(
                200, operator.post("/console/forms/pools/apply", apply(preview)).statusCode(), preview);
        assertTrue(exchange.get("/v1/admin/pools/formed-pool", Exchange.OPERATOR)
                .text()
                .contains("[\"+18005550191\",\"+18005550192\"]"));
        String change = operator.get("/console/forms/pools/formed-pool").body();
        Map<String, String> more = new LinkedHashMap<>(pool);
        more.put("version", hidden(change, "version"));
        more.put("f.hold_s", "600");
        assertTrue(operator.post("/console/forms/pools/preview", more).body().contains("busiest hour"));
        assertEquals(
                204,
                exchange.send("DELETE", "/v1/admin/pools/formed-pool", Exchange.OPERATOR)
                        .status());
    }

    @Test
    void aFormsDocumentIsReplayedOnRequest(Exchange exchange) {
        exchange.accepted(Exchange.ACME, "leads");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String page = operator.get("/console/forms/orders/cheap").body();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "cheap");
        form.put("version", hidden(page, "version"));
        form.put("f.price", "12.00");
        String preview = operator.post("/console/forms/orders/preview", form).body();
        assertTrue(preview.contains("price: 3.00 → 12.00"), preview);
        Map<String, String> wish = new LinkedHashMap<>();
        for (String each : List.of("section", "name", "document", "from")) {
            wish.put(each, hidden(preview, each));
        }
        assertEquals(303, operator.post("/console/what-if/start", wish).statusCode());
        Exchange.until(
                "the replay is over",
                () -> operator.get("/console/what-if").body().contains("orders cheap, price: 3.00 → 12.00")
                        && operator.get("/console/what-if").body().contains("Try a change"));
    }

    @Test
    void aFlowIsCalledThroughKeyByKeyAsItIsAndAsItWouldBe(Exchange exchange) {
        String flow = "{\"start\":\"ask\",\"steps\":{\"ask\":{\"play\":\"" + HARM.replace("\"", "\\\"")
                + "\",\"digits\":1,\"keep_as\":\"insured\",\"on\":{\"1\":\"auction\",\"default\":\"hangup\"}}}}";
        exchange.send(
                "PUT",
                "/v1/admin/flows/tried",
                Exchange.OPERATOR,
                "application/json",
                flow.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String asked = operator.get("/console/flows/tried/try").body();
        assertTrue(asked.contains("Press <b class=\"figure\">a key</b>"), asked);
        assertTrue(asked.contains("&lt;script&gt;alert(1)") && !asked.contains("<script>alert"), asked);
        assertTrue(asked.contains("Every way through it") && asked.contains("insured=1"), asked);
        assertEquals(200, operator.get("/console/prompts/welcome.wav").statusCode());
        for (String none : List.of("none.wav", "..%2Fexchange.yaml", "..%2F..%2Fx.wav", "welcome.txt")) {
            assertEquals(404, operator.get("/console/prompts/" + none).statusCode(), none);
        }
        assertTrue(operator.get("/console/flows/tried/try?k=1").body().contains("goes to the auction"));
        assertTrue(operator.get("/console/flows/tried/try?k=7").body().contains("is let go"));
        String draft = flow.replace("\"default\":\"hangup\"", "\"7\":\"auction\",\"default\":\"hangup\"");
        assertTrue(operator.post("/console/flows/tried/try", Map.of("json", draft, "k", "7"))
                .body()
                .contains("goes to the auction"));
        assertEquals(
                404,
                operator.post("/console/flows/tried/try", Map.of("json", "[]")).statusCode());
        assertEquals(
                204,
                exchange.send("DELETE", "/v1/admin/flows/tried", Exchange.OPERATOR)
                        .status());
    }

    @Test
    void pingsLeadsAndCallsAreFoundByPriceAndSource(Exchange exchange) {
        String source = "priced-source";
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"fixed\",\"source\":\"" + source + "\",\"fields\":{\"zip\":\"90210\",\"age\":34}}");
        String id = ping.json().path("ping_id").asText();
        Exchange.Answer post = exchange.post(
                "/v1/posts",
                Exchange.ACME,
                "{\"ping_id\":\"" + id + "\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550166\"}}");
        assertEquals("sold", post.json().path("status").asText(), post::text);
        String lead = post.json().path("lead_id").asText();
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        String here = "?source=" + source;
        String price = exchange.get("/v1/admin/orders/fixed", Exchange.OPERATOR)
                .json()
                .path("price")
                .asText();
        String exactly = here + "&least=" + price + "&most=" + price;
        Exchange.until(
                "the ping is found",
                () -> operator.get("/console/pings" + exactly).body().contains(id));
        assertFalse(operator.get("/console/pings" + here + "&least=5000").body().contains(id));
        assertFalse(operator.get("/console/pings" + here + "&most=0.01").body().contains(id));
        Exchange.until(
                "the lead is found",
                () -> operator.get("/console/leads" + exactly).body().contains(lead));
        assertFalse(operator.get("/console/leads?source=another").body().contains(lead));
        Exchange.until(
                "the lead is bought",
                () -> operator.get("/console/leads" + here + "&buyer=south")
                        .body()
                        .contains(lead));
        assertFalse(
                operator.get("/console/leads?source=another&buyer=south").body().contains(lead));
        assertEquals(
                200,
                operator.get("/console/calls" + here + "&state=billable&least=1")
                        .statusCode());
        Exchange.until(
                "the source is in the P and L",
                () -> operator.get("/console/pnl?by=source").body().contains(">" + source + "<"));
        String row = operator.get("/console/pnl?by=source").body();
        row = row.substring(row.indexOf(">" + source + "<"));
        Matcher leads = Pattern.compile("href=\"(/console/leads[^\"]+)\"").matcher(row);
        assertTrue(leads.find(), row);
        assertTrue(operator.get(text(leads.group(1))).body().contains(lead), leads.group(1));
    }

    @Test
    void everyFormIsFilledInWithWhatThereIsAndSaysThatNothingChanged(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        assertTrue(operator.get("/console/market").body().contains("/console/forms/sellers"));
        for (String each : List.of(
                "campaigns/leads",
                "orders/young",
                "buyers/north",
                "sellers/limited",
                "pools/web",
                "verticals/insurance")) {
            String section = each.substring(0, each.indexOf('/'));
            assertTrue(operator.get("/console/forms/" + section).body().contains("/console/forms/" + each), each);
            String page = operator.get("/console/forms/" + each).body();
            Map<String, String> same = new LinkedHashMap<>(fields(page));
            assertTrue(
                    operator.post("/console/forms/" + section + "/preview", same)
                            .body()
                            .contains("Nothing changed"),
                    each + same);
        }
    }
}
