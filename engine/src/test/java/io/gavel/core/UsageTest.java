package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.AccountKind;
import io.gavel.message.BalanceNotedDecoder;
import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.CostChangedDecoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Money;
import io.gavel.message.Party;
import io.gavel.message.Reason;
import io.gavel.message.ReturnNotedDecoder;
import io.gavel.message.UsageBookedDecoder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Money beside sales: what carriers are owed, what ads cost, what is paid out, what buyers hear of their balance. */
class UsageTest {
    private static final long UNIT = 1_000_000;
    private static final long DAY = 86_400 * UNIT;

    private Scene scene = new Scene();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private List<String> said() {
        List<String> lines = new ArrayList<>();
        for (UnsafeBuffer message : scene.out.take()) {
            String line = line(message);
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private String line(UnsafeBuffer message) {
        return switch (scene.out.template(message)) {
            case UsageBookedDecoder.TEMPLATE_ID -> {
                UsageBookedDecoder booked = new UsageBookedDecoder().wrapAndApplyHeader(message, 0, header);
                yield booked.kind() + " " + booked.units() + " " + Money.text(booked.amountMicros());
            }
            case CostChangedDecoder.TEMPLATE_ID -> {
                CostChangedDecoder cost = new CostChangedDecoder().wrapAndApplyHeader(message, 0, header);
                yield "cost " + Money.text(cost.beforeMicros()) + " now " + Money.text(cost.amountMicros());
            }
            case BalanceNotedDecoder.TEMPLATE_ID -> {
                BalanceNotedDecoder noted = new BalanceNotedDecoder().wrapAndApplyHeader(message, 0, header);
                yield "balance " + noted.state() + " " + Money.text(noted.availableMicros());
            }
            case ReturnNotedDecoder.TEMPLATE_ID ->
                "return "
                        + new ReturnNotedDecoder()
                                .wrapAndApplyHeader(message, 0, header)
                                .state();
            case CommandAnsweredDecoder.TEMPLATE_ID -> {
                CommandAnsweredDecoder done = new CommandAnsweredDecoder().wrapAndApplyHeader(message, 0, header);
                yield "done " + Reason.of(done.reason()) + " " + done.count();
            }
            default -> "";
        };
    }

    private long balance(AccountKind wanted, int id) {
        long[] found = new long[1];
        long[] sum = new long[1];
        scene.exchange.accounts((kind, account, balance, held) -> {
            found[0] += kind == wanted && account == id ? balance : 0;
            sum[0] += balance;
        });
        assertEquals(0, sum[0], "all accounts");
        return found[0];
    }

    /** A call of so long, to a buyer behind a carrier, picked up so many milliseconds before it was joined. */
    private long call(boolean flow, long seconds, int pickedUpMillis) {
        PingSpec caller = new PingSpec().field(Inputs.AGE, 34).person(Inputs.PHONE, 555);
        long call = scene.give(CallInputs.arrived(caller, 0, !flow));
        if (flow) {
            scene.pass(7_000);
            scene.give(CallInputs.screened(call, caller));
        }
        scene.give(CallInputs.leg(call, 1, 1, LegEvent.ANSWERED, LegCause.NONE, 200, pickedUpMillis));
        scene.give(CallInputs.leg(call, 1, 1, LegEvent.JOINED, LegCause.NONE, 200));
        scene.pass(seconds * 1_000);
        scene.give(CallInputs.hungUp(call, Party.CALLER));
        return call;
    }

    private void market(int first, int step) {
        CampaignSpec campaign = new CampaignSpec(1).calls();
        campaign.recorded = true;
        OrderSpec order = new OrderSpec(1).price(9 * UNIT).billableAfter(90);
        order.carrier = 2;
        scene.campaign(campaign).orders(order);
        scene.give(UsageInputs.carrier(1, 8_500, 0, 2_500, 10_000, 0, first, step));
        scene.give(UsageInputs.carrier(2, 0, 12_000, 0, 0, 0, first, step));
        scene.out.take();
    }

    @Test
    void eachRoundingBillsTheFirstSecondsAndThenSteps() {
        int[][] roundings = {{6, 6, 60, 6, 66}, {30, 6, 60, 30, 66}, {60, 60, 60, 60, 120}, {1, 1, 60, 1, 61}};
        for (int[] each : roundings) {
            scene = new Scene();
            market(each[0], each[1]);
            call(false, 60, 0);
            assertEquals(each[2], inbound(), "of 60 s by " + each[0] + "/" + each[1]);
            call(false, 0, 0);
            assertEquals(each[3], inbound(), "of none by " + each[0] + "/" + each[1]);
            call(false, 61, 0);
            assertEquals(each[4], inbound(), "of 61 s by " + each[0] + "/" + each[1]);
        }
    }

    private int inbound() {
        for (String line : said()) {
            if (line.startsWith("INBOUND ")) {
                return Integer.parseInt(line.split(" ", -1)[1]);
            }
        }
        return -1;
    }

    @Test
    void aCallOwesItsLegsItsRecordingAndItsFee() {
        market(6, 6);

        call(false, 95, 4_000);

        // 99 s of the buyer's leg are 102, 95 s of the caller's and of the recording 96.
        assertEquals(
                List.of("OUTBOUND 102 0.0204", "RECORDING 96 0.004", "INBOUND 96 0.0136", "PLATFORM 0 0.01"), said());
        assertEquals(27_600, balance(AccountKind.CARRIER, 1));
        assertEquals(20_400, balance(AccountKind.CARRIER, 2));
        assertEquals(9 * UNIT - 7_200_000 - 48_000, balance(AccountKind.HOUSE, 0));
    }

    @Test
    void whoHearsAFlowIsAnsweredFromTheStart() {
        market(1, 1);

        call(true, 10, 0);

        assertEquals("INBOUND 17 0.002408", said().get(2));
    }

    @Test
    void aBuyerWhoPickedUpAndDidNotAcceptIsOwedFor() {
        market(6, 6);
        PingSpec caller = new PingSpec().field(Inputs.AGE, 34).person(Inputs.PHONE, 555);
        long call = scene.give(CallInputs.arrived(caller, 0, true));
        scene.give(CallInputs.leg(call, 1, 1, LegEvent.FAILED, LegCause.NOT_ACCEPTED, 200, 10_200));

        assertEquals(List.of("OUTBOUND 12 0.0024"), said(), "the caller was never answered");
        assertEquals(2_400, balance(AccountKind.CARRIER, 2));
    }

    @Test
    void whoDiedWithTheGatewayIsOwedForUpToItsLastMessage() {
        market(1, 1);
        PingSpec caller = new PingSpec().field(Inputs.AGE, 34).person(Inputs.PHONE, 555);
        long call = scene.give(CallInputs.arrived(caller, 0, true));
        scene.give(CallInputs.leg(call, 1, 1, LegEvent.ANSWERED, LegCause.NONE, 200, 0));
        scene.pass(30_000);
        scene.now += 3_600 * UNIT;
        said();

        scene.give(Inputs.time(true));

        assertEquals("OUTBOUND 30 0.006", said().get(0));
    }

    @Test
    void aNumbersDaysAddUpToItsMonthlyFee() {
        long monthly = 1_150_001;
        scene.now = LocalDate.of(2027, 1, 31).toEpochDay() * DAY + 80_000 * UNIT;
        scene.give(UsageInputs.carrier(1, 0, 0, 0, 0, 5, 1, 1));
        scene.give(UsageInputs.number(1, 1, 1, 18_005_550_100L, monthly, -1, 0));
        long first = balance(AccountKind.CARRIER, 1);
        assertEquals(List.of("NUMBER 1 0.037097"), said(), "the last of 31 days");

        for (int day = 1; day <= 28; day++) {
            scene.now += DAY;
            scene.give(Inputs.time(false));
        }
        assertEquals(monthly, balance(AccountKind.CARRIER, 1) - first, "the whole of February");
        said();

        scene.now += 31 * DAY;
        scene.give(Inputs.time(false));
        assertEquals(List.of("NUMBER 31 1.150001"), said(), "a month that nobody was awake for");
    }

    @Test
    void aNumberThatComesAndGoesCostsEachDayOnce() {
        scene.now = LocalDate.of(2027, 4, 1).toEpochDay() * DAY;
        scene.give(UsageInputs.carrier(1, 0, 0, 0, 0, 30 * UNIT, 1, 1));
        scene.give(UsageInputs.number(1, 1, 1, 18_005_550_100L, -1, -1, 0));
        scene.now += 3_600 * UNIT;
        scene.give(UsageInputs.number(1, 1, 1, 18_005_550_100L, -1, -1, 0));
        scene.give(Inputs.deleted(io.gavel.message.EntityKind.NUMBER, 1));
        scene.give(UsageInputs.number(1, 1, 1, 18_005_550_100L, -1, -1, 0));
        scene.give(Inputs.deleted(io.gavel.message.EntityKind.NUMBER, 1));
        assertEquals(List.of("NUMBER 1 1.00"), said());
        scene.now += 5 * DAY;
        scene.give(Inputs.time(false));
        scene.give(UsageInputs.number(1, 1, 1, 18_005_550_100L, -1, -1, 0));

        assertEquals(List.of("NUMBER 1 1.00"), said(), "not the days on which it was not there");
    }

    @Test
    void manyNumbersAreBookedInTurns() {
        scene.now = LocalDate.of(2027, 4, 1).toEpochDay() * DAY;
        scene.give(UsageInputs.carrier(1, 0, 0, 0, 0, 30 * UNIT, 1, 1));
        for (int id = 1; id <= 1_201; id++) {
            scene.give(UsageInputs.number(id, 1, 1, 18_005_550_000L + id, -1, -1, 0));
        }
        said();
        scene.now += DAY;
        List<Integer> turns = new ArrayList<>();
        for (int turn = 0; turn < 4; turn++) {
            scene.give(Inputs.time(false));
            turns.add(said().size());
            scene.now += 1_000;
        }

        assertEquals(List.of(500, 500, 201, 0), turns);
        assertEquals(2_402 * UNIT, balance(AccountKind.CARRIER, 1));
    }

    @Test
    void aCostThatIsToldAgainReplacesWhatWasTold() {
        scene.give(UsageInputs.cost(1, 20_000, "google", "", 10 * UNIT));
        scene.give(UsageInputs.cost(1, 20_000, "google", "shoes", 5 * UNIT));
        scene.give(UsageInputs.cost(1, 20_000, "google", "", 7 * UNIT));
        scene.give(UsageInputs.cost(1, 20_000, "google", "", 7 * UNIT));

        assertEquals(
                List.of(
                        "cost 0.00 now 10.00",
                        "done NONE 1",
                        "cost 0.00 now 5.00",
                        "done NONE 1",
                        "cost 10.00 now 7.00",
                        "done NONE 1",
                        "done NONE 0"),
                said());
        assertEquals(12 * UNIT, balance(AccountKind.ADVERTISING, 0));
        assertEquals(-12 * UNIT, balance(AccountKind.HOUSE, 0));
    }

    @Test
    void aPeriodIsPaidOutOnce() {
        scene.give(Inputs.paid(AccountKind.SELLER, 1, 50 * UNIT, 0, 1));
        said();
        long until = scene.now;
        scene.now += DAY;
        scene.give(UsageInputs.payout(AccountKind.SELLER, 1, 60 * UNIT, until));
        scene.give(UsageInputs.payout(AccountKind.SELLER, 1, 50 * UNIT, scene.now + 1));
        scene.give(UsageInputs.payout(AccountKind.SELLER, 1, 30 * UNIT, until));
        scene.give(UsageInputs.payout(AccountKind.SELLER, 1, 30 * UNIT, until));
        scene.give(UsageInputs.payout(AccountKind.SELLER, 1, 5 * UNIT, until - 1));

        assertEquals(
                List.of("done NOT_ALLOWED 0", "done NOT_ALLOWED 0", "done NONE 1", "done NONE 0", "done NONE 0"),
                said(),
                "more than is owed, the future, once, again, and an earlier end");
        assertEquals(20 * UNIT, balance(AccountKind.SELLER, 1));
    }

    /** Sells one lead at once; its id. */
    private long lead() {
        PingSpec spec = new PingSpec().field(Inputs.AGE, 34).direct(1);
        return scene.ping(spec);
    }

    private void leads(long credit, long low, long window, int count, int share, boolean waits) {
        scene.give(UsageInputs.buyer(1, credit, low, window, count, share, waits));
        OrderSpec order = new OrderSpec(1).price(10 * UNIT);
        order.delivers = false;
        scene.campaign(new CampaignSpec(1)).orders(order);
    }

    private List<String> told(String word) {
        return said().stream().filter(line -> line.startsWith(word)).toList();
    }

    @Test
    void aBuyerIsToldOnceWhenItsBalanceIsLowUsedUpAndGoodAgain() {
        leads(40 * UNIT, 25 * UNIT, 0, -1, -1, false);
        for (int i = 0; i < 5; i++) {
            lead();
        }
        assertEquals(List.of("balance LOW 20.00", "balance EXHAUSTED 0.00"), told("balance"));

        scene.give(Inputs.paid(AccountKind.BUYER, 1, 15 * UNIT, 0, 1));
        assertEquals(List.of("balance LOW 15.00"), told("balance"), "one more can be bought");
        scene.give(Inputs.paid(AccountKind.BUYER, 1, 15 * UNIT, 0, 1));
        assertEquals(List.of("balance GOOD 30.00"), told("balance"));
        lead();
        assertEquals(List.of("balance LOW 20.00"), told("balance"));
        assertEquals(-20 * UNIT, balance(AccountKind.BUYER, 1));
    }

    @Test
    void asManyAreReturnedInAPeriodAsTheTermsSay() {
        leads(Long.MAX_VALUE, 0, 86_400, 2, -1, false);
        long[] leads = {lead(), lead(), lead(), lead()};
        said();
        for (int i = 0; i < 3; i++) {
            scene.give(Inputs.returned(leads[i], 1, 1));
        }
        assertEquals(List.of("done NONE 1", "done NONE 1", "done RETURN_LIMIT 0"), told("done"));
        scene.now = (scene.now / DAY + 1) * DAY;
        scene.give(Inputs.returned(leads[2], 1, 1));
        scene.now += DAY;
        scene.give(Inputs.returned(leads[3], 1, 1));

        assertEquals(List.of("done NONE 1", "done NOT_RETURNABLE 0"), told("done"), "the next day, and too late");
        assertEquals(-10 * UNIT, balance(AccountKind.BUYER, 1));
        assertEquals(8 * UNIT, balance(AccountKind.SELLER, 1));
    }

    @Test
    void aPartOfWhatWasBoughtIsReturned() {
        leads(Long.MAX_VALUE, 0, 86_400, -1, 250_000, false);
        long[] leads = new long[8];
        for (int i = 0; i < 8; i++) {
            leads[i] = lead();
            if (i == 2) {
                said();
                scene.give(Inputs.returned(leads[0], 1, 1));
                assertEquals(List.of("done RETURN_LIMIT 0"), told("done"), "a quarter of three is none");
            }
        }
        said();
        for (int i = 0; i < 3; i++) {
            scene.give(Inputs.returned(leads[i], 1, 1));
        }
        assertEquals(List.of("done NONE 1", "done NONE 1", "done RETURN_LIMIT 0"), told("done"));
    }

    @Test
    void aReturnWaitsForApprovalAndARefusedOneDoesNotCount() {
        leads(Long.MAX_VALUE, 0, 86_400, 1, -1, true);
        long first = lead();
        long second = lead();
        said();
        scene.give(Inputs.returned(first, 1, 1));
        scene.give(Inputs.returned(first, 1, 1));
        assertEquals(List.of("return REQUESTED", "done NONE 2", "done NOT_RETURNABLE 0"), said());
        assertEquals(-20 * UNIT, balance(AccountKind.BUYER, 1), "nothing moves before");
        scene.give(Inputs.returned(second, 1, 1));
        scene.give(UsageInputs.decided(first, 1, false));
        scene.give(Inputs.returned(second, 1, 1));
        scene.give(UsageInputs.decided(second, 1, true));
        scene.give(UsageInputs.decided(second, 1, true));
        assertEquals(
                List.of(
                        "done RETURN_LIMIT 0",
                        "return REFUSED",
                        "done NONE 1",
                        "return REQUESTED",
                        "done NONE 2",
                        "return APPROVED",
                        "done NONE 1",
                        "done NOT_RETURNABLE 0"),
                said());
        assertEquals(-10 * UNIT, balance(AccountKind.BUYER, 1));
        assertEquals(8 * UNIT, balance(AccountKind.SELLER, 1));
    }
}
