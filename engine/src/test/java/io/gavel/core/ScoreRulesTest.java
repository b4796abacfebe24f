package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.DeliveryAnswer;
import io.gavel.message.Disposition;
import io.gavel.message.FilterWriter;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutcomeNotedDecoder;
import io.gavel.message.Party;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.ScoreStage;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What scores are for: filters, ranks, gates, reviews; and what teaches them. */
class ScoreRulesTest {
    private static final long UNIT = 1_000_000;
    private static final int GOOD_AGE = 30;
    private static final int BAD_AGE = 90;

    private final Scene scene = new Scene();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private static PingSpec lead(int age) {
        return new PingSpec().field(Inputs.AGE, age);
    }

    private static OrderSpec fixed(int id, long units) {
        return new OrderSpec(id).price(units * UNIT);
    }

    /** Leads of one age are accepted, of the other refused, by an order that is in nobody's way later. */
    private void teach() {
        scene.campaign(new CampaignSpec(9)).orders(fixed(99, 1).campaign(9));
        for (int i = 0; i < 60; i++) {
            boolean good = i % 2 == 0;
            PingSpec spec = lead(good ? GOOD_AGE : BAD_AGE).campaign(9);
            long lead = scene.post(scene.ping(spec), spec);
            scene.deliver(lead, 99, 1, good ? DeliveryAnswer.ACCEPTED : DeliveryAnswer.REFUSED);
            scene.now += 60_000_000;
        }
        scene.out.take();
    }

    private int score(int age, int campaign) {
        scene.ping(lead(age).campaign(campaign));
        for (UnsafeBuffer said : scene.out.take()) {
            if (scene.out.template(said) == PingAnsweredDecoder.TEMPLATE_ID) {
                return new PingAnsweredDecoder()
                        .wrapAndApplyHeader(said, 0, header)
                        .scoreMicros();
            }
        }
        throw new AssertionError("no answer");
    }

    private List<ScoreGivenDecoder> given() {
        List<ScoreGivenDecoder> given = new ArrayList<>();
        for (UnsafeBuffer said : scene.out.take()) {
            if (scene.out.template(said) == ScoreGivenDecoder.TEMPLATE_ID) {
                given.add(new ScoreGivenDecoder().wrapAndApplyHeader(said, 0, header));
            }
        }
        return given;
    }

    private void leg(long call, int order, int attempt, LegEvent event) {
        scene.give(CallInputs.leg(call, order, attempt, event, LegCause.NONE, 200));
    }

    @Test
    void whatWasAcceptedOrRefusedIsWhatScoresTell() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));
        assertTrue(score(GOOD_AGE, 1) < 0, "no score yet");

        teach();

        assertTrue(score(GOOD_AGE, 1) > 700_000);
        assertTrue(score(BAD_AGE, 1) < 300_000);
    }

    @Test
    void anOrderMayAskForAScore() {
        byte[] filter = new FilterWriter().atLeast(0, 400_000).toBytes();
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9).filter(filter), fixed(2, 5));

        scene.ping(lead(GOOD_AGE));
        assertEquals(
                "ping 1 accepted, 2 WON 5.00 pays 5.00 gives 4.00", scene.said().get(0), "there is no score yet");
        teach();

        scene.ping(lead(GOOD_AGE));
        assertTrue(scene.said().get(0).startsWith("ping 1 accepted, 1 WON 9.00"));
        scene.ping(lead(BAD_AGE));
        assertTrue(scene.said().get(0).startsWith("ping 1 accepted, 2 WON 5.00"));
    }

    @Test
    void byValueTheOrderThatMostlyRefusesLosesToTheOneThatTakes() {
        scene.campaign(new CampaignSpec(1).byValue()).orders(fixed(1, 10), fixed(2, 9));
        teach();
        for (int i = 0; i < 40; i++) {
            PingSpec spec = lead(GOOD_AGE);
            long lead = scene.post(scene.ping(spec), spec);
            scene.deliver(lead, 1, 1, DeliveryAnswer.REFUSED);
            scene.deliver(lead, 2, 1, DeliveryAnswer.ACCEPTED);
            scene.out.take();
        }

        scene.ping(lead(GOOD_AGE));

        assertEquals(
                "ping 1 accepted, 2 WON 9.00 pays 9.00 gives 7.20, 1 OUTBID 10.00",
                scene.said().get(0));
    }

    @Test
    void lowScoresGoToTheFallbackOrToNobody() {
        scene.campaign(new CampaignSpec(2)).orders(fixed(3, 1).campaign(2));
        scene.campaign(new CampaignSpec(1).gate(500_000, 2)).orders(fixed(1, 9));
        teach();

        scene.ping(lead(GOOD_AGE));
        assertEquals(
                "ping 1 accepted, 1 WON 9.00 pays 9.00 gives 7.20", scene.said().get(0));
        scene.ping(lead(BAD_AGE));
        assertEquals(
                "ping 1 accepted, 3 WON 1.00 pays 1.00 gives 0.80", scene.said().get(0));

        scene.campaign(new CampaignSpec(1).gate(500_000, 0));
        scene.ping(lead(BAD_AGE));
        assertEquals("ping 1 low_score", scene.said().get(0));
    }

    /** What was pressed counts: the gate stands behind the flow, and the fallback's buyers are rung. */
    @Test
    void aCallerWhoseAnswersScoreLowIsTheFallbacksOrHearsThatNobodyTakesIt() {
        scene.campaign(new CampaignSpec(2).calls()).orders(fixed(3, 1).campaign(2));
        scene.campaign(new CampaignSpec(1).calls().gate(500_000, 2)).orders(fixed(1, 9));
        teach();

        assertEquals("ring 1 for 9.00 attempt 1", screened(GOOD_AGE));
        assertEquals("ring 3 for 1.00 attempt 1", screened(BAD_AGE));

        scene.campaign(new CampaignSpec(1).calls().gate(500_000, 0));
        assertEquals("ended by EXCHANGE NONE low_score", screened(BAD_AGE));
    }

    /** What the line says last when somebody called and answered so in the flow. */
    private String screened(int age) {
        long call = scene.give(CallInputs.arrived(lead(age), 0, false));
        scene.said();
        scene.give(CallInputs.screened(call, lead(age)));
        List<String> said = scene.said();
        scene.give(CallInputs.hungUp(call, Party.CALLER));
        scene.said();
        return said.stream()
                .filter(line -> line.startsWith("ring ") || line.startsWith("ended "))
                .findFirst()
                .orElse(said.toString());
    }

    @Test
    void callsAreScoredBeforeTheAuctionAndAgainBeforeTheyAreBilled() {
        scene.campaign(new CampaignSpec(1).calls().reviewBelow(999_999))
                .orders(fixed(1, 9).billableAfter(90));
        teach();

        long call = scene.give(CallInputs.arrived(lead(GOOD_AGE), 0, false));
        assertEquals(List.of(), given());
        scene.give(CallInputs.screened(call, lead(GOOD_AGE)));
        List<ScoreGivenDecoder> screened = given();
        assertEquals(1, screened.size());
        assertEquals(ScoreStage.SCREENED, screened.get(0).stage());
        assertTrue(screened.get(0).scoreMicros() > 500_000);
        leg(call, 1, 1, LegEvent.ANSWERED);
        leg(call, 1, 1, LegEvent.JOINED);
        assertEquals(List.of(), given());
        scene.pass(90_000);

        List<ScoreGivenDecoder> billing = given();
        assertEquals(1, billing.size());
        assertEquals(ScoreStage.BILLABLE, billing.get(0).stage());
        assertEquals(1, billing.get(0).review());
        assertEquals(call, billing.get(0).id());
        scene.give(CallInputs.hungUp(call, Party.CALLER));
    }

    @Test
    void aReturnAndABuyersWordCorrectWhatWasLearned() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));
        teach();
        PingSpec spec = lead(50);
        long lead = scene.post(scene.ping(spec), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);
        int sold = score(50, 1);

        scene.give(Inputs.returned(lead, 1, 5));
        int returned = score(50, 1);
        assertTrue(returned < sold, returned + " after " + sold);

        scene.give(Inputs.outcome(lead, 1, Disposition.CONVERTED, 6));
        assertTrue(learned());
        assertTrue(score(50, 1) > returned);
        scene.give(Inputs.outcome(lead, 1, Disposition.GOOD, 6));
        assertFalse(learned(), "that is known");
    }

    @Test
    void nobodySpeaksOfWhatIsNotHis() {
        scene.give(Inputs.buyer(2, Long.MAX_VALUE, true, 0));
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));
        PingSpec spec = lead(50);
        long lead = scene.post(scene.ping(spec), spec);
        scene.deliver(lead, 1, 1, DeliveryAnswer.ACCEPTED);
        scene.said();

        scene.give(Inputs.outcome(lead, 2, Disposition.FRAUD, 6));
        scene.give(Inputs.outcome(lead + 1_000, 0, Disposition.FRAUD, 6));
        assertEquals(List.of("done NOT_FOUND 0", "done NOT_FOUND 0"), scene.said());

        scene.give(Inputs.outcome(lead, 0, Disposition.FRAUD, 6));
        assertEquals(List.of("done NONE 1"), scene.said());
    }

    @Test
    void testsTeachNothing() {
        scene.campaign(new CampaignSpec(1)).orders(fixed(1, 9));
        PingSpec spec = lead(50).direct(7).test();
        long lead = scene.ping(spec);
        scene.said();

        scene.give(Inputs.outcome(lead, 0, Disposition.GOOD, 6));

        assertEquals(List.of("done NOT_FOUND 0"), scene.said());
    }

    private boolean learned() {
        for (UnsafeBuffer said : scene.out.take()) {
            if (scene.out.template(said) == OutcomeNotedDecoder.TEMPLATE_ID) {
                return new OutcomeNotedDecoder()
                                .wrapAndApplyHeader(said, 0, header)
                                .learned()
                        == 1;
            }
        }
        throw new AssertionError("nothing was noted");
    }
}
