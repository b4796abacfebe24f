package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.AccountKind;
import io.gavel.message.CapKind;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.MethodName;
import io.gavel.message.Party;
import io.gavel.message.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From an INVITE to the call's end: who rings, who has it, what is billed. */
class CallTest {
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

    private void leg(long call, int order, int attempt, LegEvent event, LegCause cause) {
        scene.give(CallInputs.leg(call, order, attempt, event, cause, 200));
    }

    private void answers(long call, int order, int attempt) {
        leg(call, order, attempt, LegEvent.ANSWERED, LegCause.NONE);
        joins(call, order, attempt);
    }

    private void joins(long call, int order, int attempt) {
        leg(call, order, attempt, LegEvent.JOINED, LegCause.NONE);
    }

    private void fails(long call, int order, int attempt, LegCause cause) {
        leg(call, order, attempt, LegEvent.FAILED, cause);
    }

    private void hangsUp(long call) {
        scene.give(CallInputs.hungUp(call, Party.CALLER));
    }

    private long balance(AccountKind wanted, int id) {
        long[] found = new long[1];
        scene.exchange.accounts((kind, account, balance, held) -> {
            if (kind == wanted && account == id) {
                found[0] = balance;
            }
        });
        return found[0];
    }

    private long held(int buyer) {
        long[] found = new long[1];
        scene.exchange.accounts((kind, account, balance, held) -> {
            if (kind == AccountKind.BUYER && account == buyer) {
                found[0] = held;
            }
        });
        return found[0];
    }

    @Test
    void aCallIsBilledWhenItHasLastedLongEnough() {
        scene.campaign(calls()).orders(fixed(1, 9), fixed(2, 8));

        long call = arrive();
        assertEquals(
                List.of(
                        "call 7",
                        "ping 0 accepted, 1 WON 9.00 pays 9.00 gives 7.20, 2 OUTBID 8.00",
                        "ring 1 for 9.00 attempt 1"),
                scene.said());
        scene.now += 5 * UNIT;
        answers(call, 1, 1);
        assertEquals(List.of("connect 1"), scene.said());
        scene.pass(90_000);
        assertEquals(List.of("SALE 9.00 to seller 7.20"), scene.said());
        scene.pass(10_000);
        hangsUp(call);

        assertEquals(List.of("ended by CALLER HUNG_UP with 1 after 100 s for 9.00"), scene.said());
        assertEquals(-9 * UNIT, balance(AccountKind.BUYER, 1));
        assertEquals(0, held(1));
        assertEquals(0, scene.exchange.open());
    }

    @Test
    void aCallThatEndsASecondEarlyCostsNothing() {
        scene.campaign(calls()).orders(fixed(1, 9));

        long call = arrive();
        answers(call, 1, 1);
        scene.pass(89_999);
        leg(call, 1, 1, LegEvent.ENDED, LegCause.HUNG_UP);
        scene.pass(10_000);

        List<String> said = scene.said();
        assertEquals(
                List.of("released 1 NOT_BILLABLE", "ended by BUYER HUNG_UP with 1 after 89 s"),
                said.subList(said.size() - 2, said.size()));
        assertEquals(0, balance(AccountKind.BUYER, 1));
        assertEquals(0, held(1));
    }

    @Test
    void whoIsBusyIsFollowedByTheNextBest() {
        scene.campaign(calls()).orders(fixed(1, 9), fixed(2, 8));

        long call = arrive();
        scene.said();
        fails(call, 1, 1, LegCause.BUSY);
        assertEquals(List.of("released 1 REFUSED", "ring 2 for 8.00 attempt 2"), scene.said());
        fails(call, 2, 2, LegCause.NO_ANSWER);

        assertEquals(List.of("released 2 REFUSED", "ended by EXCHANGE NONE not_answered"), scene.said());
        assertEquals(0, scene.exchange.open());
    }

    @Test
    void everyMethodGoesOnToTheNext() {
        for (MethodName method :
                List.of(MethodName.PING_POST, MethodName.WATERFALL, MethodName.WEIGHTED, MethodName.ROUND_ROBIN)) {
            Scene stage = new Scene();
            stage.campaign(calls().method(method))
                    .orders(fixed(1, 9).priority(1), fixed(2, 8).priority(2));
            long call = stage.give(CallInputs.arrived(caller, 0, true));
            stage.said();
            stage.give(CallInputs.leg(call, 1, 1, LegEvent.FAILED, LegCause.BUSY, 486));

            assertEquals(List.of("released 1 REFUSED", "ring 2 for 8.00 attempt 2"), stage.said(), method.toString());
        }
    }

    @Test
    void theFirstOfThoseWhoRingAtOnceHasTheCall() {
        scene.campaign(calls().maxSales(2)).orders(fixed(1, 9), fixed(2, 8), fixed(3, 7));

        long call = arrive();
        scene.said();
        answers(call, 2, 2);
        answers(call, 1, 1);

        assertEquals(List.of("released 1 ELSEWHERE", "cancel 1 ELSEWHERE", "connect 2"), scene.said());
        assertEquals(8 * UNIT, held(1));
    }

    @Test
    void oneOfThoseWhoRingAtOnceIsReplacedWhenItFails() {
        scene.campaign(calls().maxSales(2)).orders(fixed(1, 9), fixed(2, 8), fixed(3, 7));

        long call = arrive();
        scene.said();
        fails(call, 1, 1, LegCause.UNREACHABLE);

        assertEquals(List.of("released 1 REFUSED", "ring 3 for 7.00 attempt 3"), scene.said());
    }

    @Test
    void aCallerWhoHangsUpWhileItRingsLeavesNothingHeld() {
        scene.campaign(calls()).orders(fixed(1, 9));

        long call = arrive();
        scene.said();
        hangsUp(call);
        answers(call, 1, 1);

        assertEquals(
                List.of("released 1 REJECTED", "cancel 1 HUNG_UP", "ended by CALLER HUNG_UP caller_hung_up"),
                scene.said());
        assertEquals(0, held(1));
    }

    @Test
    void aBuyerWhoHangsUpAtOnceLosesTheCallToTheNext() {
        scene.campaign(calls()).orders(fixed(1, 9), fixed(2, 8));

        long call = arrive();
        answers(call, 1, 1);
        scene.said();
        scene.pass(2_000);
        leg(call, 1, 1, LegEvent.ENDED_AT_ONCE, LegCause.HUNG_UP);
        assertEquals(List.of("released 1 REFUSED", "ring 2 for 8.00 attempt 2"), scene.said());
        answers(call, 2, 2);
        scene.pass(89_000);
        assertEquals(List.of("connect 2"), scene.said(), "the first buyer's second must not bill the second buyer");
        scene.pass(1_000);

        assertEquals(List.of("SALE 8.00 to seller 6.40"), scene.said());
    }

    @Test
    void concurrencyIsTakenUntilTheLegEndsBilledOrNot() {
        scene.campaign(calls()).orders(fixed(1, 9).billableAfter(0).cap(CapKind.CONCURRENT, Period.TOTAL, 1));

        long first = arrive();
        answers(first, 1, 1);
        scene.said();
        arrive();
        assertEquals("ended by EXCHANGE NONE no_eligible_order", scene.said().get(2));
        hangsUp(first);
        scene.said();
        arrive();

        assertEquals("ring 1 for 9.00 attempt 1", scene.said().get(2));
    }

    @Test
    void aCallBilledAtTheAnswerIsBilledOnce() {
        scene.campaign(calls()).orders(fixed(1, 9).billableAfter(0));

        long call = arrive();
        answers(call, 1, 1);
        answers(call, 1, 1);
        scene.pass(500_000);
        hangsUp(call);
        hangsUp(call);

        assertEquals(-9 * UNIT, balance(AccountKind.BUYER, 1));
        assertEquals(7_200_000, balance(AccountKind.SELLER, 1));
    }

    @Test
    void aFlowsAnswersCountInTheAuction() {
        scene.campaign(calls())
                .orders(
                        fixed(1, 9)
                                .filter(new io.gavel.message.FilterWriter()
                                        .is(Inputs.STATE, 7)
                                        .toBytes()),
                        fixed(2, 8));

        long call = scene.give(CallInputs.arrived(caller, 0, false));
        assertEquals(List.of("call 7"), scene.said());
        scene.give(
                CallInputs.screened(call, new PingSpec().field(Inputs.AGE, 34).field(Inputs.STATE, 7)));

        assertEquals("ring 1 for 9.00 attempt 1", scene.said().get(1));
    }

    @Test
    void aFlowMayLetTheCallerGo() {
        scene.campaign(calls()).orders(fixed(1, 9));

        long call = scene.give(CallInputs.arrived(caller, 0, false));
        scene.said();
        scene.give(CallInputs.hungUp(call, Party.EXCHANGE, LegCause.NONE));

        assertEquals(List.of("ended by EXCHANGE NONE flow_ended"), scene.said());
    }

    @Test
    void aCallToAPingsAddressRedeemsItsAward() {
        scene.campaign(calls()).orders(fixed(1, 9));
        long ping = scene.ping(caller);
        scene.said();

        long call = scene.give(CallInputs.arrived(caller, ping, true));
        assertEquals(List.of("call " + call + " of ping " + ping, "ring 1 for 9.00 attempt 1"), scene.said());
        scene.give(CallInputs.arrived(caller, ping, true));

        assertEquals(List.of("ended by EXCHANGE NONE award_expired"), scene.said());
    }

    @Test
    void aCallThatRedeemsAPingComesFromWhereItsPingSaid() {
        scene.campaign(calls()).orders(fixed(1, 9));
        long ping = scene.ping(caller.told(77));
        scene.said();

        long call = scene.give(CallInputs.arrived(new PingSpec(), ping, true));

        assertEquals(
                List.of("call " + call + " of ping " + ping, "from PING 77 at 1000/1000", "ring 1 for 9.00 attempt 1"),
                scene.said());
    }

    @Test
    void aCallThatRedeemsAPingThatSaidNothingComesFromTheVisitThatHasTheNumber() {
        scene.campaign(calls()).orders(fixed(1, 9));
        scene.give(VisitInputs.pool(VisitInputs.PoolSpec.of(1, 1200, 0, List.of(18005550100L))));
        scene.give(VisitInputs.opened(1, 41, 0, 0, true, "google"));
        scene.ping(caller);
        scene.said();

        scene.give(VisitInputs.call(caller, 18005550100L, 555, true));

        assertEquals("from EXACT 42 at 1000/1000", scene.said().get(1), "what a test's visitor 41 told lies at 42");
    }

    @Test
    void aCallThatWasAnnouncedIsOneToItsNumberWhenTheAwardIsGone() {
        scene.campaign(calls()).orders(fixed(1, 9));
        long ping = scene.ping(caller);
        long call = scene.give(CallInputs.arrived(caller, ping, 2, true));
        assertEquals(
                List.of("call " + call + " of ping " + ping, "ring 1 for 9.00 attempt 1"),
                scene.said().subList(1, 3));

        long again = scene.give(CallInputs.arrived(caller, ping, 2, true));

        assertEquals(
                List.of("call " + again, "ping 0 accepted, 1 WON 9.00 pays 9.00 gives 7.20"),
                scene.said().subList(0, 2));
    }

    @Test
    void theHousesOwnNumbersMayBeAskedForWithNobodyToBePaid() {
        scene.campaign(calls()).orders(fixed(1, 9).billableAfter(0));
        long ping = scene.ping(caller.seller(0));

        long call = scene.give(CallInputs.arrived(caller, ping, 2, true));
        answers(call, 1, 1);

        assertEquals(9 * UNIT, balance(AccountKind.HOUSE, 0));
    }

    @Test
    void aCallerWhoWasPingedIsRecognised() {
        scene.campaign(calls()).orders(fixed(1, 9));
        long ping = scene.ping(caller);
        scene.said();

        long call = arrive();

        assertEquals(List.of("call " + call + " of ping " + ping, "ring 1 for 9.00 attempt 1"), scene.said());
    }

    @Test
    void houseTrafficPaysNobody() {
        scene.campaign(calls()).orders(fixed(1, 9).billableAfter(0));

        long call = scene.give(CallInputs.arrived(caller.seller(0), 0, true));
        answers(call, 1, 1);

        assertEquals(-9 * UNIT, balance(AccountKind.BUYER, 1));
        assertEquals(9 * UNIT, balance(AccountKind.HOUSE, 0));
    }

    @Test
    void aCallThatDiedWithItsGatewayIsBilledOnlyIfItWasBillableBefore() {
        scene.campaign(calls()).orders(fixed(1, 9), fixed(2, 8));
        long young = arrive();
        answers(young, 1, 1);
        scene.said();
        scene.pass(1_000);
        scene.now += 600 * UNIT;
        scene.give(Inputs.time(true));

        assertEquals(List.of("released 1 NOT_BILLABLE", "ended by EXCHANGE STOPPED with 1 after 1 s"), scene.said());
        assertEquals(0, scene.exchange.open());

        long old = arrive();
        answers(old, 1, 1);
        scene.pass(90_000);
        scene.now += 600 * UNIT;
        scene.said();
        scene.give(Inputs.time(true));

        assertEquals(List.of("ended by EXCHANGE STOPPED with 1 after 90 s for 9.00"), scene.said());
        assertEquals(-9 * UNIT, balance(AccountKind.BUYER, 1));
        assertEquals(0, held(1));
    }

    @Test
    void aCallerWhoHangsUpWhileBuyersAreAskedLeavesNothingHeldAndNothingSaid() {
        scene.campaign(calls().maxSales(2).method(MethodName.ROUND_ROBIN))
                .orders(fixed(1, 9), new OrderSpec(2).asks(20 * UNIT));

        long call = arrive();
        assertEquals(List.of("call 7", "ask 2 in 200"), scene.said());
        assertEquals(9 * UNIT, held(1));
        hangsUp(call);

        assertEquals(List.of("ended by CALLER HUNG_UP caller_hung_up"), scene.said());
        assertEquals(0, held(1));
    }

    @Test
    void aBilledCallCanBeReturned() {
        scene.campaign(calls()).orders(fixed(1, 9).billableAfter(0));
        long call = arrive();
        answers(call, 1, 1);
        hangsUp(call);
        scene.said();

        scene.give(Inputs.returned(call, 1, 1));

        assertEquals("RETURN -9.00 to seller -7.20", scene.said().get(0));
        assertEquals(0, balance(AccountKind.BUYER, 1));
    }

    @Test
    void aSnapshotInTheMiddleOfACallGoesOnTheSame() {
        scene.campaign(calls().maxSales(2)).orders(fixed(1, 9), fixed(2, 8), fixed(3, 7));
        long call = arrive();
        Bytes before = Bytes.of(scene.exchange);
        Exchange restored = new Exchange(new Recorder());
        restored.readState(before);
        assertArrayEquals(Bytes.of(scene.exchange).all(), Bytes.of(restored).all());

        for (Exchange exchange : List.of(scene.exchange, restored)) {
            var answered = CallInputs.leg(call, 2, 2, LegEvent.ANSWERED, LegCause.NONE, 200);
            exchange.apply(call + 1, scene.now, answered, 0, answered.capacity());
        }

        assertArrayEquals(Bytes.of(scene.exchange).all(), Bytes.of(restored).all());
    }
}
