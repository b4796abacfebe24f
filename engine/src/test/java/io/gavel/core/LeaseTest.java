package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.core.VisitInputs.PoolSpec;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Visits, their numbers, and whose call it is: do, do, compare lines. Times are milliseconds since the scene began. */
class LeaseTest {
    private static final long A = 1_800_555_0100L;
    private static final long B = 1_800_555_0101L;
    private static final long SAN_FRANCISCO = 1_415_555_0100L;
    private static final long OVERFLOW = 1_800_555_0180L;

    private final Scene scene = new Scene();

    @Test
    void aVisitorHasOneNumberWhileItIsThere() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A, B)));
        long first = open(1, 101);
        assertEquals(List.of("visit " + first + " has 18005550100 until 60000"), said());
        pass(30_000);
        open(1, 101);
        assertEquals(List.of("visit " + first + " has 18005550100 until 90000 again"), said());
        pass(59_999);
        assertEquals(List.of(), said());
        pass(1);
        assertEquals(List.of("ended " + first), said());
    }

    @Test
    void whoIsTooManySharesTheOverflowNumber() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        open(1, 101);
        long second = open(1, 102);
        long third = open(1, 103);
        assertEquals(
                List.of(
                        "visit " + second + " has 18005550180 until 60000 shared",
                        "visit " + third + " has 18005550180 until 60000 shared"),
                said().subList(1, 3));
        call(OVERFLOW, 0);
        assertEquals(List.of("SHARED visit " + third + " of 2 500/1000 after 0"), said());
    }

    @Test
    void aPoolWithoutOverflowNumberAndWithoutFreeNumberHasNone() {
        pool(PoolSpec.of(1, 60, 0, List.of(A)));
        open(1, 101);
        open(1, 102);
        assertEquals("no visit", said().get(1));
    }

    @Test
    void theNumberThatIsFreeForLongestComesFirst() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A, B)));
        open(1, 101);
        pass(1_000);
        open(1, 102);
        pass(120_000);
        said();
        long third = open(1, 103);
        assertEquals(List.of("visit " + third + " has 18005550100 until 181000"), said());
    }

    @Test
    void aNumberRestsBeforeAnotherHasIt() {
        pool(new PoolSpec(1, 60, 100, 86_400, 43_200, 0, true, OVERFLOW, List.of(A), List.of()));
        open(1, 101);
        pass(100_000);
        said();
        long second = open(1, 102);
        assertEquals(List.of("visit " + second + " has 18005550180 until 160000 shared"), said());
        pass(60_000);
        said();
        long third = open(1, 103);
        assertEquals(List.of("visit " + third + " has 18005550100 until 220000"), said());
    }

    @Test
    void aNumberOfTheVisitorsAreaCodeIsPreferred() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A, SAN_FRANCISCO)));
        scene.give(VisitInputs.opened(1, 101, 0, 415, true, "google"));
        scene.give(VisitInputs.opened(1, 102, 0, 415, true, "google"));
        assertEquals(List.of("visit 5 has 14155550100 until 60000", "visit 6 has 18005550100 until 60000"), said());
    }

    @Test
    void oneAddressCannotDrainAPool() {
        pool(new PoolSpec(1, 60, 0, 86_400, 43_200, 1, true, OVERFLOW, List.of(A, B), List.of()));
        scene.give(VisitInputs.opened(1, 101, 77, 0, true, ""));
        scene.give(VisitInputs.opened(1, 102, 77, 0, true, ""));
        scene.give(VisitInputs.opened(1, 103, 78, 0, true, ""));
        assertEquals(
                List.of(
                        "visit 5 has 18005550100 until 60000",
                        "visit 6 has 18005550180 until 60000 shared",
                        "visit 7 has 18005550101 until 60000"),
                said());
    }

    @Test
    void touchesThatComeAgainOrTooLateChangeNothing() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        long visit = open(1, 101);
        said();
        scene.give(VisitInputs.touched(visit));
        scene.give(VisitInputs.touched(visit));
        String same = "visit " + visit + " has 18005550100 until 60000 again";
        assertEquals(List.of(same, same), said());
        pass(60_000);
        said();
        scene.give(VisitInputs.touched(visit));
        scene.give(VisitInputs.touched(987_654_321));
        assertEquals(List.of("no visit", "no visit"), said());
    }

    @Test
    void noVisitIsLongerThanThePoolSays() {
        pool(new PoolSpec(1, 60, 0, 86_400, 100, 0, true, OVERFLOW, List.of(A, B), List.of()));
        long visit = open(1, 101);
        pass(50_000);
        scene.give(VisitInputs.touched(visit));
        pass(50_000);
        said();
        scene.give(VisitInputs.touched(visit));
        assertEquals(List.of("visit " + visit + " has 18005550100 until 110000 again"), said());
        long next = open(1, 101);
        assertEquals(List.of("ended " + visit, "visit " + next + " has 18005550101 until 160000"), said());
    }

    @Test
    void aCallIsOfWhoeverHasTheNumberAndKeepsItTheirs() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        long visit = open(1, 101);
        pass(59_000);
        call(A, 555);
        pass(59_000);
        call(A, 556);
        assertEquals(
                List.of(
                        "EXACT visit " + visit + " of 1 1000/1000 after 0",
                        "EXACT visit " + visit + " of 1 1000/1000 after 0"),
                said().subList(1, 3));
    }

    @Test
    void aLateCallIsOfWhoHadTheNumberLastWithLessAndLessConfidence() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        long visit = open(1, 101);
        pass(60_000);
        said();
        call(A, 0);
        pass(60_000);
        call(A, 0);
        pass(60_000);
        call(A, 0);
        pass(86_400_000);
        call(A, 0);
        assertEquals(
                List.of(
                        "LATE visit " + visit + " of 1 666/1000 after 0",
                        "LATE visit " + visit + " of 1 500/1000 after 0",
                        "LATE visit " + visit + " of 1 333/1000 after 0",
                        "NONE visit 0 of 0 0/1000 after 0"),
                said());
    }

    @Test
    void whoHadTheNumberBeforeTheLastMakesTheLastLessSure() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        open(1, 101);
        pass(60_000);
        long second = open(1, 102);
        pass(60_000);
        said();
        call(A, 0);
        assertEquals(List.of("LATE visit " + second + " of 2 500/1000 after 0"), said());
    }

    @Test
    void aCallerWhoHasTheNumberInThePhoneIsStillTheFirstVisitor() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        long first = open(1, 101);
        call(A, 555);
        pass(3_600_000);
        long second = open(1, 102);
        said();
        call(A, 555);
        call(A, 556);
        assertEquals(
                List.of(
                        "REPEAT visit " + first + " of 1 900/1000 after 1",
                        "EXACT visit " + second + " of 1 1000/1000 after 0"),
                said());
    }

    @Test
    void aNumberThatRetiresIsAnsweredAndGivenToNobody() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        long visit = open(1, 101);
        pool(new PoolSpec(1, 60, 0, 86_400, 43_200, 0, true, OVERFLOW, List.of(B), List.of(A)));
        said();
        call(A, 0);
        pass(60_000);
        open(1, 102);
        long third = open(1, 103);
        assertEquals(
                List.of(
                        "EXACT visit " + visit + " of 1 1000/1000 after 0",
                        "ended " + visit,
                        "visit " + (third - 1) + " has 18005550101 until 120000",
                        "visit " + third + " has 18005550180 until 120000 shared"),
                said());
    }

    @Test
    void aNumberThatGoesToAnotherPoolTakesNobodyWithIt() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        pool(PoolSpec.of(2, 60, 0, List.of(B)));
        long visit = open(1, 101);
        said();
        pool(PoolSpec.of(2, 60, 0, List.of(B, A)));
        assertEquals(List.of("ended " + visit), said());
        open(2, 101);
        open(2, 102);
        assertEquals(List.of("visit 8 has 18005550101 until 60000", "visit 9 has 18005550100 until 60000"), said());
    }

    @Test
    void aCallKnowsTheSourceOfItsVisit() {
        pool(PoolSpec.of(1, 60, OVERFLOW, List.of(A)));
        scene.give(VisitInputs.opened(1, 101, 0, 0, true, "google"));
        scene.give(VisitInputs.opened(1, 101, 0, 0, false, "direct"));
        said();
        call(A, 0);
        assertEquals("google", source());
        scene.give(VisitInputs.opened(1, 101, 0, 0, true, "bing"));
        said();
        call(A, 0);
        assertEquals("bing", source());
    }

    /** Of the call that was started last. */
    private String source() {
        String source = "";
        for (UnsafeBuffer message : heard) {
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
            if (header.templateId() == CallStartedDecoder.TEMPLATE_ID) {
                source = new CallStartedDecoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .source();
            } else if (header.templateId() == CallEndedDecoder.TEMPLATE_ID) {
                assertEquals(
                        source,
                        new CallEndedDecoder()
                                .wrapAndApplyHeader(message, 0, header)
                                .source());
            }
        }
        return source;
    }

    private final List<UnsafeBuffer> heard = new ArrayList<>();

    private void pool(PoolSpec spec) {
        scene.give(VisitInputs.pool(spec));
    }

    private long open(int pool, long visitor) {
        return scene.give(VisitInputs.opened(pool, visitor, 0, 0, true, "google"));
    }

    private void call(long dialled, long caller) {
        scene.give(VisitInputs.call(new PingSpec(), dialled, caller, true));
        heard.clear();
        heard.addAll(scene.out.take());
        pending.addAll(heard);
    }

    private final List<UnsafeBuffer> pending = new ArrayList<>();

    private void pass(long millis) {
        scene.pass(millis);
        pending.addAll(scene.out.take());
    }

    private List<String> said() {
        pending.addAll(scene.out.take());
        List<String> lines = pending.stream()
                .map(VisitLines::of)
                .filter(line -> !line.isEmpty())
                .toList();
        pending.clear();
        return lines;
    }
}
