package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.AccountKind;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.Disposition;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.SuppressionAction;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: the core goes on. */
class GarbledTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    @Test
    void anUnknownMethodProductOrPeriodChangesNothing() {
        for (int offset : List.of(
                CampaignPutDecoder.methodEncodingOffset(),
                CampaignPutDecoder.productEncodingOffset(),
                CampaignPutDecoder.pricingEncodingOffset(),
                CampaignPutDecoder.repeatEncodingOffset())) {
            refused(Inputs.campaign(new CampaignSpec(1)), offset);
        }
        refused(Inputs.buyer(1, 1_000_000, true, 0), BuyerPutDecoder.returnPeriodEncodingOffset());
        refused(Inputs.bid(9, 1, BidAnswer.BID, 1_000_000, ""), BidReceivedDecoder.answerEncodingOffset());
    }

    @Test
    void flippedBytesStopNothing() {
        int flips = Integer.getInteger("flips", 3_000);
        Random random = new Random(11);
        for (int flip = 0; flip < flips; flip++) {
            Scene scene = new Scene().campaign(new CampaignSpec(1)).orders(new OrderSpec(1), new OrderSpec(2));
            List<UnsafeBuffer> messages = all();
            UnsafeBuffer message = messages.get(random.nextInt(messages.size()));
            StringBuilder what = new StringBuilder("flip " + flip + " template " + message.getShort(2));
            for (int byTimes = random.nextInt(3); byTimes >= 0; byTimes--) {
                int at = random.nextInt(message.capacity());
                byte to = (byte) (random.nextBoolean() ? random.nextInt() : 255);
                message.putByte(at, to);
                what.append(", byte ").append(at - HEADER).append(" to ").append(to);
            }
            try {
                scene.ping(new PingSpec());
                scene.give(message);
                scene.ping(new PingSpec());
                scene.pass(100_000);
            } catch (RuntimeException e) {
                throw new AssertionError(what.toString(), e);
            }
        }
    }

    private static List<UnsafeBuffer> all() {
        PingSpec ping = new PingSpec();
        return List.of(
                Inputs.time(false),
                Inputs.vertical(1),
                Inputs.seller(1, 0.8, 0, true),
                Inputs.buyer(1, 1_000_000_000, true, 0),
                Inputs.campaign(new CampaignSpec(1)),
                Inputs.order(new OrderSpec(1)),
                Inputs.order(new OrderSpec(3)),
                Inputs.ping(ping),
                Inputs.post(6, 1, 2, 0, ping.attributes, ping.persons),
                Inputs.bid(6, 1, BidAnswer.BID, 1_000_000, ""),
                Inputs.delivered(7, 1, 1, DeliveryAnswer.ACCEPTED),
                Inputs.returned(7, 1, 1),
                Inputs.outcome(7, 1, Disposition.GOOD, 1),
                Inputs.paid(AccountKind.BUYER, 1, 1_000_000, 5, 1),
                Inputs.suppress(EntityKind.BUYER, 1, SuppressionAction.ADD, 5, 6),
                Inputs.deleted(EntityKind.ORDER, 1));
    }

    private static void refused(UnsafeBuffer message, int offset) {
        Scene scene = new Scene();
        long before = scene.exchange.malformed();
        message.putByte(HEADER + offset, (byte) 99);
        scene.give(message);
        assertEquals(before + 1, scene.exchange.malformed(), () -> "offset " + offset);
    }
}
