package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.LegCause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a caller hears before the auction, and what becomes of the keys. */
@Timeout(60)
class FlowTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CallRig rig;

    /** A campaign whose calls go through a flow of these steps. */
    private void open(String steps, String... orders) throws IOException {
        String market =
                CallRig.market("flow: screen", orders) + "flows: {screen: {start: ask, steps: {" + steps + "}}}\n";
        rig = new CallRig(folder, market);
    }

    private static String only(String name, String filter) {
        return CallRig.order(name, 1, "").replace("buyer: north", "buyer: north, filter: {" + filter + "}");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        rig.isOver();
        rig.close();
        assertEquals(List.of(), rig.held());
    }

    private void press(String keys) {
        rig.on(() -> {
            for (char key : keys.toCharArray()) {
                rig.media.leg("caller").press(key);
            }
        });
    }

    private void played() {
        rig.on(() -> rig.media.leg("caller").played());
    }

    private void hangUp(FakeCaller caller) {
        rig.on(() -> caller.tells().callerGone(LegCause.HUNG_UP));
    }

    private static final String ASK =
            "ask: {play: welcome.wav, digits: 1, timeout_s: 5, retries: 1, keep_as: intent, on: {\"1\": auction, \"2\": auction, default: hangup}}";

    @Test
    void theKeyDecidesWhoIsRung() throws Exception {
        open(ASK, only("one", "field: intent, is: \"1\""), only("two", "field: intent, is: \"2\""));
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        rig.until("caller hears a prompt");
        played();
        press("2");
        rig.until("caller hears ringback");
        rig.until("INVITE two");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void aKeyInterruptsThePrompt() throws Exception {
        open(ASK, only("one", "field: intent, is: \"1\""));
        FakeCaller caller = rig.call();
        rig.until("caller hears a prompt");
        press("1");
        rig.until("INVITE one");
        played();
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void whoPressesWhatIsNotOfferedIsAskedAgainAndThenLetGo() throws Exception {
        open(ASK, only("one", "field: intent, is: \"1\""));
        rig.call();
        rig.until("caller hears a prompt");
        press("9");
        rig.until("caller hears a prompt");
        press("9");
        rig.until("caller BYE NONE");
    }

    @Test
    void whoPressesNothingIsAskedAgainAndThenLetGo() throws Exception {
        open(ASK.replace("timeout_s: 5", "timeout_s: 1"), only("one", "field: intent, is: \"1\""));
        rig.call();
        rig.until("caller hears a prompt");
        played();
        rig.until("caller hears a prompt");
        played();
        rig.until("caller BYE NONE");
    }

    @Test
    void aNumberIsReadToItsLastDigitOrToTheHash() throws Exception {
        String ages = "ask: {digits: 3, timeout_s: 100, keep_as: age, then: auction}";
        open(ages, only("adult", "field: age, at_least: 21"));
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        press("42#");
        rig.until("INVITE adult");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void aNumberThatTheFieldDoesNotTakeIsAskedForAgain() throws Exception {
        String ages = "ask: {play: welcome.wav, digits: 2, timeout_s: 100, retries: 1, keep_as: age, then: auction}";
        open(ages, only("adult", "field: age, at_least: 21"));
        FakeCaller caller = rig.call();
        rig.until("caller hears a prompt");
        press("07");
        rig.until("caller hears a prompt");
        press("30");
        rig.until("INVITE adult");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void oneStepLeadsToTheNext() throws Exception {
        String steps =
                "ask: {play: welcome.wav, then: zip}, zip: {play: notice.wav, digits: 5, timeout_s: 100, keep_as: zip, "
                        + "then: end}, end: {auction: true}";
        open(steps, only("near", "field: zip, is: \"80202\""));
        FakeCaller caller = rig.call();
        rig.until("caller hears a prompt");
        press("8");
        played();
        rig.until("caller hears a prompt");
        press("80202");
        rig.until("INVITE near");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void stepsThatLeadInACircleEnd() throws Exception {
        open("ask: {then: more}, more: {then: ask}", only("one", "field: intent, is: \"1\""));
        rig.call();
        rig.until("caller BYE NONE");
    }

    @Test
    void aCallerWhoHangsUpInTheFlowLeavesARecord() throws Exception {
        open(ASK, only("one", "field: intent, is: \"1\""));
        FakeCaller caller = rig.call();
        rig.until("caller hears a prompt");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
        press("1");
        played();
    }

    @Test
    void whatIsRecordedIsAnnouncedFirst() throws Exception {
        rig = new CallRig(
                folder,
                CallRig.market("recording: {mode: both_legs, announce: notice.wav}", CallRig.order("a", 1, "")));
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        rig.until("caller hears a prompt");
        played();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("record");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void nobodyForACallerWhoWasAnsweredIsAHangUp() throws Exception {
        open(ASK, CallRig.order("a", 1, ""));
        rig.call();
        rig.until("caller hears a prompt");
        press("1");
        rig.until("INVITE a");
        rig.phone("a", tells -> tells.buyerFailed(486, LegCause.BUSY));
        rig.until("line: ended not_answered by EXCHANGE NONE");
        rig.until("caller BYE NONE");
    }
}
