package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.AccountKind;
import io.gavel.message.CapKind;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.Period;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** From a post to the lead's end. */
class LeadTest {
    private static final long UNIT = 1_000_000;

    private final Scene scene = new Scene();
    private final PingSpec spec = new PingSpec().field(Inputs.AGE, 34).person(Inputs.PHONE, 555);

    private static OrderSpec fixed(int id, long units) {
        return new OrderSpec(id).price(units * UNIT);
    }

    private long awarded() {
        long ping = scene.ping(spec);
        scene.out.take();
        return ping;
    }

    @Test
    void anAcceptedDeliveryIsASale() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);
        scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);

        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "SALE 9.00 to seller 7.20",
                        "lead 2 SOLD first, 1 ACCEPTED 9.00 gives 7.20"),
                scene.said());
        assertEquals(0, scene.exchange.open());
    }

    @Test
    void anOrderWithoutDeliveryHasBoughtAtThePost() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).delivers(false));

        scene.post(awarded(), spec);

        assertEquals(
                List.of("SALE 9.00 to seller 7.20", "lead 2 SOLD first, 1 ACCEPTED 9.00 gives 7.20"), scene.said());
    }

    @Test
    void aRefusalGoesOnToTheNextBestBid() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 8), fixed(3, 7));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);
        scene.deliver(lead, 2, 1, DeliveryAnswer.ACCEPTED);

        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "released 1 REFUSED",
                        "deliver to 2 for 8.00 attempt 1",
                        "SALE 8.00 to seller 6.40",
                        "lead 2 SOLD first, 1 REFUSED 9.00 gives 7.20, 2 ACCEPTED 8.00 gives 6.40"),
                scene.said());
    }

    @Test
    void aLeadThatOutlivesTheMemoryOfItsPingIsAnsweredTheSameFromASnapshot() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));
        long ping = awarded();
        long lead = scene.post(ping, spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.UNKNOWN);
        scene.pass(2 * 3_600_000);
        awarded();
        scene.out.take();
        Recorder restoredSays = new Recorder();
        Exchange restored = new Exchange(restoredSays);
        restored.readState(Bytes.of(scene.exchange));
        UnsafeBuffer again = Inputs.post(ping, spec.seller, 2, 0, spec.attributes, spec.persons);

        scene.give(again);
        restored.apply(scene.sequence, scene.now, again, 0, again.capacity());

        List<UnsafeBuffer> live = scene.out.take();
        assertEquals(1, live.size());
        assertEquals(live, restoredSays.take());
    }

    @Test
    void aWaterfallOpensItsNextTierForARefusedLead() {
        scene.campaign(new CampaignSpec(1).method(io.gavel.message.MethodName.WATERFALL))
                .orders(fixed(1, 9).priority(1), fixed(2, 8).priority(2));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);
        scene.deliver(lead, 2, 1, DeliveryAnswer.REFUSED);

        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "released 1 REFUSED",
                        "deliver to 2 for 8.00 attempt 1",
                        "released 2 REFUSED",
                        "lead 2 UNSOLD refused_by_buyer first, 1 REFUSED 9.00 gives 7.20, 2 REFUSED 8.00 gives 6.40"),
                scene.said());
    }

    @Test
    void anUnknownOutcomeStaysWithTheBuyerAndIsSentAgain() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 8));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.UNKNOWN);
        scene.pass(1_000);
        scene.deliver(lead, 1, 2, DeliveryAnswer.UNKNOWN);
        scene.deliver(lead, 1, 1, DeliveryAnswer.UNKNOWN);
        scene.pass(14_000);
        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "deliver to 1 for 9.00 attempt 2",
                        "deliver to 1 for 9.00 attempt 3",
                        "lead 2 PENDING first, 1 DELIVERING 9.00 gives 7.20"),
                scene.said());
        scene.deliver(lead, 1, 2, DeliveryAnswer.ACCEPTED);

        assertEquals(List.of("SALE 9.00 to seller 7.20", "lead 0 SOLD, 1 ACCEPTED 9.00 gives 7.20"), scene.said());
    }

    @Test
    void anUnknownOutcomeIsGivenUpAfterADay() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 8));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.UNKNOWN);
        for (int attempt = 2; scene.exchange.open() > 0; attempt++) {
            scene.pass(300_000);
            scene.deliver(lead, 1, attempt, DeliveryAnswer.UNKNOWN);
        }

        List<String> said = scene.said();
        assertEquals(
                List.of("released 1 GIVEN_UP", "lead 0 UNSOLD delivery_unknown, 1 GIVEN_UP 9.00 gives 7.20"),
                said.subList(said.size() - 2, said.size()));
    }

    @Test
    void anOrderMayOptOutOfWaitingForTheUnknown() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).unknownNext(), fixed(2, 8));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.UNKNOWN);
        scene.deliver(lead, 2, 1, DeliveryAnswer.ACCEPTED);

        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "released 1 GIVEN_UP",
                        "deliver to 2 for 8.00 attempt 1",
                        "SALE 8.00 to seller 6.40",
                        "lead 2 SOLD first, 1 GIVEN_UP 9.00 gives 7.20, 2 ACCEPTED 8.00 gives 6.40"),
                scene.said());
    }

    @Test
    void afterARestartOpenDeliveriesAreSentAgain() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        scene.post(awarded(), spec);
        scene.give(Inputs.time(true));

        assertEquals(List.of("deliver to 1 for 9.00 attempt 1", "deliver to 1 for 9.00 attempt 2"), scene.said());
    }

    @Test
    void aPingIsPostedOnce() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).delivers(false));

        long ping = awarded();
        scene.post(ping, spec);
        scene.post(ping, spec);
        scene.post(ping + 99, spec);
        scene.give(Inputs.post(ping, 2, 2, 0, spec.attributes, spec.persons));

        assertEquals(
                List.of(
                        "SALE 9.00 to seller 7.20",
                        "lead 2 SOLD first, 1 ACCEPTED 9.00 gives 7.20",
                        "lead 2 UNSOLD already_posted",
                        "lead 2 UNSOLD not_found",
                        "lead 2 UNSOLD not_found"),
                scene.said());
    }

    @Test
    void aPostThatContradictsItsPingIsRejected() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        long first = awarded();
        long second = awarded();
        long third = awarded();
        scene.post(first, new PingSpec().field(Inputs.AGE, 35));
        scene.post(second, new PingSpec().field(Inputs.ZIP, 90210).person(Inputs.PHONE, 556));
        long lead = scene.post(third, new PingSpec().field(Inputs.ZIP, 90210).person(Inputs.EMAIL, 556));
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);

        assertEquals(
                List.of(
                        "released 1 REJECTED",
                        "lead 2 UNSOLD fields_changed first",
                        "released 1 REJECTED",
                        "lead 2 UNSOLD fields_changed first",
                        "deliver to 1 for 9.00 attempt 1",
                        "SALE 9.00 to seller 7.20",
                        "lead 2 SOLD first, 1 ACCEPTED 9.00 gives 7.20"),
                scene.said());
    }

    @Test
    void aPostAfterTheAwardsLifeIsTooLate() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        long ping = awarded();
        scene.pass(60_000);
        scene.post(ping, spec);
        scene.post(ping, spec);

        assertEquals(
                List.of("released 1 EXPIRED", "lead 2 UNSOLD award_expired first", "lead 2 UNSOLD already_posted"),
                scene.said());
    }

    @Test
    void theSellerMayChooseAmongAllBids() {
        scene.campaign(new CampaignSpec(1).maxSales(2))
                .orders(fixed(1, 9), fixed(2, 8), fixed(3, 7), fixed(4, 6).cap(CapKind.COUNT, Period.DAY, 1));
        spec.all();
        long other = scene.ping(spec);
        long ping = awarded();

        scene.post(ping, spec, 1, 99);
        long lead = scene.post(ping, spec, 4, 1);
        scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);
        scene.deliver(lead, 4, 1, DeliveryAnswer.ACCEPTED);
        scene.post(other, spec, 4);

        assertEquals(
                List.of(
                        "lead 2 UNSOLD unknown_bid",
                        "released 2 NOT_CHOSEN",
                        "deliver to 1 for 9.00 attempt 1",
                        "deliver to 4 for 6.00 attempt 1",
                        "released 1 REFUSED",
                        "SALE 6.00 to seller 4.80",
                        "lead 2 SOLD first, 1 REFUSED 9.00 gives 7.20, 4 ACCEPTED 6.00 gives 4.80",
                        "released 1 NOT_CHOSEN",
                        "released 2 NOT_CHOSEN",
                        "lead 2 UNSOLD caps_reached first"),
                scene.said());
    }

    @Test
    void aDirectLeadIsPingAndPostInOne() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        long lead = scene.ping(spec.direct(4711));
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);
        scene.give(Inputs.order(fixed(1, 9).enabled(false)));
        scene.ping(spec);

        assertEquals(
                List.of(
                        "ping 0 accepted, 1 WON 9.00 pays 9.00 gives 7.20",
                        "deliver to 1 for 9.00 attempt 1",
                        "SALE 9.00 to seller 7.20",
                        "lead 1 SOLD first, 1 ACCEPTED 9.00 gives 7.20",
                        "ping 0 no_eligible_order",
                        "lead 1 UNSOLD no_eligible_order first"),
                scene.said());
    }

    @Test
    void aDirectLeadIsOfferedToNobodyTwice() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9), fixed(2, 8));

        long lead = scene.ping(spec.direct(4711));
        scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);
        scene.deliver(lead, 2, 1, DeliveryAnswer.REFUSED);

        assertEquals(
                List.of(
                        "ping 0 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 8.00",
                        "deliver to 1 for 9.00 attempt 1",
                        "released 1 REFUSED",
                        "deliver to 2 for 8.00 attempt 1",
                        "released 2 REFUSED",
                        "lead 1 UNSOLD refused_by_buyer first, 1 REFUSED 9.00 gives 7.20, 2 REFUSED 8.00 gives 6.40"),
                scene.said());
    }

    @Test
    void aPersonThatWasSoldIsADuplicateUntilTheWindowEnds() {
        scene.campaign(new CampaignSpec(1).duplicates(3600)).orders(fixed(1, 9));

        long first = awarded();
        long second = awarded();
        long lead = scene.post(first, spec);
        scene.post(second, spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);
        scene.ping(spec);
        scene.pass(3_599_999);
        scene.ping(spec);
        scene.pass(1);
        scene.ping(spec);

        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "released 1 REJECTED",
                        "lead 2 UNSOLD duplicate first",
                        "SALE 9.00 to seller 7.20",
                        "lead 2 SOLD first, 1 ACCEPTED 9.00 gives 7.20",
                        "ping 1 duplicate",
                        "ping 1 duplicate",
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20"),
                scene.said());
    }

    @Test
    void anUnsoldPersonIsNoDuplicate() {
        scene.campaign(new CampaignSpec(1).duplicates(3600)).orders(fixed(1, 9).duplicates(3600));

        long lead = scene.post(awarded(), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);
        scene.said();
        scene.ping(spec);

        assertEquals(List.of("ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20"), scene.said());
    }

    @Test
    void anOrdersOwnWindowKeepsThePersonFromThatOrderOnly() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).duplicates(60).delivers(false), fixed(2, 8));

        scene.post(awarded(), spec);
        scene.said();
        scene.ping(spec);

        assertEquals(List.of("ping 1 accepted, 2 WON 8.00 pays 8.00 gives 6.40, 1 DUPLICATE 0.00"), scene.said());
    }

    @Test
    void aLeadIsGivenBackOnce() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).delivers(false));

        long lead = scene.post(awarded(), spec);
        scene.said();
        scene.give(Inputs.returned(lead, 2, 3));
        scene.give(Inputs.returned(lead, 1, 3));
        scene.give(Inputs.returned(lead, 1, 3));

        assertEquals(
                List.of(
                        "done NOT_FOUND 0",
                        "RETURN -9.00 to seller -7.20",
                        "lead 0 SOLD, 1 RETURNED 9.00 gives 7.20",
                        "done NONE 1",
                        "done NOT_RETURNABLE 0"),
                scene.said());
    }

    @Test
    void aLeadIsNotGivenBackAfterThirtyDays() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).delivers(false));

        long lead = scene.post(awarded(), spec);
        scene.pass(30L * 86_400_000 + 1);
        scene.said();
        scene.give(Inputs.returned(lead, 1, 3));

        assertEquals(List.of("done NOT_RETURNABLE 0"), scene.said());
    }

    @Test
    void creditIsHeldByAwardsAndFreedByPayments() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).delivers(false));
        scene.give(Inputs.buyer(1, 20 * UNIT, true, 0));

        long first = awarded();
        scene.ping(spec);
        scene.ping(spec);
        scene.post(first, spec);
        scene.give(Inputs.paid(AccountKind.BUYER, 1, 9 * UNIT, 8, 3));
        scene.give(Inputs.paid(AccountKind.BUYER, 1, 9 * UNIT, 8, 3));
        scene.ping(spec);
        scene.ping(spec);

        assertEquals(
                List.of(
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20",
                        "ping 1 no_eligible_order",
                        "SALE 9.00 to seller 7.20",
                        "lead 2 SOLD first, 1 ACCEPTED 9.00 gives 7.20",
                        "PAYMENT 9.00 to seller 0.00",
                        "done NONE 1",
                        "done NONE 1",
                        "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20",
                        "ping 1 no_eligible_order"),
                scene.said());
    }

    @Test
    void aPostMadeTwiceIsDoneOnce() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));

        long ping = awarded();
        long lead = scene.give(Inputs.post(ping, 1, 20, 9, spec.attributes, spec.persons));
        scene.give(Inputs.post(ping, 1, 21, 9, spec.attributes, spec.persons));
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);
        scene.give(Inputs.post(ping, 1, 22, 9, spec.attributes, spec.persons));

        assertEquals(
                List.of(
                        "deliver to 1 for 9.00 attempt 1",
                        "SALE 9.00 to seller 7.20",
                        "lead 20 SOLD first, 1 ACCEPTED 9.00 gives 7.20",
                        "lead 21 SOLD, 1 ACCEPTED 9.00 gives 7.20",
                        "lead 22 SOLD, 1 ACCEPTED 9.00 gives 7.20"),
                scene.said());
    }
}
