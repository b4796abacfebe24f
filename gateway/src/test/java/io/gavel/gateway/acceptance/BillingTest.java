package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Money beside sales, over HTTP: what ads cost, statements, payouts, returns with terms, balances. */
@ExtendWith(Exchange.Shared.class)
class BillingTest {
    private final String day = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
    private final Exchange exchange;

    BillingTest(Exchange exchange) {
        this.exchange = exchange;
    }

    private Exchange.Answer csv(String csv) {
        return exchange.send("POST", "/v1/costs", Exchange.OPERATOR, "text/csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Exchange.Answer answer = exchange.send("PUT", path, Exchange.OPERATOR, "application/json", body);
        assertTrue(answer.status() == 200 || answer.status() == 201, answer::text);
    }

    private JsonNode costs(String source) {
        return exchange.get("/v1/costs?from=2020-01-01&source=" + source, Exchange.OPERATOR)
                .json();
    }

    private static BigDecimal money(JsonNode node) {
        return new BigDecimal(node.asText()).stripTrailingZeros();
    }

    private static BigDecimal money(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    /** Opening balance and amounts lead to each balance, and to the last. */
    private static void addsUp(JsonNode statement) {
        BigDecimal balance = statement.path("opening_balance").decimalValue();
        BigDecimal totals = BigDecimal.ZERO;
        for (JsonNode line : statement.path("lines")) {
            balance = balance.add(money(line.path("amount")));
            assertEquals(balance.stripTrailingZeros(), money(line.path("balance")), line::toString);
        }
        for (JsonNode total : statement.path("totals")) {
            totals = totals.add(money(total));
        }
        assertEquals(money(statement.path("closing_balance")), balance.stripTrailingZeros(), statement::toString);
        BigDecimal moved = balance.subtract(statement.path("opening_balance").decimalValue());
        assertEquals(totals.stripTrailingZeros(), moved.stripTrailingZeros(), "totals");
    }

    @Test
    void adSpendIsTakenCorrectedAndInTheProfitAndLoss() {
        String campaign = "leads";
        Exchange.Answer first = exchange.post(
                "/v1/costs",
                Exchange.OPERATOR,
                "{\"costs\":[{\"campaign\":\"leads\",\"source\":\"ads-1\",\"keyword\":\"shoes\",\"day\":\"" + day
                        + "\",\"amount\":12.50},{\"campaign\":\"leads\",\"source\":\"ads-1\",\"day\":\"" + day
                        + "\",\"amount\":\"3.000001\"}]}");
        assertEquals("{\"received\":2,\"changed\":2}", first.text());
        assertEquals(
                "{\"received\":1,\"changed\":1}",
                csv("day,amount,keyword,source,campaign\r\n" + day + ",10.00,shoes,ads-1,leads\r\n")
                        .text());
        assertEquals(
                "{\"received\":1,\"changed\":0}",
                csv("campaign,day,amount,keyword,source\n" + campaign + "," + day + ",10,\"shoes\",ads-1")
                        .text());
        Exchange.until(
                "listed",
                () -> money(costs("ads-1").path("totals").path("amount")).equals(money("13.000001")));
        JsonNode row = exchange.get("/v1/reports/pnl?by=source,campaign&source=ads-1&from=" + day, Exchange.OPERATOR)
                .json()
                .path("rows")
                .path(0);
        assertEquals(money("13.000001"), money(row.path("spend")), row::toString);
        assertEquals(money("13.000001"), money(row.path("cost")), row::toString);
        assertEquals(money("-13.000001"), money(row.path("margin")), row::toString);
        assertTrue(row.path("cost_per_lead").isNull(), row::toString);
        assertTrue(exchange.get("/v1/reports/pnl?by=day&format=csv&source=ads-1&from=" + day, Exchange.OPERATOR)
                .text()
                .contains("13.000001"));
    }

    @Test
    void theDayOfASpendIsTheCampaignsAndAFormulaStaysAText() {
        put(
                "/v1/admin/campaigns/dst",
                "{\"vertical\":\"insurance\",\"product\":\"lead\",\"timezone\":\"America/New_York\",\"sellers\":[\"acme\"]}");
        assertEquals(
                200,
                csv("campaign,source,day,amount\ndst,'=cmd|x,2025-03-09,5\n").status());
        // The clocks of New York went forward on this day: it began at five, and had 23 hours.
        String from = "/v1/costs?campaign=dst&from=2025-03-09T05:00:00Z&to=";
        Exchange.until(
                "listed",
                () -> exchange.get(from + "2025-03-09T05:00:01Z", Exchange.OPERATOR)
                                .json()
                                .path("rows")
                                .size()
                        == 1);
        assertEquals(
                0,
                exchange.get("/v1/costs?campaign=dst&from=2025-03-09&to=2025-03-09T05:00:00Z", Exchange.OPERATOR)
                        .json()
                        .path("rows")
                        .size());
        String listed =
                exchange.get(from + "2026-01-01&format=csv", Exchange.OPERATOR).text();
        assertTrue(listed.contains("dst,'=cmd|x,,2025-03-09,5.00"), listed);
        assertEquals("{\"received\":1,\"changed\":0}", csv(listed).text(), "what was listed can be sent again");
    }

    @Test
    void aCostThatIsWrongIsToldByItsRowAndNothingIsTaken() {
        Exchange.Answer answer = csv("campaign,source,day,amount\nleads,w,2026-01-01,5\nleads,w,2026-13-01,-1\n"
                + "nobody,w,2026-01-01,1\nleads,w,2026-01-01,6\nleads,w\n");
        assertEquals(422, answer.status());
        String errors = answer.json().path("errors").toString();
        for (String place : new String[] {"line 3.day", "line 3.amount", "line 4.campaign", "line 5", "line 6"}) {
            assertTrue(errors.contains("\"" + place + "\""), errors);
        }
        assertEquals(0, costs("w").path("rows").size());
        for (String body :
                new String[] {"{\"costs\":[7]}", "{\"costs\":[{\"campaign\":\"leads\",\"day\":[],\"amount\":1}]}"}) {
            Exchange.Answer wrong = exchange.post("/v1/costs", Exchange.OPERATOR, body);
            assertEquals(422, wrong.status(), wrong::text);
            assertTrue(wrong.text().contains("costs[0]"), wrong::text);
        }
        assertEquals(400, exchange.post("/v1/costs", Exchange.OPERATOR, "{").status());
        assertEquals(422, csv("source,day\n").status());
        assertEquals(403, exchange.post("/v1/costs", Exchange.ACME, "{}").status());
    }

    @Test
    void statementsOfEverybodyAddUpInEveryForm() {
        exchange.post(
                "/v1/leads",
                Exchange.ACME,
                "{\"campaign\":\"fixed\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+12135550140\"}}");
        for (String path : new String[] {"/v1/admin/buyers/south/statement", "/v1/admin/sellers/acme/statement"}) {
            Exchange.until(
                    "a line",
                    () -> exchange.get(path, Exchange.OPERATOR)
                                    .json()
                                    .path("lines")
                                    .size()
                            > 0);
            addsUp(exchange.get(path + "?tz=America/New_York", Exchange.OPERATOR)
                    .json());
            String now = java.time.Instant.now().toString();
            JsonNode before = exchange.get(path + "?from=2020-01-01&to=" + now, Exchange.OPERATOR)
                    .json();
            JsonNode after = exchange.get(path + "?from=" + now + "&to=2099-01-01", Exchange.OPERATOR)
                    .json();
            assertEquals(money(before.path("closing_balance")), money(after.path("opening_balance")));
            Exchange.Answer page = exchange.get(path + "?format=html", Exchange.OPERATOR);
            assertEquals("text/html; charset=utf-8", page.type());
            assertTrue(page.text().contains("Closing balance"), page::text);
            assertTrue(
                    exchange.get(path + "?format=csv", Exchange.OPERATOR).text().contains("closing_balance"));
        }
        assertEquals(
                403,
                exchange.get("/v1/admin/buyers/south/statement", Exchange.SOUTH).status());
        assertEquals(
                404,
                exchange.get("/v1/admin/carriers/none/statement", Exchange.OPERATOR)
                        .status());
    }

    @Test
    void aStatementsDaysAreThoseOfItsZoneAlsoWhenClocksChange() {
        String path = "/v1/admin/sellers/acme/statement?tz=America/New_York&from=";
        JsonNode spring = exchange.get(path + "2025-03-09&to=2025-03-10", Exchange.OPERATOR)
                .json();
        assertEquals("2025-03-09T05:00:00.000Z", spring.path("from").asText());
        assertEquals("2025-03-10T04:00:00.000Z", spring.path("to").asText(), "23 hours");
        JsonNode autumn = exchange.get(path + "2025-11-02&to=2025-11-03", Exchange.OPERATOR)
                .json();
        assertEquals("2025-11-02T04:00:00.000Z", autumn.path("from").asText());
        assertEquals("2025-11-03T05:00:00.000Z", autumn.path("to").asText(), "25 hours");
        assertEquals("America/New_York", autumn.path("timezone").asText());
    }

    @Test
    void aPeriodIsPaidOutOnceAndANoteOnAPageIsAText() {
        put("/v1/admin/sellers/paid", "{\"name\":\"Paid\"}");
        exchange.post(
                "/v1/admin/sellers/paid/payments",
                Exchange.OPERATOR,
                "{\"amount\":100.25,\"note\":\"<script>alert(1)</script>\"}");
        String statement = "/v1/admin/sellers/paid/statement";
        Exchange.until(
                "owed",
                () -> exchange.get(statement, Exchange.OPERATOR)
                                .json()
                                .path("lines")
                                .size()
                        == 1);
        String until = exchange.get(statement, Exchange.OPERATOR)
                .json()
                .path("lines")
                .path(0)
                .path("at")
                .asText();
        String body = "{\"until\":\"" + java.time.Instant.parse(until).plusMillis(1) + "\",\"note\":\"wire 18\"}";
        JsonNode paid = exchange.post("/v1/admin/sellers/paid/payouts", Exchange.OPERATOR, body)
                .json();
        assertEquals(money("100.25"), money(paid.path("amount")), paid::toString);
        assertFalse(paid.path("already_paid").asBoolean());
        for (int i = 0; i < 2; i++) {
            JsonNode again = exchange.post("/v1/admin/sellers/paid/payouts", Exchange.OPERATOR, body)
                    .json();
            assertTrue(again.path("already_paid").asBoolean(), again::toString);
        }
        Exchange.until(
                "paid", () -> exchange.get(statement, Exchange.OPERATOR).text().contains("wire 18"));
        JsonNode end = exchange.get(statement, Exchange.OPERATOR).json();
        addsUp(end);
        assertEquals(money("0"), money(end.path("closing_balance")));
        String page =
                exchange.get(statement + "?format=html", Exchange.OPERATOR).text();
        assertTrue(page.contains("&lt;script&gt;") && !page.contains("<script"), page);
        Refused.fields(
                exchange,
                "until",
                "the future",
                () -> exchange.post("/v1/admin/sellers/paid/payouts", Exchange.OPERATOR, "{\"until\":\"2090-01-01\"}"));
    }

    @Test
    void aPeriodOfWhichSomethingCameBackSinceIsRefusedWithTheReason() {
        put("/v1/admin/sellers/back", "{\"api_key\":\"test-back\"}");
        put(
                "/v1/admin/campaigns/back",
                "{\"vertical\":\"insurance\",\"product\":\"lead\",\"method\":\"waterfall\",\"sellers\":[\"back\"]}");
        JsonNode deliver =
                exchange.get("/v1/admin/orders/fixed", Exchange.OPERATOR).json().path("deliver");
        put(
                "/v1/admin/orders/back",
                "{\"buyer\":\"south\",\"campaign\":\"back\",\"price\":10.00,\"deliver\":" + deliver + "}");
        JsonNode lead = exchange.post(
                        "/v1/leads",
                        "test-back",
                        "{\"campaign\":\"back\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+12135550149\"}}")
                .json();
        String statement = "/v1/admin/sellers/back/statement";
        Exchange.until("sold", () -> lines(statement).size() == 1);
        String until = java.time.Instant.parse(
                        lines(statement).path(0).path("at").asText())
                .plusMillis(1)
                .toString();
        exchange.post(
                "/v1/buyer/returns",
                Exchange.SOUTH,
                "{\"lead_id\":\"" + lead.path("lead_id").asText() + "\",\"reason\":\"wrong number\"}");
        Exchange.until("back", () -> lines(statement).size() == 2);

        Exchange.Answer refused =
                exchange.post("/v1/admin/sellers/back/payouts", Exchange.OPERATOR, "{\"until\":\"" + until + "\"}");

        assertEquals(409, refused.status(), refused::text);
        assertTrue(refused.json().path("detail").asText().contains("given back since"), refused::text);
    }

    private JsonNode lines(String statement) {
        return exchange.get(statement, Exchange.OPERATOR).json().path("lines");
    }

    @Test
    void aCarrierIsPaidAndItsStatementSaysSo() {
        put(
                "/v1/admin/carriers/trunk",
                "{\"addresses\":[\"192.0.2.9\"],\"rates\":{\"inbound\":{\"per_minute\":0.0085,\"rounding\":\"6/6\"},"
                        + "\"platform_fee\":0.01}}");
        exchange.post(
                "/v1/admin/carriers/trunk/payments", Exchange.OPERATOR, "{\"amount\":-40,\"note\":\"in advance\"}");
        String path = "/v1/admin/carriers/trunk/statement";
        Exchange.until(
                "paid", () -> exchange.get(path, Exchange.OPERATOR).text().contains("in advance"));
        JsonNode statement = exchange.get(path, Exchange.OPERATOR).json();
        addsUp(statement);
        assertEquals(money("-40"), money(statement.path("closing_balance")));
        Exchange.Answer wrong = exchange.send(
                "PUT",
                "/v1/admin/carriers/trunk",
                Exchange.OPERATOR,
                "application/json",
                "{\"addresses\":[\"192.0.2.9\"],\"rates\":{\"inbound\":{\"rounding\":\"0/6\"}}}"
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(422, wrong.status());
        assertTrue(wrong.text().contains("rates.inbound.rounding"), wrong::text);
        assertTrue(wrong.text().contains("rates.inbound.per_minute"), wrong::text);
    }

    @Test
    void aNumbersDayIsOwedToItsCarrierAndIsTheCampaignsTelephony() {
        put("/v1/admin/carriers/lines", "{\"addresses\":[\"192.0.2.10\"],\"rates\":{\"monthly_fee\":31.00}}");
        put("/v1/admin/campaigns/lines", "{\"vertical\":\"insurance\",\"product\":\"call\",\"sellers\":[\"acme\"]}");
        put(
                "/v1/admin/numbers/+18005550297",
                "{\"campaign\":\"lines\",\"source\":\"bus\",\"carrier\":\"lines\",\"monthly_fee\":62.00}");
        put("/v1/admin/numbers/+18005550298", "{\"campaign\":\"lines\",\"carrier\":\"lines\"}");
        String path = "/v1/admin/carriers/lines/statement";
        Exchange.until(
                "owed",
                () -> exchange.get(path, Exchange.OPERATOR).json().path("lines").size() >= 2);
        JsonNode statement = exchange.get(path, Exchange.OPERATOR).json();
        addsUp(statement);
        JsonNode line = statement.path("lines").path(0);
        assertEquals("number", line.path("kind").asText());
        assertEquals("+18005550297", line.path("number").asText());
        int days = java.time.YearMonth.now(ZoneOffset.UTC).lengthOfMonth();
        double share = line.path("amount").asDouble();
        assertEquals(62.0 / days, share, 0.000_001, line::toString);
        JsonNode totals = exchange.get("/v1/reports/pnl?campaign=lines", Exchange.OPERATOR)
                .json()
                .path("totals");
        assertEquals(money(statement.path("closing_balance")), money(totals.path("telephony")), totals::toString);
    }

    @Test
    void returnsHaveReasonsLimitsAndWaitForApproval() {
        put(
                "/v1/admin/buyers/strict",
                "{\"api_key\":\"test-strict\",\"credit\":100,\"low_balance\":85,\"returns\":{\"window\":\"7d\","
                        + "\"reasons\":[\"wrong_number\"],\"approval\":\"manual\",\"count\":2,\"per\":\"day\"}}");
        put(
                "/v1/admin/campaigns/strict",
                "{\"vertical\":\"insurance\",\"product\":\"lead\",\"method\":\"round_robin\",\"sellers\":[\"acme\"]}");
        put("/v1/admin/orders/strict", "{\"buyer\":\"strict\",\"campaign\":\"strict\",\"price\":30}");
        String[] leads = new String[3];
        for (int i = 0; i < 3; i++) {
            leads[i] = lead("+1213555015" + i);
        }
        assertEquals("unsold", sell("+12135550159").path("status").asText(), "100 of credit are used up");
        String wrongReason = "{\"lead_id\":\"" + leads[0] + "\",\"reason\":\"because\"}";
        Refused.fields(
                exchange,
                "reason",
                "not one of the buyer's",
                () -> exchange.post("/v1/buyer/returns", "test-strict", wrongReason));
        for (int i = 0; i < 2; i++) {
            Exchange.Answer asked = exchange.post("/v1/buyer/returns", "test-strict", request(leads[i]));
            assertEquals(202, asked.status(), asked::text);
            assertEquals("requested", asked.json().path("status").asText());
        }
        Refused.with(
                exchange,
                409,
                "return_limit",
                "a third",
                () -> exchange.post("/v1/buyer/returns", "test-strict", request(leads[2])));
        decide(leads[0], "refuse");
        decide(leads[1], "approve");
        Refused.with(
                exchange,
                409,
                "not_returnable",
                "decided before",
                () -> exchange.post(
                        "/v1/admin/returns/" + leads[1] + "/approve", Exchange.OPERATOR, "{\"buyer\":\"strict\"}"));
        Exchange.until("decided", () -> {
            JsonNode items =
                    exchange.get("/v1/buyer/returns", "test-strict").json().path("items");
            return items.size() == 2
                    && is(items, node -> node.path("state").asText().equals("refused"))
                    && is(items, node -> node.path("state").asText().equals("approved"));
        });
        Exchange.until(
                "clawed back",
                () -> exchange.get("/v1/admin/sellers/acme/statement", Exchange.OPERATOR)
                        .text()
                        .contains("\"lead_id\":\"" + leads[1]
                                + "\",\"campaign\":\"strict\",\"note\":\"checked\",\"amount\":-24"));
        addsUp(exchange.get("/v1/buyer/statement", "test-strict").json());
        assertEquals("sold", sell("+12135550159").path("status").asText(), "what was given back can be spent again");
    }

    private static boolean is(JsonNode items, Predicate<JsonNode> wanted) {
        for (JsonNode item : items) {
            if (wanted.test(item)) {
                return true;
            }
        }
        return false;
    }

    private static String request(String leadId) {
        return "{\"lead_id\":\"" + leadId + "\",\"reason\":\"wrong_number\"}";
    }

    private void decide(String leadId, String word) {
        Exchange.Answer decided = exchange.post(
                "/v1/admin/returns/" + leadId + "/" + word,
                Exchange.OPERATOR,
                "{\"buyer\":\"strict\",\"note\":\"checked\"}");
        assertEquals(200, decided.status(), decided::text);
    }

    private JsonNode sell(String phone) {
        return exchange.post(
                        "/v1/leads",
                        Exchange.ACME,
                        "{\"campaign\":\"strict\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"" + phone
                                + "\"}}")
                .json();
    }

    private String lead(String phone) {
        JsonNode sold = sell(phone);
        assertEquals("sold", sold.path("status").asText(), sold::toString);
        return sold.path("lead_id").asText();
    }
}
