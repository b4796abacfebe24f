package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.Problem;
import io.gavel.gateway.market.CallAbilities;
import io.gavel.gateway.market.MarketCheck;
import io.gavel.message.LegCause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a campaign whose audio does not come here: {@code media: direct}. */
@Timeout(60)
class DirectTest {
    private static final String OFFER =
            "v=0\r\no=c 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 9\r\n";

    @TempDir
    private Path folder;

    private @Nullable CallRig rig;

    private CallRig open(String... orders) throws Exception {
        CallRig made = new CallRig(folder, CallRig.market("media: direct", orders));
        rig = made;
        return made;
    }

    @AfterEach
    void close() throws Exception {
        if (rig != null) {
            rig.close();
            assertEquals(List.of(), rig.held());
        }
    }

    @Test
    void theBuyerSeesTheCallersOfferAndTheCallerTheBuyersAnswer() throws Exception {
        CallRig calls = open(CallRig.order("a", 1, ""));
        FakeCaller caller = calls.call(CallRig.CALLER, OFFER);
        calls.until("INVITE a");
        assertTrue(calls.rung("a").offer.contains("m=audio 4000 RTP/AVP 9\r\n"), calls.rung("a").offer);
        calls.phone("a", tells -> tells.buyerAnswered(200, OFFER.replace("4000", "6000")));
        untilSaid(calls, "caller 200 ", "6000");
        calls.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        calls.until("line: ended none by BUYER HUNG_UP billable");
        calls.on(() -> assertTrue(caller.isAnswered()));
        calls.isOver();
        assertEquals(0, calls.direct.calls());
        assertEquals(100, calls.media.freePorts());
    }

    @Test
    void aNewOfferOfTheCallerIsTheBuyersToAnswer() throws Exception {
        CallRig calls = open(CallRig.order("a", 1, ""));
        FakeCaller caller = calls.call(CallRig.CALLER, OFFER);
        calls.until("INVITE a");
        calls.phone("a", tells -> tells.buyerAnswered(200, OFFER.replace("4000", "6000")));
        untilSaid(calls, "caller 200 ", "6000");
        calls.rung("a").reply = OFFER.replace("4000", "6002");
        calls.on(() -> {
            String hold = OFFER + "a=sendonly\r\n";
            String answer = CallRig.said(then -> caller.tells().callerOffers(hold, then));
            assertTrue(answer.contains("m=audio 6002 "), answer);
        });
        untilSaid(calls, "re-INVITE a ", "a=sendonly");
        calls.on(() -> caller.tells().callerGone(LegCause.HUNG_UP));
        calls.isOver();
    }

    @Test
    void whoHangsUpAtOnceLeavesTheCallerToTheNextWhoseWordsItIsOffered() throws Exception {
        CallRig calls = open(later("a", 1, "reroute_within_s: 60"), later("b", 2, ""));
        FakeCaller caller = calls.call(CallRig.CALLER, OFFER);
        caller.reply = OFFER;
        calls.until("INVITE a");
        calls.phone("a", tells -> tells.buyerAnswered(200, OFFER.replace("4000", "6000")));
        untilSaid(calls, "caller 200 ", "6000");
        calls.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        calls.until("INVITE b");
        calls.phone("b", tells -> tells.buyerAnswered(200, OFFER.replace("4000", "7000")));
        untilSaid(calls, "caller re-INVITE ", "7000");
        calls.on(() -> caller.tells().callerGone(LegCause.HUNG_UP));
        calls.isOver();
    }

    /** Nothing is billed while the test lasts. */
    private static String later(String name, int priority, String more) {
        return CallRig.order(name, priority, more).replace("billable_after_s: 0", "billable_after_s: 90");
    }

    @Test
    void aCallWithoutAnOfferIsRefused() throws Exception {
        CallRig calls = open(CallRig.order("a", 1, ""));
        FakeCaller caller = new FakeCaller(calls.lines::add);
        calls.on(() -> calls.desk.take(calls.arrival(CallRig.CALLER), caller, "call", null));
        calls.until("caller 488");
        calls.isOver();
    }

    @Test
    void theCheckSaysWhatDoesNotGoWithIt() {
        for (String[] wrong : new String[][] {
            {"media: direct, recording: {mode: both_legs}", ""},
            {"media: direct", "whisper: hold.wav"},
            {"media: direct", "accept: \"1\""},
        }) {
            String market = CallRig.market(wrong[0], CallRig.order("a", 1, wrong[1]));
            List<Problem> problems = MarketCheck.problems("m.yaml", market.getBytes(StandardCharsets.UTF_8));
            assertEquals(1, problems.size(), () -> String.join(" ", wrong) + problems);
            assertTrue(problems.get(0).toString().contains("does not hear"), problems::toString);
        }
    }

    @Test
    void theCheckSaysWhatRtpengineCannotDo() {
        CallAbilities less = new CallAbilities("rtpengine", false, false, false);
        for (String[] wrong : new String[][] {
            {"recording: {mode: both_legs}", ""},
            {"", "whisper: hold.wav"},
            {"", "accept: \"1\""},
        }) {
            String market = CallRig.market(wrong[0], CallRig.order("a", 1, wrong[1]));
            byte[] text = market.getBytes(StandardCharsets.UTF_8);
            assertEquals(List.of(), MarketCheck.problems("m.yaml", text));
            List<Problem> problems = MarketCheck.problems("m.yaml", text, less);
            assertEquals(1, problems.size(), () -> String.join(" ", wrong) + problems);
            assertTrue(problems.get(0).toString().contains("rtpengine"), problems::toString);
        }
    }

    /** A line that begins and goes on like this. */
    private static void untilSaid(CallRig calls, String start, String part) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (calls.lines.stream().noneMatch(line -> line.startsWith(start) && line.contains(part))) {
            assertTrue(System.nanoTime() < end, calls.lines::toString);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
