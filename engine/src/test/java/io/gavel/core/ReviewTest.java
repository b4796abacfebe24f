package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.AccountKind;
import io.gavel.message.CapKind;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.Disposition;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Party;
import io.gavel.message.Period;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.ScoreStage;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Calls that score so low that somebody looks at them before they are billed. */
class ReviewTest {
    private static final long UNIT = 1_000_000;
    private static final int AGE = 50;
    private static final int HOUR = 3_600;

    private final Scene scene = new Scene();

    private void open(CampaignSpec campaign, OrderSpec order) {
        scene.campaign(campaign.calls()).orders(order);
        teach();
    }

    private static OrderSpec order() {
        return new OrderSpec(1).price(9 * UNIT).billableAfter(90);
    }

    private void teach() {
        scene.campaign(new CampaignSpec(9)).orders(new OrderSpec(99).price(UNIT).campaign(9));
        for (int i = 0; i < 60; i++) {
            PingSpec spec = new PingSpec().field(Inputs.AGE, AGE + i % 2).campaign(9);
            long lead = scene.post(scene.ping(spec), spec);
            scene.deliver(lead, 99, 1, i % 2 == 0 ? DeliveryAnswer.ACCEPTED : DeliveryAnswer.REFUSED);
            scene.now += 60 * UNIT;
        }
        scene.out.take();
    }

    /** A call that its buyer has for longer than its billable second. */
    private long talk() {
        PingSpec spec = new PingSpec().field(Inputs.AGE, AGE).campaign(1);
        long call = scene.give(CallInputs.arrived(spec, 0, true));
        leg(call, LegEvent.ANSWERED);
        leg(call, LegEvent.JOINED);
        scene.said();
        scene.pass(95_000);
        return call;
    }

    private void leg(long call, LegEvent event) {
        scene.give(CallInputs.leg(call, 1, 1, event, LegCause.NONE, 200));
    }

    private void hangUp(long call) {
        scene.give(CallInputs.hungUp(call, Party.CALLER));
    }

    private long[] money() {
        long[] found = new long[4];
        scene.exchange.accounts((kind, id, balance, held) -> {
            found[3] += balance;
            if (id == 1 && kind == AccountKind.BUYER) {
                found[0] = balance;
                found[1] = held;
            } else if (id == 1 && kind == AccountKind.SELLER) {
                found[2] = balance;
            }
        });
        return found;
    }

    @Test
    void aHeldCallMovesNoMoneyUntilItIsApproved() {
        open(new CampaignSpec(1).review(1_000_000, HOUR, false), order());
        long[] before = money();
        long call = talk();
        assertEquals(List.of("HELD 9.00"), scene.said());
        hangUp(call);
        assertEquals(List.of("ended by CALLER HUNG_UP with 1 after 95 s"), scene.said(), "it is not billed");
        assertArrayEquals(new long[] {before[0], 9 * UNIT, before[2], 0}, money());

        scene.give(CallInputs.reviewed(call, true));

        assertEquals(
                List.of("SALE 9.00 to seller 7.20", "APPROVED 9.00 of a call that is over", "done NONE 1"),
                scene.said());
        assertArrayEquals(new long[] {before[0] - 9 * UNIT, 0, before[2] + 7_200_000, 0}, money());
        scene.give(CallInputs.reviewed(call, false));
        assertEquals(List.of("done NOT_ALLOWED 0"), scene.said(), "decided is once");
    }

    @Test
    void aRejectedCallGivesMoneyAndCapsBack() {
        open(new CampaignSpec(1).review(1_000_000, HOUR, false), order().cap(CapKind.COUNT, Period.DAY, 1));
        long[] before = money();
        long call = talk();
        hangUp(call);
        scene.said();
        PingSpec again = new PingSpec().field(Inputs.AGE, AGE).campaign(1);
        scene.give(CallInputs.arrived(again, 0, true));
        assertEquals("ended by EXCHANGE NONE no_eligible_order", last(), "the cap is full");

        scene.give(CallInputs.reviewed(call, false));

        assertEquals(List.of("REJECTED 9.00 of a call that is over", "done NONE 1"), scene.said());
        assertArrayEquals(before, money());
        scene.give(CallInputs.arrived(again, 0, true));
        assertEquals("ring 1 for 9.00 attempt 1", last());
        scene.give(Inputs.returned(call, 1, 5));
        assertEquals(List.of("done NOT_RETURNABLE 0"), scene.said(), "who did not pay gives nothing back");
    }

    private String last() {
        List<String> said = scene.said();
        return said.get(said.size() - 1);
    }

    @Test
    void oneThatIsApprovedWhileItLastsEndsBilled() {
        open(new CampaignSpec(1).review(1_000_000, HOUR, false), order());
        long call = talk();
        scene.give(CallInputs.reviewed(call, true));
        scene.said();

        hangUp(call);

        assertEquals(List.of("ended by CALLER HUNG_UP with 1 after 95 s for 9.00"), scene.said());
        assertEquals(0, money()[1]);
    }

    @Test
    void oneThatIsRejectedWhileItLastsFreesItsPlaceWhenItEnds() {
        open(new CampaignSpec(1).review(1_000_000, HOUR, false), order().cap(CapKind.CONCURRENT, Period.TOTAL, 1));
        long call = talk();
        scene.give(CallInputs.reviewed(call, false));
        scene.said();
        PingSpec again = new PingSpec().field(Inputs.AGE, AGE).campaign(1);
        scene.give(CallInputs.arrived(again, 0, true));
        assertEquals("ended by EXCHANGE NONE no_eligible_order", last(), "they talk still");

        hangUp(call);

        assertEquals(List.of("ended by CALLER HUNG_UP with 1 after 95 s"), scene.said());
        scene.give(CallInputs.arrived(again, 0, true));
        assertEquals("ring 1 for 9.00 attempt 1", last());
    }

    @Test
    void whatNobodyDecidesIsBilledOrLetGoAsTheCampaignSays() {
        open(new CampaignSpec(1).review(1_000_000, HOUR, false), order());
        hangUp(talk());
        scene.said();
        scene.pass(HOUR * 1_000L);
        assertEquals(
                List.of("SALE 9.00 to seller 7.20", "APPROVED 9.00 in the end of a call that is over"), scene.said());

        scene.campaign(new CampaignSpec(1).calls().review(1_000_000, HOUR, true));
        hangUp(talk());
        scene.said();
        scene.pass(HOUR * 1_000L);
        assertEquals(List.of("REJECTED 9.00 in the end of a call that is over"), scene.said());
        assertEquals(0, money()[1]);
    }

    @Test
    void aCampaignThatSaysNoTimeOnlyMarks() {
        open(new CampaignSpec(1).reviewBelow(1_000_000), order());
        talk();
        assertEquals(List.of("SALE 9.00 to seller 7.20"), scene.said());
    }

    @Test
    void heldMoneyOutlivesASnapshot() {
        open(new CampaignSpec(1).review(1_000_000, HOUR, true), order());
        long call = talk();
        hangUp(call);
        Exchange restored = new Exchange(new Recorder());
        restored.readState(Bytes.of(scene.exchange));
        UnsafeBuffer approved = CallInputs.reviewed(call, true);

        scene.give(approved);
        restored.apply(scene.sequence, scene.now, approved, 0, approved.capacity());

        assertArrayEquals(Bytes.of(scene.exchange).all(), Bytes.of(restored).all());
    }

    @Test
    void whoSpokeIsPartOfTheScoreBeforeTheBill() {
        open(new CampaignSpec(1).reviewBelow(1_000_000), order());
        for (int i = 0; i < 30; i++) {
            long call = call(i % 2 == 0);
            hangUp(call);
            scene.give(Inputs.outcome(call, 0, i % 2 == 0 ? Disposition.CONVERTED : Disposition.FRAUD, 6));
        }
        scene.out.take();

        int talkative = billing(call(true));
        int silent = billing(call(false));

        assertTrue(talkative > silent, talkative + " over " + silent);
    }

    /** A call in which both talked, or nobody said a word. */
    private long call(boolean talked) {
        PingSpec spec = new PingSpec().field(Inputs.AGE, AGE).campaign(1);
        long call = scene.give(CallInputs.arrived(spec, 0, true));
        leg(call, LegEvent.ANSWERED);
        leg(call, LegEvent.JOINED);
        scene.out.take();
        scene.give(talked ? CallInputs.voice(call, 40, 40, 2, 12, 2) : CallInputs.voice(call, 0, 0, 0, 90, 0));
        scene.pass(95_000);
        return call;
    }

    private int billing(long call) {
        int found = -1;
        for (UnsafeBuffer said : scene.out.take()) {
            if (scene.out.template(said) == ScoreGivenDecoder.TEMPLATE_ID) {
                ScoreGivenDecoder given =
                        new ScoreGivenDecoder().wrapAndApplyHeader(said, 0, new MessageHeaderDecoder());
                found = given.id() == call && given.stage() == ScoreStage.BILLABLE ? given.scoreMicros() : found;
            }
        }
        return found;
    }
}
