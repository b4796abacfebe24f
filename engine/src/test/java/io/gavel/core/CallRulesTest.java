package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.AccountKind;
import io.gavel.message.CapKind;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.MethodName;
import io.gavel.message.Party;
import io.gavel.message.Period;
import io.gavel.message.Repeat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What calls have beyond their life: when caps count them, what bids say about them, callers who come again. */
class CallRulesTest {
    private static final long UNIT = 1_000_000;

    private final Scene scene = new Scene();
    private final PingSpec caller = new PingSpec().field(Inputs.AGE, 34).person(Inputs.PHONE, 555);

    private static OrderSpec fixed(int id, long units) {
        return new OrderSpec(id).price(units * UNIT).billableAfter(90);
    }

    private static CampaignSpec calls() {
        return new CampaignSpec(1).calls();
    }

    private long arrive() {
        return scene.give(CallInputs.arrived(caller, 0, true));
    }

    private void leg(long call, int order, int attempt, LegEvent event) {
        scene.give(CallInputs.leg(call, order, attempt, event, LegCause.NONE, 200));
    }

    private void answers(long call, int order, int attempt) {
        leg(call, order, attempt, LegEvent.ANSWERED);
        leg(call, order, attempt, LegEvent.JOINED);
    }

    private void hangsUp(long call) {
        scene.give(CallInputs.hungUp(call, Party.CALLER));
    }

    /** A call of this order that lasts so long. */
    private void call(int order, long seconds) {
        long call = arrive();
        answers(call, order, 1);
        scene.pass(seconds * 1_000);
        hangsUp(call);
        scene.said();
    }

    private String last() {
        List<String> said = scene.said();
        return said.get(said.size() - 1);
    }

    private long balance(AccountKind wanted) {
        long[] found = new long[1];
        scene.exchange.accounts((kind, account, balance, held) -> {
            if (kind == wanted && account == 1) {
                found[0] = balance;
                assertEquals(0, held);
            }
        });
        return found[0];
    }

    // ------------------------------------------------------------------- when the bridge begins

    @Test
    void aCallerWhoCancelsBeforeHeIsAnsweredIsNotBilledEvenIfTheOrderIsBilledAtOnce() {
        scene.campaign(calls()).orders(fixed(1, 9).billableAfter(0));

        long call = arrive();
        leg(call, 1, 1, LegEvent.ANSWERED);
        hangsUp(call);
        leg(call, 1, 1, LegEvent.JOINED);

        assertEquals("ended by CALLER HUNG_UP with 1 after 0 s", last());
        assertEquals(0, balance(AccountKind.BUYER));
    }

    @Test
    void theBillableTimeBeginsWhenBothHearEachOther() {
        scene.campaign(calls()).orders(fixed(1, 9));

        long call = arrive();
        leg(call, 1, 1, LegEvent.ANSWERED);
        scene.pass(10_000);
        leg(call, 1, 1, LegEvent.JOINED);
        leg(call, 1, 1, LegEvent.JOINED);
        scene.pass(89_999);
        scene.said();
        scene.pass(1);

        assertEquals(List.of("SALE 9.00 to seller 7.20"), scene.said());
    }

    // ------------------------------------------------------------------------------------- caps

    @Test
    void aCountOfCallsIsTakenByBillableOnes() {
        scene.campaign(calls()).orders(fixed(1, 9).cap(CapKind.COUNT, Period.DAY, 1));

        call(1, 89);
        call(1, 90);
        arrive();

        assertEquals("ended by EXCHANGE NONE no_eligible_order", last());
    }

    @Test
    void aCountOfAnswersIsTakenByAnsweredOnes() {
        scene.campaign(calls()).orders(fixed(1, 9).cap(CapKind.ANSWERED, Period.DAY, 1));

        long unanswered = arrive();
        hangsUp(unanswered);
        call(1, 5);
        arrive();

        assertEquals("ended by EXCHANGE NONE no_eligible_order", last());
        scene.pass(86_400_000);
        scene.said();
        arrive();
        assertEquals("ring 1 for 9.00 attempt 1", last());
    }

    // ------------------------------------------------------------------------------------- bids

    @Test
    void aBidSaysWhereTheCallGoesAndWhenItIsDue() {
        scene.campaign(calls()).orders(new OrderSpec(1).asks(20 * UNIT).billableAfter(90));

        long call = arrive();
        scene.said();
        scene.give(Inputs.bid(call, 1, io.gavel.message.BidAnswer.BID, 7 * UNIT, "r", 30, "sip:two@192.0.2.1"));
        assertEquals("ring 1 for 7.00 attempt 1 at sip:two@192.0.2.1", last());
        answers(call, 1, 1);
        scene.said();
        scene.pass(30_000);

        assertEquals("SALE 7.00 to seller 5.60", last());
    }

    @Test
    void aBidThatSaysNothingMoreGoesWhereTheOrderSays() {
        scene.campaign(calls()).orders(new OrderSpec(1).asks(20 * UNIT).billableAfter(60));

        long call = arrive();
        scene.bid(call, 1, 7 * UNIT);
        assertEquals("ring 1 for 7.00 attempt 1", last());
        answers(call, 1, 1);
        scene.pass(59_999);
        scene.said();
        scene.pass(1);

        assertEquals("SALE 7.00 to seller 5.60", last());
    }

    // ------------------------------------------------------------------------------------ posts

    @Test
    void aPostOfAPingThatACallRedeemedIsAlreadyPostedAndChangesNothing() {
        scene.campaign(calls()).orders(fixed(1, 9));
        long ping = scene.ping(caller);
        long call = scene.give(CallInputs.arrived(caller, ping, true));
        scene.said();

        scene.post(ping, caller);
        assertEquals(List.of("lead 2 UNSOLD already_posted"), scene.said());
        scene.post(call, caller);
        assertEquals(List.of("lead 2 UNSOLD not_found"), scene.said());
        answers(call, 1, 1);

        assertEquals("connect 1", last());
    }

    @Test
    void aPostOfACallsOwnIdIsNotFound() {
        scene.campaign(calls()).orders(fixed(1, 9));
        long screened = scene.give(CallInputs.arrived(caller, 0, false));
        scene.said();

        scene.post(screened, caller);

        assertEquals(List.of("lead 2 UNSOLD not_found"), scene.said());
    }

    // --------------------------------------------------------------------------- repeat callers

    private Scene repeat(Repeat repeat, OrderSpec... orders) {
        return scene.campaign(calls().duplicates(3_600).repeat(repeat)).orders(orders);
    }

    @Test
    void aCallerWhoComesAgainIsKnown() {
        repeat(Repeat.NORMAL, fixed(1, 9));

        hangsUp(arrive());
        scene.said();
        arrive();
        assertEquals("repeat call", scene.said().get(0).substring(0, 11));
        scene.pass(7_200_000);
        scene.said();
        arrive();

        assertEquals("call", scene.said().get(0).substring(0, 4));
    }

    @Test
    void aCallerWhoWasSoldIsRejectedUnlessTheCampaignSaysElse() {
        repeat(Repeat.REJECT, fixed(1, 9));
        call(1, 90);
        arrive();
        assertEquals("ended by EXCHANGE NONE duplicate", last());

        repeat(Repeat.NORMAL);
        arrive();
        assertEquals("ring 1 for 9.00 attempt 1", last());
    }

    @Test
    void whoPaidForACallerHasHimAgainForNothing() {
        repeat(Repeat.SAME_BUYER, fixed(1, 9), fixed(2, 8), fixed(3, 7));
        long first = arrive();
        leg(first, 1, 1, LegEvent.FAILED);
        answers(first, 2, 2);
        scene.pass(90_000);
        hangsUp(first);
        scene.said();

        long again = arrive();
        assertEquals(
                List.of(
                        "repeat call " + again,
                        "ping 0 accepted, 2 WON 0.00 pays 0.00 gives 0.00",
                        "ring 2 for 0.00 attempt 1"),
                scene.said());
        answers(again, 2, 1);
        scene.pass(300_000);
        hangsUp(again);

        assertEquals("ended by CALLER HUNG_UP with 2 after 300 s", last());
        assertEquals(-8 * UNIT, balance(AccountKind.BUYER));
    }

    @Test
    void whoHadACallerAndDidNotPayIsRungFirstForTheFixedPrice() {
        repeat(Repeat.SAME_BUYER, fixed(1, 9), fixed(2, 8));
        long first = arrive();
        leg(first, 1, 1, LegEvent.FAILED);
        answers(first, 2, 2);
        hangsUp(first);
        scene.said();

        arrive();
        assertEquals("ring 2 for 8.00 attempt 1", last());
    }

    @Test
    void whoDoesNotTakeTheCallerAgainLeavesHimToAllOthers() {
        for (MethodName method :
                List.of(MethodName.PING_POST, MethodName.WATERFALL, MethodName.WEIGHTED, MethodName.ROUND_ROBIN)) {
            Scene stage = new Scene();
            stage.campaign(calls().duplicates(3_600).repeat(Repeat.SAME_BUYER).method(method))
                    .orders(
                            fixed(1, 9).billableAfter(0),
                            new OrderSpec(2).asks(20 * UNIT).priority(2));
            long first = stage.give(CallInputs.arrived(caller, 0, true));
            stage.give(Inputs.bid(first, 2, io.gavel.message.BidAnswer.NO_BID, 0, ""));
            stage.give(CallInputs.leg(first, 1, 1, LegEvent.ANSWERED, LegCause.NONE, 200));
            stage.give(CallInputs.leg(first, 1, 1, LegEvent.JOINED, LegCause.NONE, 200));
            stage.give(CallInputs.hungUp(first, Party.CALLER));
            stage.said();
            long again = stage.give(CallInputs.arrived(caller, 0, true));
            List<String> said = stage.said();
            assertEquals("ring 1 for 0.00 attempt 1", said.get(said.size() - 1), method.toString());

            stage.give(CallInputs.leg(again, 1, 1, LegEvent.FAILED, LegCause.BUSY, 486));
            assertEquals(List.of("released 1 REFUSED", "ask 2 in 200"), stage.said(), method.toString());
            stage.bid(again, 2, 5 * UNIT);

            assertEquals(
                    List.of(
                            "ping 0 accepted, 2 WON 5.00 pays 5.00 gives 4.00, 1 REFUSED 0.00",
                            "ring 2 for 5.00 attempt 2"),
                    stage.said(),
                    method.toString());
        }
    }

    @Test
    void aBuyerWhoIsFullOrClosedIsNotRungAgain() {
        repeat(Repeat.SAME_BUYER, fixed(1, 9).billableAfter(0).cap(CapKind.CONCURRENT, Period.TOTAL, 1), fixed(2, 8));
        call(1, 1);
        PingSpec other = new PingSpec().person(Inputs.PHONE, 777);
        scene.give(CallInputs.arrived(other, 0, true));
        scene.said();

        arrive();
        assertEquals("ring 2 for 8.00 attempt 1", last());
    }

    @Test
    void aSnapshotKeepsWhoCalled() {
        repeat(Repeat.SAME_BUYER, fixed(1, 9).billableAfter(0), fixed(2, 8));
        call(1, 1);
        arrive();
        Bytes before = Bytes.of(scene.exchange);
        Exchange restored = new Exchange(new Recorder());
        restored.readState(before);

        org.junit.jupiter.api.Assertions.assertArrayEquals(
                Bytes.of(scene.exchange).all(), Bytes.of(restored).all());
    }
}
