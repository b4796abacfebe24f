package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.FlowInfo;
import io.gavel.gateway.market.FlowInfo.Step;
import io.gavel.gateway.market.FlowWalk;
import io.gavel.message.EntityKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flow that is played in the browser goes where a caller's would. */
class FlowTrialTest {
    private static final FlowInfo FLOW = new FlowInfo(
            new Entity(EntityKind.FLOW, 1, "screen", 1, false, ""),
            "welcome",
            Map.of(
                    "welcome",
                    asks(1, 1, "intent", Map.of("1", "zip", "2", "auction", "default", "bye")),
                    "zip",
                    asks(5, 0, "zip", Map.of(), "office"),
                    "office",
                    new Step(
                            "hold.wav",
                            0,
                            5,
                            0,
                            null,
                            Map.of(),
                            "auction",
                            false,
                            new FlowInfo.OpenHours(List.of(), java.time.ZoneOffset.UTC, "bye")),
                    "bye",
                    new Step("bye.wav", 0, 5, 0, null, Map.of(), "hangup", false, null)));

    private static Step asks(int digits, int retries, String keepAs, Map<String, String> on) {
        return new Step("ask.wav", digits, 5, retries, keepAs, on, null, false, null);
    }

    private static Step asks(int digits, int retries, String keepAs, Map<String, String> on, String then) {
        return new Step("ask.wav", digits, 5, retries, keepAs, on, then, false, null);
    }

    private static FlowTrial pressed(String keys) {
        return FlowTrial.of(FLOW, null, keys);
    }

    private static List<String> names(FlowTrial trial) {
        return trial.stations().stream().map(FlowTrial.Station::name).toList();
    }

    @Test
    void keysLeadThroughTheStepsToTheAuction() {
        assertEquals(FlowWalk.Turn.WAIT, pressed("").turn());
        FlowTrial sold = pressed("190210o");
        assertEquals(List.of("welcome", "zip", "office"), names(sold));
        assertEquals(FlowWalk.Turn.AUCTION, sold.turn());
        assertEquals(Map.of("intent", "1", "zip", "90210"), sold.kept());
        assertEquals(FlowWalk.Turn.AUCTION, pressed("2").turn());
    }

    @Test
    void whoPressesNothingOrSomethingElseIsAskedAgainAndThenLetGo() {
        FlowTrial again = pressed("9");
        assertTrue(again.stations().get(1).again());
        assertEquals(FlowWalk.Turn.OVER, pressed("9n").turn());
        assertEquals(List.of("welcome", "welcome", "bye"), names(pressed("nn")));
        assertEquals(FlowWalk.Turn.OVER, pressed("190210c").turn());
    }

    @Test
    void everyWayIsListedOnce() {
        List<String> ways = FlowTrial.paths(FLOW, null).stream()
                .map(path -> path.keys() + " " + path.trial().turn())
                .toList();
        assertEquals(
                List.of("111111o AUCTION", "111111c OVER", "1no AUCTION", "1nc OVER", "2 AUCTION", "nn OVER"), ways);
    }

    @Test
    void aFlowThatGoesRoundEndsWhereItDoes() {
        FlowInfo round = new FlowInfo(
                FLOW.entity(),
                "ask",
                Map.of("ask", asks(1, 0, "a", Map.of("1", "ask", "2", "auction", "default", "ask"))));
        List<FlowTrial.Path> ways = FlowTrial.paths(round, null);
        assertEquals(3, ways.size());
        assertTrue(ways.get(0).trial().again());
        FlowTrial many = FlowTrial.of(round, null, "1".repeat(150));
        assertEquals(FlowWalk.Turn.OVER, many.turn(), "as a caller's would");
    }
}
