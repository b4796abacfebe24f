package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaCall;
import io.gavel.gateway.media.MediaException;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Codec;
import io.gavel.gateway.media.audio.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls through the relay, over real sockets. */
class RelayTest {
    private static final int FIRST_PORT = 17_000;

    private MediaRig rig;
    private Phone caller;
    private Phone buyer;

    @BeforeEach
    void start() throws Exception {
        rig = MediaRig.usual(FIRST_PORT);
        caller = new Phone(0x1111, Codec.PCMU);
        buyer = new Phone(0x2222, Codec.PCMU);
    }

    @AfterEach
    void stop() {
        rig.close();
        caller.close();
        buyer.close();
    }

    @Test
    void bothSidesHearEachOther() throws Exception {
        MediaCall call = bridged();

        caller.say(1);
        Phone.Heard first = buyer.hears(1);
        caller.say(2);
        Phone.Heard second = buyer.hears(2);
        buyer.say(3);
        caller.hears(3);

        assertEquals(first.source(), second.source());
        assertEquals((first.sequence() + 1) & 0xFFFF, second.sequence());
        assertEquals(first.timestamp() + 160, second.timestamp());
        assertTrue(first.marker());
        assertFalse(second.marker());
        MediaFigures figures = rig.end(call);
        assertEquals(2, MediaRig.leg(figures, "caller").packetsIn());
        assertEquals(1, MediaRig.leg(figures, "caller").packetsOut());
        assertEquals(1, MediaRig.leg(figures, "buyer").packetsIn());
        assertEquals(2, MediaRig.leg(figures, "buyer").packetsOut());
        assertEquals("PCMU", MediaRig.leg(figures, "buyer").codec());
    }

    @Test
    void theFirstPacketAfterTheAnswerIsTaken() throws Exception {
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMU);
        caller.say(1);
        rig.settle(call);

        LegFigures figures = MediaRig.leg(rig.end(call), "caller");
        assertEquals(1, figures.packetsIn());
        assertEquals(0, figures.refused());
    }

    @Test
    void oneStreamGoesOnFromRingbackToTheBuyer() throws Exception {
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMU);
        call.caller().ringback();
        Phone.Heard before = caller.hears();
        assertTrue(before.marker(), "the first of all");

        MediaLeg leg = call.newLeg("buyer");
        buyer.isCalled(leg, Codec.PCMU);
        call.bridge(leg);
        rig.settle(call);
        List<Phone.Heard> heard = new ArrayList<>(List.of(before));
        do {
            buyer.say(7);
            heard.add(caller.hears());
        } while (!Phone.isAll(heard.get(heard.size() - 1).payload(), 7));

        for (int i = 1; i < heard.size(); i++) {
            Phone.Heard one = heard.get(i - 1);
            Phone.Heard two = heard.get(i);
            assertEquals(one.source(), two.source());
            assertEquals((one.sequence() + 1) & 0xFFFF, two.sequence());
            assertTrue(two.timestamp() - one.timestamp() >= 160);
            assertEquals(i == heard.size() - 1, two.marker(), "the marker is where the buyer begins");
        }
    }

    @Test
    void lawsAreTranslatedWhereTheSidesDiffer() throws Exception {
        MediaCall call = rig.call();
        MediaLeg leg = call.newLeg("buyer");
        Now.answer(leg, buyer.sdp("sendrecv", Codec.PCMA));
        buyer.sendTo(Now.answer(leg, buyer.sdp("sendrecv", Codec.PCMA)));
        buyer.type = Codec.PCMA.payloadType();
        caller.calls(call.caller(), Codec.PCMU);
        call.bridge(leg);
        rig.settle(call);

        caller.say(0x80);
        Phone.Heard heard = buyer.hears();

        assertEquals(Codec.PCMA.payloadType(), heard.type());
        assertTrue(Phone.isAll(heard.payload(), Codec.PCMA.encode(Codec.PCMU.decode((byte) 0x80))));
    }

    @Test
    void theBuyerIsOfferedOnlyTheCallersCodec() throws Exception {
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMA, Codec.PCMU);

        String offer = Now.offer(call.newLeg("buyer"));

        assertTrue(offer.contains("RTP/AVP 8 101\r\n"), offer);
    }

    @Test
    void aKeyIsToldOnceAndPassedOnByTheOtherSidesType() throws Exception {
        MediaCall call = bridged();

        caller.press(5);
        Phone.Heard first = buyer.hears(heard -> heard.payload().length == 4);
        Phone.Heard last = buyer.hears(heard -> heard.payload().length == 4 && heard.payload()[1] < 0);
        caller.press(11);

        assertEquals("caller 5", rig.nextTold());
        assertEquals("caller #", rig.nextTold());
        assertEquals(96, first.type());
        assertEquals(first.timestamp(), last.timestamp());
        rig.end(call);
        assertTrue(rig.told.isEmpty());
    }

    @Test
    void aKeyBySignallingReachesTheOtherSideAsAnEvent() throws Exception {
        MediaCall call = bridged();

        call.caller().digit('9', 100);
        List<Phone.Heard> event = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            event.add(buyer.hears());
        }

        assertEquals("caller 9", rig.nextTold());
        for (Phone.Heard packet : event) {
            assertEquals(96, packet.type());
            assertEquals(9, packet.payload()[0]);
            assertEquals(event.get(0).timestamp(), packet.timestamp());
        }
        assertEquals(3, event.stream().filter(packet -> packet.payload()[1] < 0).count());
        caller.say(4);
        Phone.Heard after = buyer.hears(heard -> heard.payload().length == 160);
        assertEquals((event.get(6).sequence() + 1) & 0xFFFF, after.sequence());
    }

    @Test
    void strangersAreNotHeard() throws Exception {
        MediaCall call = bridged();
        caller.say(1);
        buyer.hears(1);
        try (Phone stranger = new Phone(0x6666, Codec.PCMU)) {
            stranger.sendTo(Now.offer(call.caller()));
            stranger.say(66);
            stranger.raw(new byte[] {1, 2, 3});
            caller.say(2);

            assertEquals(2, buyer.hears().payload()[0]);
            assertEquals(2, MediaRig.leg(rig.end(call), "caller").refused());
        }
    }

    @Test
    void aSideThatMovesWithItsDescriptionIsFollowed() throws Exception {
        MediaCall call = bridged();
        buyer.say(1);
        caller.hears(1);
        try (Phone moved = new Phone(0x3333, Codec.PCMU)) {
            moved.calls(call.caller(), Codec.PCMU);
            rig.settle(call);
            buyer.say(2);
            moved.hears(2);
            moved.say(3);
            buyer.hears(3);
        }
    }

    @Test
    void nothingIsSentToASideThatHolds() throws Exception {
        MediaCall call = bridged();
        buyer.say(1);
        caller.hears(1);

        String answer = Now.answer(call.caller(), caller.sdp("sendonly", Codec.PCMU));
        assertTrue(answer.contains("a=recvonly"), answer);
        assertTrue(call.caller().held());
        rig.settle(call);
        buyer.say(2);
        caller.say(9);
        buyer.hears(9);
        Now.answer(call.caller(), caller.sdp("sendrecv", Codec.PCMU));
        rig.settle(call);
        buyer.say(3);

        assertEquals(3, caller.hears().payload()[0]);
    }

    @Test
    void aPromptIsPlayedToItsEndAndThenSilence() throws Exception {
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMU);
        short[] samples = new short[400];
        Arrays.fill(samples, (short) 1000);
        boolean[] done = new boolean[1];

        call.caller().play(Prompt.of(samples), false, () -> done[0] = true);
        byte coded = Codec.PCMU.encode((short) 1000);
        caller.hears(coded);
        caller.hears(coded);
        Phone.Heard last = caller.hears();
        caller.hears(Codec.PCMU.silence());

        assertEquals(coded, last.payload()[79]);
        assertEquals(Codec.PCMU.silence(), last.payload()[80]);
        rig.until(() -> done[0]);
    }

    @Test
    void aLosersEarlyMediaDoesNotLeak() throws Exception {
        MediaCall call = bridged();
        try (Phone loser = new Phone(0x4444, Codec.PCMU)) {
            MediaLeg leg = call.newLeg("loser");
            loser.isCalled(leg, Codec.PCMU);
            loser.say(66);
            buyer.say(1);
            loser.say(66);
            buyer.say(2);
            assertEquals(1, caller.hears().payload()[0]);
            assertEquals(2, caller.hears().payload()[0]);
            leg.close();
        }
    }

    @Test
    void aBuyerWhoGoesLeavesTheCallerWithRingbackAndTheNextBuyerIsHeard() throws Exception {
        MediaCall call = bridged();
        buyer.say(1);
        int source = caller.hears(1).source();

        call.unbridge();
        Phone.Heard ringing = caller.hears();
        assertTrue(ringing.marker());
        try (Phone second = new Phone(0x5555, Codec.PCMU)) {
            MediaLeg leg = call.newLeg("second");
            second.isCalled(leg, Codec.PCMU);
            call.bridge(leg);
            rig.settle(call);
            second.say(8);
            assertEquals(source, caller.hears(8).source());
        }
    }

    @Test
    void silenceIsToldOnceAndNotOnHold() throws Exception {
        rig.close();
        rig = new MediaRig(FIRST_PORT + 200, FIRST_PORT + 299, Duration.ofMillis(300));
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMU);
        MediaLeg leg = call.newLeg("buyer");
        buyer.isCalled(leg, Codec.PCMU);
        Now.answer(leg, buyer.sdp("inactive", Codec.PCMU));
        call.bridge(leg);
        rig.settle(call);

        assertEquals("caller silent", rig.nextTold());
        Now.answer(leg, buyer.sdp("sendrecv", Codec.PCMU));
        assertEquals("buyer silent", rig.nextTold());
        rig.end(call);
        assertTrue(rig.told.isEmpty());
    }

    @Test
    void portsComeToAnEndAndComeBack() throws Exception {
        rig.close();
        rig = new MediaRig(FIRST_PORT + 400, FIRST_PORT + 403, Duration.ofSeconds(30));
        MediaCall one = rig.call();
        MediaLeg leg = one.newLeg("buyer");

        MediaException refused = assertThrows(MediaException.class, () -> rig.call());
        assertEquals(MediaException.Cause.NO_PORTS, refused.why());
        assertEquals(0, rig.media.freePorts());
        leg.close();
        rig.end(one);
        rig.until(() -> rig.media.freePorts() == 2);
        rig.end(rig.call());
        assertEquals(0, rig.media.calls());
    }

    @Test
    void aLegWithoutPacketsHasNoFiguresToShow() throws Exception {
        MediaFigures figures = rig.end(rig.call());

        LegFigures leg = MediaRig.leg(figures, "caller");
        assertNull(leg.lastPacket());
        assertNull(leg.codec());
        assertEquals(0, figures.recordedMillis());
    }

    private MediaCall bridged() throws Exception {
        MediaCall call = rig.call();
        caller.calls(call.caller(), Codec.PCMU);
        MediaLeg leg = call.newLeg("buyer");
        buyer.isCalled(leg, Codec.PCMU);
        call.bridge(leg);
        rig.settle(call);
        return call;
    }
}
