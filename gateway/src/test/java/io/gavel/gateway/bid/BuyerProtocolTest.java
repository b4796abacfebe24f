package io.gavel.gateway.bid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.Deliver;
import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuyerProtocolTest {
    private static final long NO_MAX = Long.MAX_VALUE;

    @Test
    void writesABidRequestAsInTheContract() throws Exception {
        byte[] part = BuyerProtocol.orderPart("north-west", "auto-leads", "lead", "USD");
        JsonBytes out = new JsonBytes();

        BuyerProtocol.writeBidRequest(out, 4711, part, 180, 3_750_000, false, utf8("{\"zip\":\"90210\"}"));

        assertEquals(
                json("{\"auction_id\":\"" + Ids.text(4711)
                        + "\",\"order\":\"north-west\",\"campaign\":\"auto-leads\",\"product\":\"lead\","
                        + "\"deadline_ms\":180,\"floor\":3.75,\"currency\":\"USD\",\"fields\":{\"zip\":\"90210\"}}"),
                json(text(out)));
    }

    @Test
    void saysSoWhenItIsATest() throws Exception {
        JsonBytes out = new JsonBytes();

        BuyerProtocol.writeBidRequest(
                out, 1, BuyerProtocol.orderPart("a\"b\\\n", "ü", "call", "USD"), 0, 0, true, utf8("{}"));

        JsonNode request = json(text(out));
        assertTrue(request.get("test").booleanValue());
        assertEquals("a\"b\\\n", request.get("order").textValue());
        assertEquals("ü", request.get("campaign").textValue());
    }

    @Test
    void writesADeliveryAsInTheContract() throws Exception {
        JsonBytes out = new JsonBytes();
        byte[] part = BuyerProtocol.deliveryPart("north-west");

        BuyerProtocol.writeDelivery(out, 7, 5, part, 18_000_000, "their-1", utf8("{\"phone\":\"+12025550123\"}"));

        assertEquals(
                json("{\"lead_id\":\"" + Ids.text(7) + "\",\"auction_id\":\"" + Ids.text(5)
                        + "\",\"order\":\"north-west\",\"price\":18.00,\"bid_id\":\"their-1\","
                        + "\"fields\":{\"phone\":\"+12025550123\"}}"),
                json(text(out)));
    }

    @ParameterizedTest
    @CsvSource({
        "18.00, 18000000",
        "18, 18000000",
        "0.000001, 1",
        "1.9999999, 1999999",
        "1.80e1, 18000000",
        "1800E-2, 18000000",
        "1000000000, 1000000000000000",
        "12.3456789012345678901234567890, 12345678",
    })
    void readsPricesExactly(String price, long micros) {
        BidReply reply = bid("{\"bid\": " + price + " }");

        assertEquals(BidAnswer.BID, reply.answer());
        assertEquals(micros, reply.priceMicros());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "0.0000001",
                "0e99",
                "1e-30",
                "0.00000000000000000001",
            })
    void aBidOfNothingIsNoBid(String price) {
        assertEquals(BidReply.NO_BID, bid("{\"bid\":" + price + ",\"reason\":\"no\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "18",
                "[18]",
                "\"18\"",
                "null",
                "{}",
                "{\"price\":18}",
                "{\"bid\":\"18\"}",
                "{\"bid\":null}",
                "{\"bid\":true}",
                "{\"bid\":[18]}",
                "{\"bid\":{}}",
                "{\"bid\":-1}",
                "{\"bid\":-0.0000001}",
                "{\"bid\":NaN}",
                "{\"bid\":Infinity}",
                "{\"bid\":1e999}",
                "{\"bid\":1e999999999}",
                "{\"bid\":1000000000.01}",
                "{\"bid\":018}",
                "{\"bid\":+18}",
                "{\"bid\":.5}",
                "{\"bid\":18",
                "{\"bid\":18}}",
                "{\"bid\":18}{\"bid\":19}",
                "{\"bid\":18,\"bid\":19}",
                "{bid:18}",
                "<bid>18</bid>",
            })
    void whatIsNoBidIsAnError(String body) {
        BidReply reply = bid(body);

        assertEquals(BidAnswer.ERROR, reply.answer());
        assertNotEquals("", reply.wrong());
        assertEquals(0, reply.priceMicros());
    }

    @Test
    void deepNestingIsAnErrorAndNothingWorse() {
        assertEquals(BidAnswer.ERROR, bid("{\"x\":" + "[".repeat(10_000)).answer());
    }

    @Test
    void keepsTheBuyersOwnId() {
        assertEquals("x-1", bid("{\"bid\":1,\"bid_id\":\"x-1\"}").reference());
        assertEquals("17", bid("{\"bid_id\":17,\"bid\":1}").reference());
        assertEquals("", bid("{\"bid\":1,\"bid_id\":null}").reference());
        assertEquals(
                "bid_id",
                bid("{\"bid\":1,\"bid_id\":\"" + "ü".repeat(33) + "\"}").wrong());
    }

    @Test
    void aBrokenPromiseIsAnError() {
        assertEquals(BidAnswer.BID, read(200, "{\"bid\":40.00}", 40_000_000).answer());
        assertEquals("above_max", read(200, "{\"bid\":40.000001}", 40_000_000).wrong());
    }

    @Test
    void onlyTwoHundredIsABid() {
        assertEquals(BidReply.NO_BID, read(204, "", NO_MAX));
        assertEquals("status", read(201, "{\"bid\":1}", NO_MAX).wrong());
        assertEquals("status", read(500, "{\"bid\":1}", NO_MAX).wrong());
        assertEquals("redirect", read(302, "", NO_MAX).wrong());
    }

    @Test
    void readsWhatBecameOfADelivery() {
        assertEquals(DeliveryReply.accepted("r-1"), deliver(200, "{\"status\":\"accepted\",\"reference\":\"r-1\"}"));
        assertEquals(DeliveryReply.accepted("17"), deliver(201, "{\"reference\":17,\"status\":\"accepted\"}"));
        assertEquals(DeliveryReply.refused("full"), deliver(200, "{\"status\":\"refused\",\"reason\":\"full\"}"));
        assertEquals(
                DeliveryAnswer.REFUSED,
                deliver(400, "{\"status\":\"accepted\"}").answer());
        assertEquals(DeliveryAnswer.REFUSED, deliver(302, "").answer());
        assertEquals(DeliveryAnswer.REFUSED, deliver(500, "").answer());
        assertEquals(DeliveryAnswer.UNKNOWN, deliver(200, "").answer());
        assertEquals(DeliveryAnswer.UNKNOWN, deliver(200, "thanks").answer());
        assertEquals(
                DeliveryAnswer.UNKNOWN, deliver(200, "{\"status\":\"maybe\"}").answer());
    }

    @Test
    void cutsLongReferencesBetweenCharacters() {
        DeliveryReply reply = deliver(200, "{\"status\":\"accepted\",\"reference\":\"x" + "😀".repeat(40) + "\"}");

        assertEquals("x" + "😀".repeat(15), reply.reference());
    }

    @Test
    void aBidForACallSaysWhereItGoesAndWhenItIsDue() {
        BidReply reply =
                call("{\"bid\":8,\"sip\":\"sip:two@desk.example:5070;transport=tcp\",\"billable_after_s\":30}");

        assertEquals(BidAnswer.BID, reply.answer());
        assertEquals("sip:two@desk.example:5070;transport=tcp", reply.call().sip());
        assertEquals(30, reply.call().billableSeconds());
        assertEquals(
                "sip:x@SIP.example",
                call("{\"bid\":8,\"sip\":\"sip:x@SIP.example\"}").call().sip());
        assertEquals(-1, call("{\"bid\":8}").call().billableSeconds());
    }

    @Test
    void aBidForACallGoesNowhereThatTheOperatorDidNotAllow() {
        for (String sip : List.of(
                "sip:x@elsewhere.example",
                "sip:x@desk.example;maddr=192.0.2.1",
                "sip:x@elsewhere.example;y@desk.example",
                "sip:desk.example@elsewhere.example",
                "tel:+12125550100",
                "sip:" + "x".repeat(250) + "@desk.example",
                "desk.example")) {
            assertEquals("sip", call("{\"bid\":8,\"sip\":\"" + sip + "\"}").wrong(), sip);
        }
        for (String due : List.of("-1", "86401", "1.5", "\"soon\"", "1e9", "99999999999")) {
            assertEquals(
                    "billable_after_s",
                    call("{\"bid\":8,\"billable_after_s\":" + due + "}").wrong(),
                    due);
        }
        assertEquals(
                BidAnswer.NO_BID,
                call("{\"bid\":0,\"sip\":\"sip:x@elsewhere.example\"}").answer());
        assertEquals(
                "",
                bid("{\"bid\":8,\"sip\":\"sip:x@elsewhere.example\"}").call().sip(),
                "of a lead it is nothing");
    }

    private static BidReply call(String body) {
        Deliver calls = new Deliver(
                null,
                0,
                false,
                "sip:desk@desk.example",
                List.of("desk.example", "sip.example"),
                null,
                null,
                0,
                20,
                null,
                null,
                0,
                false);
        byte[] bytes = utf8(body);
        return BuyerProtocol.readBid(200, bytes, bytes.length, NO_MAX, calls);
    }

    private static BidReply bid(String body) {
        return read(200, body, NO_MAX);
    }

    private static BidReply read(int status, String body, long maxMicros) {
        byte[] bytes = utf8(body);
        return BuyerProtocol.readBid(status, bytes, bytes.length, maxMicros, null);
    }

    private static DeliveryReply deliver(int status, String body) {
        byte[] bytes = utf8(body);
        return BuyerProtocol.readDelivery(status, bytes, bytes.length);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static String text(JsonBytes out) {
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
