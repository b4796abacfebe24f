package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that are read from the projection. */
@ExtendWith(Exchange.Shared.class)
class LongReportTest {
    private static final List<String> ONLY_HERE =
            List.of("accepted", "ping_ratio", "acceptance", "average_bid", "answer_rate", "average_seconds");

    private final Exchange exchange;

    LongReportTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seller", "campaign,buyer", "source,hour", "seller,day&tz=America/New_York"})
    void sayToTheCentWhatThePnlSays(String by) {
        exchange.accepted(Exchange.ACME, "leads");
        String path = "/v1/reports/pnl?by=" + by;
        Exchange.until("both the same", () -> rows(path).equals(rows(path + "&limit=1000")));
        assertFalse(rows(path).isEmpty());
    }

    @Test
    void groupByStateAndKnowRatios() {
        exchange.accepted(Exchange.ACME, "leads");
        Exchange.until("a row of California", () -> of("CA").path("accepted").asInt() > 0);
        JsonNode row = of("CA");
        assertTrue(row.path("acceptance").asDouble() > 0, row::toString);
        assertTrue(row.path("average_bid").asDouble() > 0, row::toString);
        assertTrue(row.path("answer_rate").isNull(), row::toString);
        JsonNode filtered = get("/v1/reports/pnl?state=CA").path("totals");
        assertEquals(row.path("pings"), filtered.path("pings"));
    }

    private JsonNode of(String state) {
        for (JsonNode row : get("/v1/reports/pnl?by=state").path("rows")) {
            if (row.path("state").asText().equals(state)) {
                return row;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void comeInPagesAndSorted() {
        for (String source : List.of("page-1", "page-2", "page-3")) {
            ping("page", source, source.charAt(5) - '0');
        }
        String path = "/v1/reports/pnl?by=source&campaign=leads&sort=-pings&limit=1";
        List<String> seen = new ArrayList<>();
        Exchange.until("three pages", () -> {
            seen.clear();
            String next = "";
            do {
                JsonNode page = get(path + (next.isEmpty() ? "" : "&after=" + next));
                page.path("rows").forEach(row -> seen.add(row.path("source").asText()));
                next = page.path("next").asText();
            } while (!next.isEmpty());
            // their pings come one after the other: until the last is in, the order may be another
            return seen.containsAll(List.of("page-1", "page-2", "page-3"))
                    && seen.indexOf("page-3") < seen.indexOf("page-2")
                    && seen.indexOf("page-2") < seen.indexOf("page-1");
        });
        assertEquals(seen.size(), seen.stream().distinct().count());
    }

    @Test
    void areNoFormulasInCsv() {
        ping("formula", "=HYPERLINK(1)", 1);
        Exchange.until(
                "the source in quotes",
                () -> exchange.get("/v1/reports/pnl?by=source&format=csv&sort=pings", Exchange.OPERATOR)
                        .text()
                        .contains("\r\n'=HYPERLINK(1),"));
    }

    @Test
    void areWholeAsCsvAndAPageIfThatIsAskedFor() {
        List.of("whole-1", "whole-2", "whole-3").forEach(source -> ping("whole", source, 1));
        String path = "/v1/reports/pnl?by=source,state&campaign=leads&sort=-minutes&format=csv";
        Exchange.until(
                "all of them",
                () -> csv(path).filter(line -> line.startsWith("whole-")).count() == 3);
        assertEquals(3, csv(path + "&limit=1").count(), "head, row, totals");
        assertTrue(csv(path).reduce((before, last) -> last).orElse("").startsWith("total,,"));
    }

    private Stream<String> csv(String path) {
        return exchange.get(path, Exchange.OPERATOR).text().lines();
    }

    @Test
    void ofCallsHaveTheirOwnColumns() {
        JsonNode report = get("/v1/reports/calls?by=number,keyword,landing_page,score_band,hour");
        assertEquals(0, report.path("totals").path("calls").asInt());
        assertTrue(report.path("totals").path("answer_rate").isNull());
        Exchange.Answer csv = exchange.get("/v1/reports/calls?by=buyer&format=csv", Exchange.OPERATOR);
        assertTrue(csv.text().startsWith("buyer,calls,answered,answer_rate,billable,"), csv::text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=colour",
                "by=state,state",
                "by=hour,day,state",
                "by=state&sort=1;drop",
                "by=state&limit=0",
                "by=state&limit=1001",
                "by=state&after=zzzzzzzzzzzz",
                "by=state&tz=Mars/Base",
                "by=state&seller=nobody",
                "score_band=7",
                "score_band=1.0",
                "state=CA&from=yesterday",
                "state=CA&product=fax"
            })
    void sayWhatIsWrongWithAQuestion(String question) {
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                question,
                () -> exchange.get("/v1/reports/pnl?" + question, Exchange.OPERATOR));
    }

    @Test
    void takeTextsForTextsWhateverTheyLookLike() {
        JsonNode none = get("/v1/reports/pnl?keyword=%27%20OR%201%3D1%20--&number=%22%3B%20DROP%20TABLE%20fact");
        assertEquals(0, none.path("totals").path("pings").asInt());
        assertTrue(get("/v1/reports/pnl?by=state").path("rows").isArray());
    }

    @Test
    void areExportedAsParquetToOperatorsOnly() {
        Exchange.until(
                "it is open",
                () -> exchange.get("/v1/reports/export", Exchange.OPERATOR).status() == 200);
        byte[] file =
                exchange.get("/v1/reports/export", Exchange.OPERATOR).text().getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(
                "PAR1".getBytes(StandardCharsets.US_ASCII), java.util.Arrays.copyOf(file, 4), "a Parquet file");
        Refused.with(exchange, 403, "forbidden", "export", () -> exchange.get("/v1/reports/export", Exchange.ACME));
    }

    private void ping(String what, String source, int times) {
        for (int i = 0; i < times; i++) {
            Exchange.Answer ping = exchange.post(
                    "/v1/pings",
                    Exchange.ACME,
                    "{\"campaign\":\"leads\",\"source\":\"" + source + "\",\"fields\":{\"zip\":\"90210\",\"age\":34}}");
            assertEquals(200, ping.status(), () -> what + " " + ping.text());
        }
    }

    private List<JsonNode> rows(String path) {
        List<JsonNode> rows = new ArrayList<>();
        get(path).path("rows").forEach(row -> rows.add(((ObjectNode) row).remove(ONLY_HERE)));
        return rows;
    }

    private JsonNode get(String path) {
        Exchange.Answer[] answer = new Exchange.Answer[1];
        Exchange.until("it is open", () -> {
            answer[0] = exchange.get(path, Exchange.OPERATOR);
            return answer[0].status() != 503;
        });
        assertEquals(200, answer[0].status(), answer[0]::text);
        return answer[0].json();
    }
}
