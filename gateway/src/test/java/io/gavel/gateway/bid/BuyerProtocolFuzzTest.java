package io.gavel.gateway.bid;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import java.nio.charset.StandardCharsets;

/** Whatever a buyer answers: no exception, no price beyond its promise, nothing longer than the line takes. */
class BuyerProtocolFuzzTest {
    private static final long MOST_MICROS = 40_000_000;

    @FuzzTest(maxDuration = "3s")
    void anAnswerIsUnderstoodOrNot(FuzzedDataProvider data) {
        int status = data.consumeBoolean() ? 200 : data.consumeInt(100, 599);
        byte[] body = data.consumeRemainingAsBytes();

        BidReply bid = BuyerProtocol.readBid(status, body, body.length, MOST_MICROS, null);
        check(bid.priceMicros() >= 0 && bid.priceMicros() <= MOST_MICROS, "a price beyond the promise");
        check(
                (bid.answer() == BidAnswer.BID) == bid.priceMicros() > 0,
                "a bid without a price, or a price without a bid");
        check(status == 200 || bid.answer() != BidAnswer.BID, "a bid with status " + status);
        check(bytes(bid.reference()) <= BuyerProtocol.REFERENCE_BYTES, "too long a bid_id");

        DeliveryReply delivery = BuyerProtocol.readDelivery(status, body, body.length);
        boolean isGood = status >= 200 && status <= 299;
        check(isGood || delivery.answer() == DeliveryAnswer.REFUSED, "not refused with status " + status);
        check(bytes(delivery.reference()) <= BuyerProtocol.REFERENCE_BYTES, "too long a reference");
        check(bytes(delivery.reason()) <= 200, "too long a reason");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
