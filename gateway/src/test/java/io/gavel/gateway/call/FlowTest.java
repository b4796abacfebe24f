package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gavel.message.LegCause;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller hears before the auction, and what becomes of the keys. */
@Timeout(60)
class FlowTest extends BridgeScene {
    /** A campaign whose calls go through a flow of these steps. */
    @Override
    void open(String steps, String... orders) throws IOException {
        String market =
                CallRig.market("flow: screen", orders) + "flows: {screen: {start: ask, steps: {" + steps + "}}}\n";
        rig = new CallRig(folder, market);
    }

    private static String only(String name, String filter) {
        return CallRig.order(name, 1, "").replace("buyer: north", "buyer: north, filter: {" + filter + "}");
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

    /** It goes on when a buyer begins to ring, and comes back when one hangs up at once. */
    @Test
    void musicIsHeardWhileTheCallerWaits() throws Exception {
        String patient =
                CallRig.order("a", 1, "reroute_within_s: 10").replace("billable_after_s: 0", "billable_after_s: 30");
        rig = new CallRig(
                folder,
                CallRig.market("flow: screen, waiting: notice.wav", patient, CallRig.order("b", 2, ""))
                        + "flows: {screen: {start: ask, steps: {ask: {digits: 1, timeout_s: 100, on: {\"1\": auction, default: hangup}}}}}\n");
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        press("1");
        rig.until("caller hears a prompt");
        rig.until("INVITE a");
        rig.phone("a", BuyerLeg.Listener::buyerRings);
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        rig.until("unbridge", "caller hears a prompt");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
        assertFalse(rig.lines.contains("caller hears ringback"), "he hears music");
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
    void whoGoesRoundForEverIsLetGo() throws Exception {
        open("ask: {digits: 1, on: {\"1\": auction, default: ask}}", CallRig.order("a", 1, ""));
        rig.call();
        rig.until("caller 200 answer to offer");
        press("9".repeat(101));
        rig.until("caller BYE NONE");
    }

    @Test
    void whatTheVerticalDoesNotHaveIsNotKeptAndTheFlowGoesOn() throws Exception {
        open("ask: {digits: 1, keep_as: mood, on: {\"1\": auction, default: hangup}}", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        press("1");
        rig.until("INVITE a");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    private static final String OFFICE = "ask: {hours: [{days: mon-fri, from: \"09:00\", to: \"18:00\"}],"
            + " timezone: America/New_York, then: auction, closed: sorry}, sorry: {play: notice.wav, then: hangup}";

    @Test
    void duringItsHoursAStepGoesOn() throws Exception {
        open(OFFICE, CallRig.order("a", 1, ""));
        rig.clock = Instant.parse("2026-11-23T22:59:00Z");
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void outsideOfThemTheCallerHearsSoAndIsLetGo() throws Exception {
        open(OFFICE, CallRig.order("a", 1, ""));
        rig.clock = Instant.parse("2026-11-23T23:00:00Z");
        rig.call();
        rig.until("caller hears a prompt");
        played();
        rig.until("line: ended flow_ended by EXCHANGE NONE");
        rig.until("caller BYE NONE");
    }

    private static final String THEN_TALK = "ask: {digits: 1, keep_as: intent, on: {\"1\": talk, default: hangup}},"
            + " talk: {play: notice.wav, then: more}, more: {play: welcome.wav, auction: true}";

    @Test
    void theAuctionOpensWhileTheRestIsPlayed() throws Exception {
        open(THEN_TALK, CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        press("1");
        rig.until("caller hears a prompt", "INVITE a");
        rig.phone("a", BuyerLeg.Listener::buyerRings);
        played();
        rig.until("caller hears a prompt");
        assertFalse(rig.lines.contains("caller hears ringback"), "not before all is said");
        played();
        rig.until("caller hears ringback");
        rig.answers("a");
        rig.until("bridge order-1-1");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void aBuyerWhoAnswersMeanwhileIsJoinedAtOnce() throws Exception {
        open(THEN_TALK, CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("caller 200 answer to offer");
        press("1");
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        played();
        assertFalse(rig.lines.contains("caller hears ringback"), "he hears the buyer");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
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

    /** The caller's number is of Colorado. */
    @Test
    void onlyCallersOfStatesThatWantItHearTheNotice() throws Exception {
        rig = new CallRig(folder, CallRig.market(notice("two_party"), CallRig.order("a", 1, "")));
        FakeCaller elsewhere = rig.call();
        rig.until("INVITE a");
        assertFalse(rig.lines.contains("caller hears a prompt"), rig.lines::toString);
        rig.answers("a");
        rig.until("record");
        hangUp(elsewhere);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void aCallerOfAStateThatIsNamedHearsTheNotice() throws Exception {
        rig = new CallRig(folder, CallRig.market(notice("[two_party, CO]"), CallRig.order("a", 1, "")));
        FakeCaller caller = rig.call();
        rig.until("caller hears a prompt");
        played();
        rig.until("INVITE a");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void aCallerWhoseStateIsNotKnownHearsTheNotice() throws Exception {
        rig = new CallRig(folder, CallRig.market(notice("two_party"), CallRig.order("a", 1, "")));
        FakeCaller caller = rig.call(null, "offer");
        rig.until("caller hears a prompt");
        played();
        rig.until("INVITE a");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    private static String notice(String states) {
        return "recording: {mode: both_legs, announce: notice.wav, announce_in: " + states + "}";
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
