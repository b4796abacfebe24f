package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever sellers send to {@code /v1/pings} and {@code /v1/leads}: an answer that says what is wrong. */
@ExtendWith(Exchange.Shared.class)
class SellerInputTest {
    private static final String GOOD = "\"zip\":\"90210\",\"age\":34";

    private final Exchange exchange;

    SellerInputTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{",
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":3",
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34}} {}",
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34},}",
                "{'campaign':'leads'}",
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":NaN}}",
                "{\"campaign\":\"leads\",\"floor\":Infinity}",
                "{\"campaign\":\"leads\",\"fields\":{\"age\":01}}",
                "{\"campaign\":\"leads\",\"fields\":{\"note\":\"a\nb\"}}",
                "// comment\n{}",
                "campaign=leads"
            })
    void whatIsNotJsonIsMalformed(String body) {
        for (String path : List.of("/v1/pings", "/v1/leads", "/v1/posts")) {
            Refused.with(exchange, 400, "malformed", path + " " + body, () -> exchange.post(path, Exchange.ACME, body));
        }
    }

    @Test
    void otherEncodingsThanUtf8AreMalformed() {
        String ping = "{\"campaign\":\"leads\",\"fields\":{" + GOOD + ",\"note\":\"caf\u00e9\"}}";
        for (String charset : List.of("ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            byte[] body = ping.getBytes(Charset.forName(charset));
            Refused.with(
                    exchange,
                    400,
                    "malformed",
                    charset,
                    () -> exchange.send("POST", "/v1/pings", Exchange.ACME, "application/json", body));
        }
        byte[] utf8 = ping.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                200,
                exchange.send("POST", "/v1/pings", Exchange.ACME, "application/json", utf8)
                        .status());
    }

    @Test
    void deepNestingIsMalformedOrSkippedAndNeverBreaksAnything() {
        String deep = "[".repeat(30_000) + "]".repeat(30_000);
        for (String body :
                List.of(deep, "{\"fields\":" + deep + "}", "{\"campaign\":" + deep.replace('[', '{') + "}")) {
            Refused.with(exchange, 400, "malformed", "deep", () -> exchange.post("/v1/pings", Exchange.ACME, body));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "fields.age         | `age`: `34`",
                "fields.age         | `age`: 34.5",
                "fields.age         | `age`: 1e999",
                "fields.age         | `age`: 99999999999999999999",
                "fields.age         | `age`: 15",
                "fields.age         | `age`: 111",
                "fields.age         | `age`: -34",
                "fields.age         | `age`: true",
                "fields.age         | `age`: [34]",
                "fields.age         | `age`: {`is`: 34}",
                "fields.age         | `age`: null",
                "fields.zip         | `zip`: 90210",
                "fields.zip         | `zip`: `9021`",
                "fields.zip         | `zip`: `90210-`",
                "fields.zip         | `zip`: `９０２１０`",
                "fields.state       | `state`: `ZZ`",
                "fields.insured     | `insured`: `true`",
                "fields.insured     | `insured`: 1",
                "fields.credit      | `credit`: `Good`",
                "fields.credit      | `credit`: 1",
                "fields.income      | `income`: -0.01",
                "fields.income      | `income`: 1e999",
                "fields.income      | `income`: 0.0000001",
                "fields.income      | `income`: 9223372036854775807",
                "fields.born        | `born`: `2026-02-30`",
                "fields.born        | `born`: `yesterday`",
                "fields.phone       | `phone`: `+12135550123`",
                "fields.email       | `email`: `a@b.example`",
                "fields.no_such     | `no_such`: 1",
                "fields.            | ``: 1"
            })
    void aFieldThatIsNoneOfItsTypeIsNamed(String field, String member) {
        String json = member.replace('`', '"').strip();
        String rest =
                json.startsWith("\"age\"") ? "\"zip\":\"90210\"" : json.startsWith("\"zip\"") ? "\"age\":34" : GOOD;
        String body = "{\"campaign\":\"leads\",\"fields\":{" + rest + "," + json + "}}";
        Refused.fields(exchange, field, body, () -> exchange.post("/v1/pings", Exchange.ACME, body));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "campaign    | `campaign`: `no-such`",
                "campaign    | `campaign`: ``",
                "campaign    | `campaign`: 7",
                "campaign    | `campaign`: null",
                "fields      | `campaign`: `leads`, `fields`: []",
                "fields      | `campaign`: `leads`, `fields`: null",
                "color       | `campaign`: `leads`, `color`: `red`",
                "ping_id     | `campaign`: `leads`, `ping_id`: `0000000000001`",
                "Campaign    | `campaign`: `leads`, `Campaign`: `leads`",
                "campaign    | `campaign`: `leads`, `campaign`: `leads`",
                "floor       | `campaign`: `leads`, `floor`: -1",
                "floor       | `campaign`: `leads`, `floor`: 1e999",
                "floor       | `campaign`: `leads`, `floor`: `free`",
                "floor       | `campaign`: `leads`, `floor`: [1]",
                "floor       | `campaign`: `leads`, `floor`: 0.0000001",
                "floor       | `campaign`: `leads`, `floor`: 9223372036854775807",
                "deadline_ms | `campaign`: `leads`, `deadline_ms`: 0",
                "deadline_ms | `campaign`: `leads`, `deadline_ms`: -1",
                "deadline_ms | `campaign`: `leads`, `deadline_ms`: 1.5",
                "deadline_ms | `campaign`: `leads`, `deadline_ms`: 1e3",
                "deadline_ms | `campaign`: `leads`, `deadline_ms`: 99999999999",
                "deadline_ms | `campaign`: `leads`, `deadline_ms`: `100`",
                "test        | `campaign`: `leads`, `test`: 1",
                "test        | `campaign`: `leads`, `test`: `true`",
                "mode        | `campaign`: `leads`, `mode`: `some`",
                "mode        | `campaign`: `leads`, `mode`: true",
                "phone_hash  | `campaign`: `leads`, `phone_hash`: `+12135550123`",
                "phone_hash  | `campaign`: `leads`, `phone_hash`: 7",
                "caller_id   | `campaign`: `leads`, `caller_id`: `+12135550123`",
                "caller_id   | `campaign`: `calls`, `caller_id`: `nobody`",
                "caller_id   | `campaign`: `calls`, `caller_id`: `+12;35550123`",
                "source      | `campaign`: `leads`, `source`: 7"
            })
    void aKeyOfThePingThatIsWrongIsNamed(String field, String members) {
        String json = members.replace('`', '"').strip();
        String fields = json.contains("\"fields\"") ? "" : "\"fields\":{" + GOOD + "},";
        String body = "{" + fields + json + "}";
        Refused.fields(exchange, field, body, () -> exchange.post("/v1/pings", Exchange.ACME, body));
    }

    @Test
    void aFieldGivenTwiceIsNamedAndNeitherIsTaken() {
        String body = "{\"campaign\":\"leads\",\"fields\":{" + GOOD + ",\"age\":35}}";
        Refused.fields(exchange, "fields.age", body, () -> exchange.post("/v1/pings", Exchange.ACME, body));
        Refused.fields(
                exchange,
                "fields.age",
                "form",
                () -> exchange.form(
                        "/v1/pings", Exchange.ACME, "campaign=leads&fields.zip=90210&fields.age=1&fields[age]=34"));
    }

    @Test
    void aFormIsReadLikeJsonAndRefusedLikeIt() {
        String good = "campaign=leads&fields[zip]=90210&fields.age=34&fields[insured]=true&test=1&floor=1.00&mode=all";
        assertEquals(200, exchange.form("/v1/pings", Exchange.ACME, good).status());
        for (String bad : List.of("%", "campaign=%zz", "campaign=%ff%fe", "a=%2", "x=1&".repeat(1_001))) {
            Refused.with(exchange, 400, "malformed", bad, () -> exchange.form("/v1/pings", Exchange.ACME, bad));
        }
        for (String bad : List.of("fields.age=x", "fields.age=1e3", "fields.age=1_0", "fields.age=+34")) {
            Refused.fields(
                    exchange,
                    "fields.age",
                    bad,
                    () -> exchange.form("/v1/pings", Exchange.ACME, "campaign=leads&fields.zip=90210&" + bad));
        }
        for (String bad : List.of("floor=-1", "test=yes", "deadline_ms=soon", "color=red", "fields=x")) {
            Refused.fields(
                    exchange,
                    bad.substring(0, bad.indexOf('=')),
                    bad,
                    () -> exchange.form(
                            "/v1/pings", Exchange.ACME, good.replaceAll("&(test|floor)=[^&]*", "") + "&" + bad));
        }
    }

    @Test
    void tooManyFieldsAndBidsAreRefused() {
        StringBuilder many = new StringBuilder("{\"campaign\":\"leads\",\"fields\":{" + GOOD);
        for (int i = 0; i < 300; i++) {
            many.append(",\"f").append(i).append("\":").append(i);
        }
        Refused.fields(exchange, "fields.f0", "300", () -> exchange.post("/v1/pings", Exchange.ACME, many + "}}"));
        String pingId = exchange.accepted(Exchange.ACME, "leads");
        String bids = ("&bid_ids=" + pingId + "-1").repeat(900);
        Refused.fields(
                exchange,
                "bid_ids[255]",
                "900 bids in a form",
                () -> exchange.form("/v1/posts", Exchange.ACME, "ping_id=" + pingId + bids + "&fields.zip=90210"));
    }

    @Test
    void longNamesAndTextsAreRefused() {
        String name = "n".repeat(10_000);
        Refused.with(
                exchange,
                400,
                "malformed",
                "a long name",
                () -> exchange.post("/v1/pings", Exchange.ACME, "{\"campaign\":\"leads\",\"" + name + "\":1}"));
        Refused.fields(
                exchange,
                "fields.note",
                "a long text",
                () -> exchange.post(
                        "/v1/pings",
                        Exchange.ACME,
                        "{\"campaign\":\"leads\",\"fields\":{" + GOOD + ",\"note\":\"" + "x".repeat(1001) + "\"}}"));
        Refused.fields(
                exchange,
                "source",
                "a long source",
                () -> exchange.post(
                        "/v1/pings",
                        Exchange.ACME,
                        "{\"campaign\":\"leads\",\"source\":\"" + "\u20ac".repeat(43) + "\",\"fields\":{" + GOOD
                                + "}}"));
        Refused.with(
                exchange,
                413,
                "too_large",
                "70,000 bytes",
                () -> exchange.post("/v1/pings", Exchange.ACME, "{\"campaign\":\"" + "x".repeat(70_000) + "\"}"));
    }

    @Test
    void aTextMayHaveAnyCharacterAndComesOutAsItWent() {
        String text = "\\u0000\\u001f \\\"\\\\ \u20ac \ud83d\ude00 \\ud83d\\ude00 \\ud800";
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"source\":\"odd\",\"fields\":{" + GOOD + ",\"note\":\"" + text + "\"}}");
        assertEquals("accepted", ping.json().path("status").asText(), ping::text);
        String id = ping.json().path("ping_id").asText();
        Exchange.until(
                "explained",
                () -> exchange.get("/v1/pings/" + id + "/explain", Exchange.OPERATOR)
                                .status()
                        == 200);
        String note = exchange.get("/v1/pings/" + id + "/explain", Exchange.OPERATOR)
                .json()
                .at("/fields/note")
                .asText();
        assertTrue(note.startsWith("\u0000\u001f \"\\ \u20ac \ud83d\ude00 \ud83d\ude00 "), note);
    }

    @Test
    void onlyJsonAndFormsAreTaken() {
        byte[] body = ("{\"campaign\":\"leads\",\"fields\":{" + GOOD + "}}").getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("text/plain", "multipart/form-data; boundary=x", "application/xml", "garbage")) {
            Refused.with(
                    exchange,
                    415,
                    "unsupported_type",
                    type,
                    () -> exchange.send("POST", "/v1/pings", Exchange.ACME, type, body));
        }
        for (String type : List.of("application/json; charset=utf-8", "APPLICATION/JSON", "application/ld+json")) {
            assertNotEquals(
                    415,
                    exchange.send("POST", "/v1/pings", Exchange.ACME, type, body)
                            .status(),
                    type);
        }
    }

    @Test
    void whoMayNotSellThereIsToldSo() {
        String fields = "\"fields\":{" + GOOD + "}}";
        Refused.with(
                exchange,
                403,
                "not_allowed",
                "others",
                () -> exchange.post("/v1/pings", Exchange.ACME, "{\"campaign\":\"others\"," + fields));
        Refused.with(
                exchange,
                403,
                "forbidden",
                "a buyer",
                () -> exchange.post("/v1/pings", Exchange.NORTH, "{\"campaign\":\"leads\"," + fields));
        Refused.with(
                exchange,
                401,
                "unauthorized",
                "nobody",
                () -> exchange.post("/v1/pings", "", "{\"campaign\":\"leads\"," + fields));
        Exchange.Answer paused = exchange.post("/v1/pings", Exchange.ACME, "{\"campaign\":\"paused\"," + fields);
        assertEquals("campaign_paused", paused.json().path("reason").asText(), paused::text);
    }

    @Test
    void aRateLimitHoldsForItsKeyAndForNobodyElse() {
        String body = "{\"campaign\":\"leads\",\"fields\":{" + GOOD + "}}";
        double before = exchange.refusals("rate_limited");
        int limited = 0;
        for (int i = 0; i < 10; i++) {
            Exchange.Answer answer = exchange.post("/v1/pings", Exchange.LIMITED, body);
            if (answer.status() == 429) {
                limited++;
                assertTrue(Integer.parseInt(answer.header("retry-after")) >= 1);
                assertEquals(
                        200, exchange.post("/v1/pings", Exchange.ACME, body).status());
            }
        }
        assertTrue(limited > 0);
        assertEquals(before + limited, exchange.refusals("rate_limited"), 0);
    }
}
