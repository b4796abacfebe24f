package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.BidAnswer;
import io.gavel.message.EntityKind;
import io.gavel.message.MethodName;
import io.gavel.message.SuppressionAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a ping to its answer. */
class AuctionTest {
    private static final long UNIT = 1_000_000;

    private final Scene scene = new Scene();

    private static OrderSpec fixed(int id, long units) {
        return new OrderSpec(id).price(units * UNIT);
    }

    private static OrderSpec asks(int id, long maxUnits) {
        return new OrderSpec(id).asks(maxUnits * UNIT);
    }

    @Test
    void theHighestFixedPriceWinsAtOnce() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 14), fixed(3, 11));

        scene.ping(new PingSpec());

        assertEquals(
                List.of("ping 1 accepted, 2 WON 14.00 pays 14.00 gives 11.20, 3 OUTBID 11.00, 1 OUTBID 9.00"),
                scene.said());
    }

    @Test
    void tiesGoToTheLeastRecentlyServed() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 9));

        scene.ping(new PingSpec());
        scene.ping(new PingSpec());
        scene.ping(new PingSpec());

        assertEquals(
                List.of(
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 9.00",
                        "ping 1 accepted, 2 WON 9.00 pays 9.00 gives 7.20, 1 OUTBID 9.00",
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 9.00"),
                scene.said());
    }

    @Test
    void askedBuyersAreWaitedForAsLongAsTheyCouldWin() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), asks(2, 8), asks(3, 20), asks(4, 12));

        long ping = scene.ping(new PingSpec());
        assertEquals(List.of("ask 3 in 200 4 in 200 2 in 200"), scene.said());
        scene.bid(ping, 4, 10 * UNIT);
        assertEquals(List.of(), scene.said());
        scene.bid(ping, 3, BidAnswer.NO_BID);

        assertEquals(
                List.of(
                        "ping 1 accepted, 4 WON 10.00 pays 10.00 gives 8.00, 1 OUTBID 9.00, 3 NO_BID 0.00, 2 OUTBID 0.00"),
                scene.said());
    }

    @Test
    void theDeadlineDecidesWithoutThoseWhoAreOut() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), asks(2, 20));

        scene.ping(new PingSpec().deadline(150));
        scene.pass(149);
        assertEquals(List.of("ask 2 in 150"), scene.said());
        scene.pass(1);

        assertEquals(List.of("ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 LATE 0.00"), scene.said());
    }

    @Test
    void bidsThatComeLateOrTwiceOrAreGarbageChangeNothing() {
        scene.campaign(new CampaignSpec(1)).orders(asks(1, 20), asks(2, 20), asks(3, 20));

        long ping = scene.ping(new PingSpec());
        scene.bid(ping, 1, 5 * UNIT);
        scene.bid(ping, 1, 19 * UNIT);
        scene.bid(ping, 2, -5 * UNIT);
        scene.bid(ping, 9, 5 * UNIT);
        scene.bid(ping + 100, 1, 5 * UNIT);
        scene.bid(ping, 3, 21 * UNIT);
        scene.bid(ping, 3, 19 * UNIT);

        assertEquals(
                List.of(
                        "ask 1 in 200 2 in 200 3 in 200",
                        "ping 1 accepted, 1 WON 5.00 pays 5.00 gives 4.00, 2 ERROR 0.00, 3 ERROR 0.00"),
                scene.said());
    }

    @Test
    void theWinnerOfASecondPriceAuctionPaysTheBestLosingPrice() {
        scene.campaign(new CampaignSpec(1).secondPrice().floor(3 * UNIT)).orders(fixed(1, 9), asks(2, 20));

        long ping = scene.ping(new PingSpec());
        scene.bid(ping, 2, 15 * UNIT);
        long alone = scene.ping(new PingSpec().floor(UNIT * 10));
        scene.bid(alone, 2, 15 * UNIT);

        assertEquals(
                List.of(
                        "ask 2 in 200",
                        "ping 1 accepted, 2 WON 15.00 pays 9.00 gives 7.20, 1 OUTBID 9.00",
                        "ask 2 in 200",
                        "ping 1 accepted, 2 WON 15.00 pays 12.50 gives 10.00, 1 BELOW_FLOOR 9.00"),
                scene.said());
    }

    @Test
    void aSharedLeadHasSeveralWinners() {
        scene.campaign(new CampaignSpec(1).maxSales(2)).orders(fixed(1, 9), fixed(2, 14), fixed(3, 11));

        scene.ping(new PingSpec());

        assertEquals(
                List.of("ping 1 accepted, 2 WON 14.00 pays 14.00 gives 11.20,"
                        + " 3 WON 11.00 pays 11.00 gives 8.80, 1 OUTBID 9.00"),
                scene.said());
    }

    @Test
    void modeAllWaitsForEveryBid() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 30), asks(2, 8));

        long ping = scene.ping(new PingSpec().all());
        assertEquals(List.of("ask 2 in 200"), scene.said());
        scene.bid(ping, 2, 7 * UNIT);

        assertEquals(List.of("ping 1 accepted, 1 WON 30.00 pays 30.00 gives 24.00, 2 OUTBID 7.00"), scene.said());
    }

    @Test
    void aWaterfallAsksTierByTier() {
        scene.campaign(new CampaignSpec(1).method(MethodName.WATERFALL))
                .orders(
                        asks(1, 20).priority(1),
                        fixed(2, 5).priority(2),
                        asks(3, 20).priority(2),
                        fixed(4, 30).priority(3));

        long ping = scene.ping(new PingSpec());
        assertEquals(List.of("ask 1 in 200"), scene.said());
        scene.now += 100_000;
        scene.bid(ping, 1, BidAnswer.NO_BID);
        assertEquals(List.of("ask 3 in 200"), scene.said());
        scene.bid(ping, 3, 6 * UNIT);

        assertEquals(
                List.of("ping 1 accepted, 3 WON 6.00 pays 6.00 gives 4.80, 2 OUTBID 5.00, 1 NO_BID 0.00"),
                scene.said());
    }

    @Test
    void atTheDeadlineAWaterfallGoesOnWithFixedPrices() {
        scene.campaign(new CampaignSpec(1).method(MethodName.WATERFALL))
                .orders(
                        asks(1, 20).priority(1),
                        asks(2, 20).priority(2),
                        fixed(3, 5).priority(3));

        scene.ping(new PingSpec());
        scene.pass(500);

        assertEquals(
                List.of("ask 1 in 200", "ping 1 accepted, 3 WON 5.00 pays 5.00 gives 4.00, 1 LATE 0.00"), scene.said());
    }

    @Test
    void weightsAreExactOverACycleAndSpreadEvenly() {
        scene.campaign(new CampaignSpec(1).method(MethodName.WEIGHTED))
                .orders(
                        fixed(1, 5).weight(5),
                        fixed(2, 9).weight(1),
                        fixed(3, 7).weight(1));

        StringBuilder winners = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            scene.ping(new PingSpec());
            winners.append(scene.said().get(0).charAt("ping 1 accepted, ".length()));
        }

        assertEquals("11213111121311", winners.toString());
    }

    @Test
    void whoDeclinesItsTurnIsLeftOutAndTheNextIsChosen() {
        scene.campaign(new CampaignSpec(1).method(MethodName.ROUND_ROBIN)).orders(asks(1, 9), asks(2, 9), fixed(3, 4));

        long ping = scene.ping(new PingSpec());
        scene.bid(ping, 1, BidAnswer.NO_BID);
        scene.bid(ping, 2, BidAnswer.ERROR);

        assertEquals(
                List.of(
                        "ask 1 in 200",
                        "ask 2 in 200",
                        "ping 1 accepted, 3 WON 4.00 pays 4.00 gives 3.20, 1 NO_BID 0.00, 2 ERROR 0.00"),
                scene.said());
    }

    @Test
    void everyRejectionHasItsReason() {
        scene.campaign(new CampaignSpec(1).floor(3 * UNIT)).orders(fixed(1, 2));
        scene.campaign(new CampaignSpec(2)).orders(asks(2, 9).campaign(2));
        scene.campaign(new CampaignSpec(3));
        scene.campaign(new CampaignSpec(4).enabled(false));
        scene.campaign(new CampaignSpec(5).sellers(2));

        scene.ping(new PingSpec());
        long declined = scene.ping(new PingSpec().campaign(2));
        scene.bid(declined, 2, BidAnswer.NO_BID);
        scene.ping(new PingSpec().campaign(2));
        scene.pass(500);
        scene.ping(new PingSpec().campaign(3));
        scene.ping(new PingSpec().campaign(4));
        scene.ping(new PingSpec().campaign(5));
        scene.ping(new PingSpec().campaign(6));
        scene.give(Inputs.seller(1, 0.8, 0, false));
        scene.ping(new PingSpec());

        assertEquals(
                List.of(
                        "ping 1 below_floor, 1 BELOW_FLOOR 2.00",
                        "ask 2 in 200",
                        "ping 1 no_bid, 2 NO_BID 0.00",
                        "ask 2 in 200",
                        "ping 1 deadline_passed, 2 LATE 0.00",
                        "ping 1 no_eligible_order",
                        "ping 1 campaign_paused",
                        "ping 1 not_allowed",
                        "ping 1 not_found",
                        "ping 1 seller_paused"),
                scene.said());
    }

    @Test
    void theSamePingSharesTheOpenAward() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), asks(2, 20));

        long ping = scene.ping(new PingSpec().sameKey(7).correlation(10));
        scene.ping(new PingSpec().sameKey(7).correlation(11));
        scene.bid(ping, 2, 12 * UNIT);
        scene.ping(new PingSpec().sameKey(7).correlation(12));

        String outcome = ", 2 WON 12.00 pays 12.00 gives 9.60, 1 OUTBID 9.00";
        assertEquals(
                List.of(
                        "ask 2 in 200",
                        "ping 10 accepted" + outcome,
                        "ping 11 accepted repeated" + outcome,
                        "ping 12 accepted repeated" + outcome),
                scene.said());
    }

    @Test
    void aRequestMadeTwiceIsDoneOnce() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        PingSpec spec = new PingSpec().requestKey(5);
        scene.ping(spec);
        scene.ping(spec);
        scene.pass(60_000);
        scene.ping(spec);

        assertEquals(
                List.of(
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20",
                        "ping 1 accepted repeated, 1 WON 9.00 pays 9.00 gives 7.20",
                        "released 1 EXPIRED",
                        "ping 1 award_expired repeated"),
                scene.said());
    }

    @Test
    void aTestIsDecidedButMovesNothing() {
        scene.campaign(new CampaignSpec(1))
                .orders(fixed(1, 9), fixed(2, 9), asks(3, 20), asks(4, 8).test());

        PingSpec spec = new PingSpec().test();
        scene.ping(spec);
        long ping = scene.ping(spec);
        scene.post(ping, spec);

        assertEquals(
                List.of(
                        "ask 4 in 200",
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 9.00, 4 OUTBID 0.00",
                        "ask 4 in 200",
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 9.00, 4 OUTBID 0.00",
                        "lead 2 UNSOLD test first"),
                scene.said());
        assertEquals(0, scene.exchange.open());
    }

    @Test
    void aSuppressedPersonIsRejectedOrKeptFromTheBuyer() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 8).buyer(2));
        scene.give(Inputs.buyer(2, Long.MAX_VALUE, true, 0));
        scene.give(Inputs.suppress(EntityKind.CAMPAIGN, 1, SuppressionAction.ADD, 100, 101));
        scene.give(Inputs.suppress(EntityKind.BUYER, 1, SuppressionAction.ADD, 102));
        scene.give(Inputs.suppress(EntityKind.CAMPAIGN, 1, SuppressionAction.REMOVE, 101));

        scene.ping(new PingSpec().person(Inputs.PHONE, 100));
        scene.ping(new PingSpec().person(Inputs.PHONE, 101));
        scene.ping(new PingSpec().person(Inputs.PHONE, 102));

        assertEquals(
                List.of(
                        "done NONE 2",
                        "done NONE 1",
                        "done NONE 1",
                        "ping 1 suppressed",
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 8.00",
                        "ping 1 accepted, 2 WON 8.00 pays 8.00 gives 6.40, 1 SUPPRESSED 0.00"),
                scene.said());
    }
}
