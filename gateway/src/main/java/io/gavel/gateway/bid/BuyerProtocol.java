package io.gavel.gateway.bid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.gavel.gateway.http.JsonBytes;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.vault.LeadText;
import io.gavel.message.BidAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange and its buyers say to each other: pure translation of section 5 of the contract. Any thread.
 *
 * <p>A bid is {@code 200} with a JSON object whose {@code bid} is a number; {@code 204} and a bid of 0 are no bid; all else is an
 * error: another status (redirects too), no or another type of {@code bid}, a negative or absurd price, a price above the
 * order's {@code bid.max} (the promise that auctions are closed early by), a {@code bid_id} of more than 64 bytes; of a call a
 * {@code sip} address on a host that the operator did not allow, or a {@code billable_after_s} that is no number of seconds within
 * a day. Decimals beyond the sixth are dropped.
 *
 * <p>A delivery is accepted by {@code 2xx} with {@code "status":"accepted"}, refused by {@code 2xx} with {@code "status":"refused"} and by
 * any other status. A {@code 2xx} that says neither leaves it unknown: the buyer may well have the lead, but nobody is
 * charged for what was not accepted, and nobody else gets it meanwhile; it is asked again with the same ids.
 */
final class BuyerProtocol {
    /** A buyer's bid_id and reference in bytes of UTF-8 at most. */
    static final int REFERENCE_BYTES = 64;

    private static final int REASON_CHARACTERS = 200;
    private static final int DAY_SECONDS = 86_400;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .build())
            .build();

    private static final byte[] AUCTION = ascii("{\"auction_id\":\"");
    private static final byte[] LEAD = ascii("{\"lead_id\":\"");
    private static final byte[] AND_AUCTION = ascii("\",\"auction_id\":\"");
    private static final byte[] FLOOR = ascii(",\"floor\":");
    private static final byte[] FIELDS = ascii(",\"fields\":");
    private static final byte[] CONSENT = ascii(",\"consent\":");
    private static final byte[] TEST = ascii(",\"test\":true");
    private static final byte[] PRICE = ascii(",\"price\":");
    private static final byte[] BID_ID = ascii(",\"bid_id\":");

    private BuyerProtocol() {}

    /** The part of an order's bid requests that never changes: from its name to {@code "deadline_ms":}. */
    static byte[] orderPart(String order, String campaign, String product, String currency) {
        return new JsonBytes()
                .raw(ascii("\",\"order\":"))
                .string(order)
                .raw(ascii(",\"campaign\":"))
                .string(campaign)
                .raw(ascii(",\"product\":"))
                .string(product)
                .raw(ascii(",\"currency\":"))
                .string(currency)
                .raw(ascii(",\"deadline_ms\":"))
                .copy();
    }

    /** The part of an order's deliveries that never changes. */
    static byte[] deliveryPart(String order) {
        return new JsonBytes().raw(ascii("\",\"order\":")).string(order).copy();
    }

    /** A bid request; {@code fields}: a JSON object. */
    static void writeBidRequest(
            JsonBytes out,
            long pingId,
            byte[] orderPart,
            long deadlineMillis,
            long floorMicros,
            boolean test,
            byte[] fields) {
        out.clear().raw(AUCTION).id(pingId).raw(orderPart).number(deadlineMillis);
        out.raw(FLOOR).money(floorMicros);
        if (test) {
            out.raw(TEST);
        }
        out.raw(FIELDS).raw(fields).raw('}');
    }

    /** A delivery; {@code lead}: as the vault keeps it; {@code bidId}: the buyer's own, empty if it gave none. */
    static void writeDelivery(
            JsonBytes out, long leadId, long pingId, byte[] deliveryPart, long priceMicros, String bidId, byte[] lead) {
        out.clear().raw(LEAD).id(leadId).raw(AND_AUCTION).id(pingId).raw(deliveryPart);
        out.raw(PRICE).money(priceMicros);
        if (!bidId.isEmpty()) {
            out.raw(BID_ID).string(bidId);
        }
        out.raw(FIELDS).raw(LeadText.fields(lead));
        byte[] consent = LeadText.consent(lead);
        if (consent != null) {
            out.raw(CONSENT).raw(consent);
        }
        out.raw('}');
    }

    /** A delivery to try an endpoint with: of nobody, and marked as a test. */
    static void writeTestDelivery(JsonBytes out, byte[] deliveryPart, long priceMicros, byte[] fields) {
        out.clear().raw(LEAD).id(0).raw(AND_AUCTION).id(0).raw(deliveryPart);
        out.raw(PRICE).money(priceMicros).raw(TEST).raw(FIELDS).raw(fields).raw('}');
    }

    /** What the answer to a bid request says; {@code calls}: where a bid for a call may send it, null if it is no call. */
    static BidReply readBid(int status, byte[] body, int length, long maxMicros, @Nullable Deliver calls) {
        if (status == 204) {
            return BidReply.NO_BID;
        }
        if (status != 200) {
            return BidReply.wrong(status >= 300 && status < 400 ? "redirect" : "status");
        }
        try (JsonParser json = JSON.createParser(body, 0, length)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    ? bid(json, maxMicros, calls)
                    : BidReply.wrong("not_json");
        } catch (IOException e) {
            return BidReply.wrong("not_json");
        }
    }

    /** What the answer to a delivery says. */
    static DeliveryReply readDelivery(int status, byte[] body, int length) {
        if (status < 200 || status > 299) {
            return DeliveryReply.refused("status " + status);
        }
        try (JsonParser json = JSON.createParser(body, 0, length)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    ? delivery(json)
                    : DeliveryReply.unknown("answer not understood");
        } catch (IOException e) {
            return DeliveryReply.unknown("answer not understood");
        }
    }

    private static BidReply bid(JsonParser json, long maxMicros, @Nullable Deliver calls) throws IOException {
        String price = "";
        String reference = "";
        String sip = "";
        String billable = "";
        boolean twice = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("bid")) {
                twice |= !price.isEmpty();
                price = value.isNumeric() ? json.getText() : "?";
            } else if (name.equals("bid_id")) {
                reference = text(json, value);
            } else if (name.equals("sip")) {
                sip = text(json, value);
            } else if (name.equals("billable_after_s")) {
                billable = text(json, value);
            }
            json.skipChildren();
        }
        boolean ended = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        if (!ended || twice) {
            return BidReply.wrong("not_json");
        }
        if (reference.length() > REFERENCE_BYTES
                || reference.getBytes(StandardCharsets.UTF_8).length > REFERENCE_BYTES) {
            return BidReply.wrong("bid_id");
        }
        BidReply reply = bid(Prices.micros(price), maxMicros, reference);
        return calls == null || reply.answer() != BidAnswer.BID ? reply : call(reply, sip, billable, calls);
    }

    private static String text(JsonParser json, JsonToken value) throws IOException {
        return value.isScalarValue() && value != JsonToken.VALUE_NULL ? json.getText() : "";
    }

    private static BidReply call(BidReply bid, String sip, String billable, Deliver calls) {
        if (!sip.isEmpty() && !calls.allows(sip)) {
            return BidReply.wrong("sip");
        }
        if (!billable.isEmpty()
                && !(SECONDS.matcher(billable).matches() && Integer.parseInt(billable) <= DAY_SECONDS)) {
            return BidReply.wrong("billable_after_s");
        }
        return bid.with(new BidReply.CallPart(billable.isEmpty() ? -1 : Integer.parseInt(billable), sip));
    }

    private static BidReply bid(long micros, long maxMicros, String reference) {
        if (micros == Prices.INVALID) {
            return BidReply.wrong("price");
        }
        if (micros == 0) {
            return BidReply.NO_BID;
        }
        return micros > maxMicros ? BidReply.wrong("above_max") : BidReply.bid(micros, reference);
    }

    private static DeliveryReply delivery(JsonParser json) throws IOException {
        String status = "";
        String reference = "";
        String reason = "";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                switch (name) {
                    case "status" -> status = json.getText();
                    case "reference" -> reference = json.getText();
                    case "reason" -> reason = json.getText();
                    default -> {}
                }
            }
            json.skipChildren();
        }
        return switch (status) {
            case "accepted" -> DeliveryReply.accepted(cut(reference, REFERENCE_BYTES));
            case "refused" -> DeliveryReply.refused(cut(reason, REASON_CHARACTERS));
            default -> DeliveryReply.unknown("answer not understood");
        };
    }

    /** At most so many bytes of UTF-8, no character halved. */
    private static String cut(String text, int bytes) {
        String cut = text.length() > bytes ? text.substring(0, bytes) : text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
