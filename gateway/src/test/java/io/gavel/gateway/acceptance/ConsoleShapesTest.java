package io.gavel.gateway.acceptance;

import static io.gavel.gateway.acceptance.FormPage.apply;
import static io.gavel.gateway.acceptance.FormPage.hidden;
import static io.gavel.gateway.acceptance.FormPage.input;
import static io.gavel.gateway.acceptance.FormPage.text;
import static io.gavel.gateway.acceptance.FormPage.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verticals and carriers by their forms, a new order replayed, and tables that open what they are made of. */
@ExtendWith(Exchange.Shared.class)
class ConsoleShapesTest {
    @Test
    void aVerticalIsMadeOfLinesAndAChangeOfItIsReckonedOnTheLastDaysPings(Exchange exchange) {
        exchange.accepted(Exchange.ACME, "leads");
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        assertTrue(operator.get("/console/new/verticals").body().contains("one of poor | fair | good"));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "formed-vertical");
        form.put("version", "");
        form.put("f.fields", "zip: zip, on ping\r\nroof: one of slate | tiles\r\nphone: phone, on post\r\nage integer");
        String wrong = operator.post("/console/forms/verticals/preview", form).body();
        assertTrue(wrong(wrong, "f-fields").contains("“age integer” is not like"), wrong);
        form.put("f.fields", "zip: zip, on ping\r\nroof: one of slate | tiles\r\nphone: phone, on ping");
        assertTrue(wrong(operator.post("/console/forms/verticals/preview", form).body(), "f-fields")
                .contains("belongs in the post"));
        form.put("f.fields", "zip: zip, on ping\r\nroof: one of slate | tiles\r\nphone: phone, on post");
        String preview = operator.post("/console/forms/verticals/preview", form).body();
        assertTrue(preview.contains("fields.roof: none → one of slate | tiles"), preview);
        String made =
                operator.post("/console/forms/verticals/apply", apply(preview)).body();
        assertTrue(made.contains("/console/new/campaigns?vertical=formed-vertical"), made);
        assertEquals(
                "[\"slate\",\"tiles\"]",
                exchange.get("/v1/admin/verticals/formed-vertical", Exchange.OPERATOR)
                        .json()
                        .at("/fields/roof/values")
                        .toString());
        assertEquals(
                204,
                exchange.send("DELETE", "/v1/admin/verticals/formed-vertical", Exchange.OPERATOR)
                        .status());

        String page = operator.get("/console/forms/verticals/insurance").body();
        Map<String, String> change = new LinkedHashMap<>();
        change.put("id", "insurance");
        change.put("version", hidden(page, "version"));
        change.put("f.fields", FormPage.fields(page).get("f.fields").replace("integer 16 to 110", "integer 16 to 30"));
        String seen = operator.post("/console/forms/verticals/preview", change).body();
        assertTrue(seen.contains("What it would have done"), seen);
        Exchange.until(
                "the pings are counted",
                () -> operator.post("/console/forms/verticals/preview", change)
                        .body()
                        .matches("(?s).*[1-9][0-9]* have another age than would be allowed.*"));
        assertTrue(operator.post("/console/forms/verticals/preview", change)
                .body()
                .contains("integer 16 to 110, on ping → integer 16 to 30, on ping"));
    }

    @Test
    void aCarriersSecretsAreTakenAndNeverShown(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "formed-carrier");
        form.put("version", "");
        form.put("f.addresses", "192.0.2.0/24\r\nnowhere");
        form.put("f.username", "gavel");
        form.put("f.password", "a very secret one");
        form.put("f.outbound.sip", "sip:trunk.example");
        form.put("f.rates.inbound.per_minute", "0.0085");
        form.put("f.rates.inbound.rounding", "6/6");
        String wrong = operator.get("/console/new/carriers").body();
        assertTrue(wrong.contains("type=\"password\""), wrong);
        wrong = operator.post("/console/forms/carriers/preview", form).body();
        assertTrue(wrong(wrong, "f-addresses").contains("nowhere"), wrong);
        form.put("f.addresses", "192.0.2.0/24");
        String preview = operator.post("/console/forms/carriers/preview", form).body();
        assertTrue(preview.contains("password: another one"), preview);
        String made =
                operator.post("/console/forms/carriers/apply", apply(preview)).body();
        assertFalse(made.contains("a very secret one"), made);
        String kept = exchange.get("/v1/admin/carriers/formed-carrier", Exchange.OPERATOR)
                .text();
        assertTrue(kept.contains("\"password_set\":true") && kept.contains("\"rounding\":\"6/6\""), kept);

        Map<String, String> same = new LinkedHashMap<>(form);
        same.put("version", hidden(made, "version"));
        same.put("f.password", "");
        assertTrue(operator.post("/console/forms/carriers/preview", same).body().contains("Nothing changed"));
        same.put("f.enabled", "false");
        String off = operator.post("/console/forms/carriers/preview", same).body();
        assertTrue(off.contains("None of them would have been answered"), off);
        String done = operator.post("/console/forms/carriers/apply", apply(off)).body();
        assertTrue(
                exchange.get("/v1/admin/carriers/formed-carrier", Exchange.OPERATOR)
                        .text()
                        .contains("\"password_set\":true"),
                "what is left empty stays: " + done);
        assertEquals(
                204,
                exchange.send("DELETE", "/v1/admin/carriers/formed-carrier", Exchange.OPERATOR)
                        .status());
    }

    @Test
    void whatANewOrderWouldHaveWonIsReplayed(Exchange exchange) {
        Exchange.Answer lead = exchange.post(
                "/v1/leads",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550155\"}}");
        assertEquals("sold", lead.json().path("status").asText(), lead::text);
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Map<String, String> order = new LinkedHashMap<>();
        order.put("id", "replayed-order");
        order.put("version", "");
        order.put("f.buyer", "south");
        order.put("f.campaign", "leads");
        order.put("f.price", "950.00");
        operator.get("/console/new/orders");
        String preview = operator.post("/console/forms/orders/preview", order).body();
        Map<String, String> wish = new LinkedHashMap<>();
        for (String each : List.of("section", "name", "document", "from")) {
            wish.put(each, hidden(preview, each));
        }
        Exchange.until(
                "no other replay runs",
                () -> operator.post("/console/what-if/start", wish).statusCode() == 303
                        && operator.get("/console/what-if").body().contains("replayed-order"));
        Exchange.until(
                "the replay is over",
                () -> operator.get("/console/what-if").body().contains("Try a change"));
        String result = operator.get("/console/what-if").body();
        assertTrue(result.contains("orders replayed-order"), result);
        Matcher south = Pattern.compile("(?s)>south<.*?data-name=\"revenue ±\"><span>\\+([0-9,.]+)<")
                .matcher(result);
        assertTrue(south.find(), result);
        assertTrue(Double.parseDouble(south.group(1).replace(",", "")) > 900, result);
        assertEquals(
                404,
                exchange.get("/v1/admin/orders/replayed-order", Exchange.OPERATOR)
                        .status(),
                "only tried");
    }

    @Test
    void revenueCostMarginAndReturnsOpenTheSalesThatTheyAreMadeOf(Exchange exchange) {
        String source = "drilled-source";
        String lead = exchange.post(
                        "/v1/leads",
                        Exchange.ACME,
                        "{\"campaign\":\"fixed\",\"source\":\"" + source
                                + "\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+13105550188\"}}")
                .json()
                .path("lead_id")
                .asText();
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        Exchange.until(
                "the source is in the P and L",
                () -> operator.get("/console/pnl?by=source").body().contains(">" + source + "<"));
        String here = "/console/pnl?by=source&source=" + source;
        String row = operator.get(here).body();
        row = row.substring(row.indexOf("data-name=\"revenue\""));
        for (String name : List.of("revenue", "cost", "margin")) {
            Matcher sales = Pattern.compile("data-name=\"" + name + "\"><a href=\"(/console/sales[^\"]+)\"")
                    .matcher(row);
            assertTrue(sales.find(), name + " in " + row);
            String page = operator.get(text(sales.group(1))).body();
            assertTrue(page.contains("/console/leads/" + lead) && page.contains("lead sold"), page);
        }
        Exchange.Answer back = exchange.post(
                "/v1/buyer/returns", Exchange.SOUTH, "{\"lead_id\":\"" + lead + "\",\"reason\":\"drilled\"}");
        assertEquals(2, back.status() / 100, back::text);
        Exchange.until("the return is in the P and L", () -> {
            Matcher returned = Pattern.compile("data-name=\"returned\"><a href=\"(/console/sales[^\"]+)\"")
                    .matcher(operator.get(here).body());
            assertTrue(returned.find());
            String page = operator.get(text(returned.group(1))).body();
            return page.contains("/console/leads/" + lead) && page.contains(">returned<");
        });
        String csv = operator.get("/console/sales?csv=Newest-first-in-USD&source=" + source)
                .body();
        assertTrue(csv.startsWith("lead or call,when,what,campaign,seller,buyer,in,out,margin\r\n"), csv);
        assertTrue(csv.contains(lead + ",") && csv.contains(",10.00,8.00,2.00\r\n"), csv);
        assertEquals(404, operator.get("/console/sales?csv=nothing").statusCode());
        assertEquals(
                403, Visitor.with(exchange, Exchange.ACME).get("/console/sales").statusCode());
    }

    @Test
    void aLongListSaysWhereItIsAndItsTableIsASpreadsheet(Exchange exchange) {
        Visitor operator = Visitor.with(exchange, Exchange.OPERATOR);
        for (int i = 0; i < 60; i++) {
            exchange.post(
                    "/v1/pings",
                    Exchange.ACME,
                    "{\"campaign\":\"fixed\",\"source\":\"=long\",\"fields\":{\"zip\":\"90210\",\"age\":34}}");
        }
        Exchange.until(
                "sixty pings are shown",
                () -> operator.get("/console/pings?source=%3Dlong").body().contains("1–50, and older ones"));
        assertTrue(operator.get("/console/pings").body().matches("(?s).*1–50 of about [0-9,]+.*"));
        Matcher next = Pattern.compile("href=\"(/console/pings[^\"]+)\" rel=\"next\"")
                .matcher(operator.get("/console/pings?source=%3Dlong").body());
        assertTrue(next.find());
        String second = operator.get(text(next.group(1))).body();
        assertTrue(second.contains("<span>51–"), second);
        assertTrue(second.contains("href=\"/console/pings?source=%3Dlong\">Newest</a>"), second);
        assertEquals("=long", input(second, "source"));
        String csv = operator.get("/console/pings?source=%3Dlong&csv=Newest-first-prices-in-USD")
                .body();
        assertEquals(51, csv.lines().count());
        assertTrue(csv.lines().skip(1).allMatch(line -> line.contains(",'=long,")), "no formula: " + csv);
    }
}
