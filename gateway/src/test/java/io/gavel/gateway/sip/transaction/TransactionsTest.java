package io.gavel.gateway.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machines of RFC 3261 §17 and RFC 6026, row by row, by a clock that only the test turns. */
class TransactionsTest {

    @ParameterizedTest(name = "{0} over {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        INVITE  | UDP | send @33000                        | 0 INVITE, 500 INVITE, 1500 INVITE, 3500 INVITE, 7500 INVITE, 15500 INVITE, 31500 INVITE, 32000 told timeout, 32000 left
        INVITE  | TCP | send @33000                        | 0 INVITE, 32000 told timeout, 32000 left
        INVITE  | UDP | send <100 @600 <180 @60000         | 0 INVITE, 0 told 100, 600 told 180
        INVITE  | UDP | send <180 @300000 <180 @640000     | 0 INVITE, 0 told 180, 300000 told 180, 630000 told timeout, 630000 left
        INVITE  | UDP | send @600 <100 @40000 <486 @50000 <486 @90000 | 0 INVITE, 500 INVITE, 600 told 100, 40000 ACK, 40000 told 486, 50000 ACK, 72000 left
        INVITE  | TCP | send <486 <486                     | 0 INVITE, 0 ACK, 0 told 486, 0 left, 0 stray 486
        INVITE  | UDP | send <200 @400 <200 @31000 <200 @33000 <200 | 0 INVITE, 0 told 200, 400 told 200, 31000 told 200, 32000 left, 33000 stray 200
        INVITE  | TCP | send <180 <200 <200 @32000         | 0 INVITE, 0 told 180, 0 told 200, 0 told 200, 32000 left
        INVITE  | UDP | send <200 <180 <486 @100           | 0 INVITE, 0 told 200
        INVITE  | UDP | send <486 <200 @33000              | 0 INVITE, 0 ACK, 0 told 486, 32000 left
        INVITE  | UDP | break send                         | 0 told failure, 0 left
        INVITE  | UDP | send break @500                    | 0 INVITE, 500 told failure, 500 left
        BYE     | UDP | send @33000                        | 0 BYE, 500 BYE, 1500 BYE, 3500 BYE, 7500 BYE, 11500 BYE, 15500 BYE, 19500 BYE, 23500 BYE, 27500 BYE, 31500 BYE, 32000 told timeout, 32000 left
        BYE     | TCP | send @33000                        | 0 BYE, 32000 told timeout, 32000 left
        BYE     | UDP | send <100 @9000 <200 <200 @15000   | 0 BYE, 0 told 100, 500 BYE, 4500 BYE, 8500 BYE, 9000 told 200, 14000 left
        BYE     | UDP | send <100 @33000                   | 0 BYE, 0 told 100, 500 BYE, 4500 BYE, 8500 BYE, 12500 BYE, 16500 BYE, 20500 BYE, 24500 BYE, 28500 BYE, 32000 told timeout, 32000 left
        BYE     | TCP | send <200                          | 0 BYE, 0 told 200, 0 left
        BYE     | UDP | break send                         | 0 told failure, 0 left
        """)
    void requestsThatWeSend(String method, String transport, String events, String deeds) {
        assertEquals(List.of(deeds.split(", ")), new Script(method, transport).play(events).deeds);
    }

    @ParameterizedTest(name = "{0} over {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        INVITE  | UDP | <INVITE <INVITE >100 <INVITE >180 <INVITE | 0 told INVITE, 0 100, 0 100, 0 180, 0 180
        INVITE  | UDP | <INVITE >486 @40000                | 0 told INVITE, 0 486, 500 486, 1500 486, 3500 486, 7500 486, 11500 486, 15500 486, 19500 486, 23500 486, 27500 486, 31500 486, 32000 told unheard, 32000 left
        INVITE  | TCP | <INVITE >486 @40000                | 0 told INVITE, 0 486, 32000 told unheard, 32000 left
        INVITE  | UDP | <INVITE >486 <INVITE @100 <ACK <ACK <INVITE @6000 | 0 told INVITE, 0 486, 0 486, 5100 left
        INVITE  | TCP | <INVITE >486 <ACK                  | 0 told INVITE, 0 486, 0 left
        INVITE  | UDP | <INVITE >200 <INVITE >200 @20000 >200 @33000 | 0 told INVITE, 0 200, 0 200, 20000 200, 32000 left
        INVITE  | UDP | <INVITE >200 >486 >180 <ACK @33000 | 0 told INVITE, 0 200, 0 told ACK, 32000 left
        INVITE  | UDP | <INVITE >486 >200 @100 <ACK        | 0 told INVITE, 0 486
        INVITE  | UDP | <INVITE >180 <CANCEL @10 <ACK @33000 | 0 told INVITE, 0 180, 0 told CANCEL, 0 200, 0 487, 32000 left
        INVITE  | UDP | <INVITE >200 <CANCEL @33000        | 0 told INVITE, 0 200, 0 told CANCEL, 0 200, 32000 left
        INVITE  | UDP | <CANCEL                            | 0 481
        INVITE  | UDP | <INVITE break >486                 | 0 told INVITE, 0 told unheard, 0 left
        BYE     | UDP | <BYE <BYE >200 <BYE >500 @31000 <BYE @33000 | 0 told BYE, 0 200, 0 200, 31000 200, 32000 left
        BYE     | UDP | <BYE >100 <BYE >200                | 0 told BYE, 0 100, 0 100, 0 200
        BYE     | TCP | <BYE >200                          | 0 told BYE, 0 200, 0 left
        INFO    | UDP | <ACK                               | 0 told ACK
        """)
    void requestsThatComeIn(String method, String transport, String events, String deeds) {
        assertEquals(List.of(deeds.split(", ")), new Script(method, transport).play(events).deeds);
    }

    @Test
    void anInviteRepeatedDuringTheAuctionGetsTheLastResponseAgain() {
        Script script = new Script("INVITE", "UDP").play("<INVITE >100 >183 @500 <INVITE @1500 <INVITE");
        assertEquals(List.of("0 told INVITE", "0 100", "0 183", "500 183", "1500 183"), script.deeds);
    }

    @Test
    void aMergedRequestIsRefusedWith482() {
        Script script = new Script("INVITE", "UDP").play("<INVITE >100");
        script.branch = "z9hG4bKother";
        script.play("<INVITE");
        assertEquals(List.of("0 told INVITE", "0 100", "0 482"), script.deeds);
        assertEquals(1, script.transactions.size());
    }

    @Test
    void aRequestOfRfc2543IsMatchedWithoutABranch() {
        Script script = new Script("INVITE", "UDP");
        script.branch = "old";
        script.play("<INVITE >180 <INVITE >486 <ACK @6000");
        assertEquals(List.of("0 told INVITE", "0 180", "0 180", "0 486", "5000 left"), script.deeds);
    }

    @Test
    void whatIsNotWelcomeLeavesNothingBehind() {
        Script script = new Script("INVITE", "UDP");
        script.verdict = 403;
        script.play("<INVITE <INVITE <ACK");
        script.verdict = ServerUser.DROP;
        script.play("<INVITE");
        assertEquals(List.of("0 403", "0 403", "0 told ACK"), script.deeds);
        assertEquals(0, script.wheel.size());
    }

    @Test
    void aFullTableAnswers503() {
        Script script = new Script("OPTIONS", "UDP");
        for (int at = 0; at <= 4; at++) {
            script.branch = "z9hG4bK" + at;
            script.callId = "call" + at;
            script.play("<OPTIONS");
        }
        assertEquals("0 503", script.deeds.get(script.deeds.size() - 1));
    }

    @Test
    void aTimerLaterThanOneTurnOfTheWheelRingsInTime() {
        TimerWheel wheel = new TimerWheel(0);
        long[] rung = {-1};
        wheel.set(new Timer(timer -> rung[0] = wheel.now()), 900_000);
        for (long now = 0; rung[0] < 0 && now < 2_000_000; now += 50) {
            wheel.turn(now);
        }
        assertEquals(900_000, rung[0]);
        assertEquals(0, wheel.size());
    }

    @Test
    void aClockThatJumpsRingsAllThatIsDue() {
        TimerWheel wheel = new TimerWheel(0);
        int[] rung = {0};
        for (int delay = 1; delay <= 100; delay++) {
            wheel.set(new Timer(timer -> rung[0]++), delay * 1000L);
        }
        wheel.turn(90_000);
        assertEquals(90, rung[0]);
    }
}
