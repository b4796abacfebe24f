package io.gavel.gateway.media.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.MediaListener;
import io.gavel.gateway.media.Negotiated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each side says reaches the other, in the right dialog. */
class DirectMediaTest implements MediaListener {
    private final DirectMedia media = new DirectMedia();
    private final MediaCall call = media.open("call", this, Runnable::run);
    private final List<String> offered = new ArrayList<>();
    private Negotiated reply = Negotiated.to(sdp("caller-2", 5000));

    static String sdp(String who, int port) {
        return "v=0\r\no=" + who + " 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 9 111\r\na=rtpmap:111 opus/48000/2\r\n";
    }

    private static List<String> heard(Consumer<Consumer<Negotiated>> what) {
        List<String> heard = new ArrayList<>();
        what.accept(outcome -> heard.add(outcome.isGood() ? outcome.sdp() : Integer.toString(outcome.status())));
        return heard;
    }

    @Override
    public void digit(MediaLeg leg, char digit) {}

    @Override
    public void silent(MediaLeg leg, Duration since) {}

    @Override
    public void offer(MediaLeg leg, String sdp, Consumer<Negotiated> then) {
        offered.add(leg.name() + " " + sdp);
        then.accept(reply);
    }

    private static void passes(String sdp, String said, int version) {
        assertTrue(
                said.contains("m=audio " + sdp.replaceAll("(?s).*m=audio (\\d+).*", "$1") + " RTP/AVP 9 111\r\n"),
                said);
        assertTrue(said.contains("a=rtpmap:111 opus/48000/2\r\n"), said);
        assertTrue(said.matches("(?s)v=0\r\no=- \\d+ " + version + " IN IP4 192.0.2.1\r\ns=-\r\n.*"), said);
    }

    private MediaLeg bridged(List<String> answers) throws Exception {
        call.caller().answer(sdp("caller", 4000), outcome -> answers.add(outcome.sdp()));
        MediaLeg buyer = call.newLeg("buyer");
        passes(sdp("caller", 4000), heard(buyer::offer).get(0), 1);
        assertEquals(List.of(""), heard(then -> buyer.answered(sdp("buyer", 6000), then)));
        assertEquals(List.of(), answers);
        call.bridge(buyer);
        return buyer;
    }

    @Test
    void theBuyersAnswerIsTheCallersWhateverTheCodec() throws Exception {
        List<String> answers = new ArrayList<>();
        bridged(answers);
        assertEquals(1, answers.size());
        passes(sdp("buyer", 6000), answers.get(0), 1);
        assertEquals(List.of(), offered);
    }

    @Test
    void aNewOfferOfOneSideIsTheOthersToAnswer() throws Exception {
        MediaLeg buyer = bridged(new ArrayList<>());
        List<String> answer = heard(then -> call.caller().answer(sdp("caller", 4002), then));
        assertEquals(1, offered.size());
        assertTrue(offered.get(0).startsWith("buyer "), offered.get(0));
        passes(sdp("caller", 4002), offered.get(0).substring("buyer ".length()), 2);
        passes(sdp("caller-2", 5000), answer.get(0), 2);

        assertEquals(answer, heard(then -> call.caller().answer(sdp("caller", 4002), then)), "a session's refresh");
        reply = Negotiated.refused(488);
        assertEquals(List.of("488"), heard(then -> buyer.answer(sdp("buyer", 6002), then)));
        assertEquals(2, offered.size());
    }

    @Test
    void whenABuyerGoesTheCallerIsOfferedWhatTheNextSaid() throws Exception {
        MediaLeg first = bridged(new ArrayList<>());
        first.close();
        call.unbridge();
        MediaLeg second = call.newLeg("second");
        passes(sdp("caller", 4000), heard(second::offer).get(0), 1);
        second.answered(sdp("second", 7000), outcome -> {});
        call.bridge(second);
        assertEquals(2, offered.size());
        assertTrue(offered.get(0).startsWith("caller "));
        passes(sdp("second", 7000), offered.get(0).substring("caller ".length()), 2);
        assertTrue(offered.get(1).startsWith("second "), "the caller has moved");
        passes(sdp("caller-2", 5000), offered.get(1).substring("second ".length()), 2);
    }

    @Test
    void whatCannotBeReadIsRefusedAndNothingIsOfferedWithoutTheCaller() throws Exception {
        assertEquals(List.of("488"), heard(then -> call.caller().answer("no SDP", then)));
        assertEquals(List.of("488"), heard(call.caller()::offer), "a call without an offer");
        assertEquals(List.of("488"), heard(call.newLeg("buyer")::offer));
        MediaLeg buyer = call.newLeg("buyer");
        assertEquals(List.of("488"), heard(then -> buyer.answered("v=0", then)));
    }

    @Test
    void aBuyerWhoOffersBeforeItIsBridgedIsAskedToWait() throws Exception {
        call.caller().answer(sdp("caller", 4000), outcome -> {});
        MediaLeg buyer = call.newLeg("buyer");
        buyer.answered(sdp("buyer", 6000), outcome -> {});
        assertEquals(List.of("491"), heard(then -> buyer.answer(sdp("buyer", 6002), then)));
    }

    @Test
    void itIsCountedAndItsFiguresAreEmpty() throws Exception {
        assertEquals(1, media.calls());
        call.newLeg("buyer");
        List<MediaFigures> figures = new ArrayList<>();
        call.close(figures::add);
        call.close(figures::add);
        assertEquals(0, media.calls());
        assertEquals(1, figures.size());
        assertEquals(2, figures.get(0).legs().size());
        assertFalse(figures.get(0).recordingFailed());
    }
}
