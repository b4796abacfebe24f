package io.gavel.gateway.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.media.audio.Codec;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Offers and answers, RFC 3264. */
class NegotiationTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    private final Negotiation ours = new Negotiation("198.51.100.1", 20_000, 77);

    @Test
    void theFirstCodecOfTheOfferThatWeSpeakIsTaken() throws Exception {
        String answer = ours.answer(HEAD + "m=audio 4000 RTP/AVP 9 8 0 101\r\na=rtpmap:9 G722/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:30\r\n");

        assertEquals(
                "v=0\r\no=- 77 1 IN IP4 198.51.100.1\r\ns=-\r\nc=IN IP4 198.51.100.1\r\nt=0 0\r\nm=audio 20000 RTP/AVP 8 101\r\n"
                        + "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n"
                        + "a=sendrecv\r\n",
                answer);
        Terms terms = terms();
        assertEquals(Codec.PCMA, terms.codec());
        assertEquals(new InetSocketAddress("192.0.2.1", 4000), terms.address());
        assertEquals(new InetSocketAddress("192.0.2.1", 4001), terms.control());
        assertEquals(101, terms.eventOut());
        assertFalse(terms.held());
    }

    @Test
    void dynamicTypesMeanWhatTheyAreMappedTo() throws Exception {
        ours.answer(HEAD + "m=audio 4000 RTP/AVP 0 97 98\r\na=rtpmap:0 speex/8000\r\na=rtpmap:97 pcmu/8000/1\r\n"
                + "a=rtpmap:98 telephone-event/8000\r\na=rtcp:5001 IN IP4 192.0.2.9\r\n");

        assertEquals(Codec.PCMU, terms().codec());
        assertEquals(97, terms().audioIn());
        assertEquals(98, terms().eventIn());
        assertEquals(5001, port(terms().control()));
    }

    @Test
    void otherMediaKeepTheirPlaceAndAreRefused() throws Exception {
        String answer =
                ours.answer(HEAD + "m=video 4002 RTP/AVP 31\r\nm=audio 4010 RTP/SAVP 0\r\nm=audio 4000 RTP/AVP 0\r\n"
                        + "m=application 9 UDP/BFCP *\r\n");

        assertTrue(
                answer.contains("m=video 0 RTP/AVP 31\r\nm=audio 0 RTP/SAVP 0\r\nm=audio 20000 RTP/AVP 0\r\n"), answer);
        assertTrue(answer.endsWith("m=application 0 UDP/BFCP *\r\n"), answer);
        assertFalse(answer.contains("telephone-event"));
        assertEquals(
                answer.replace("- 77 1 ", "- 77 2 ")
                        .lines()
                        .filter(line -> line.startsWith("m="))
                        .toList(),
                ours.offer(null)
                        .lines()
                        .filter(line -> line.startsWith("m="))
                        .map(line -> line.replace("0 101", "0"))
                        .toList());
    }

    @Test
    void holdsAreSeenInEveryForm() throws Exception {
        String media = "m=audio 4000 RTP/AVP 0\r\n";
        assertTrue(ours.answer(HEAD + media + "a=sendonly\r\n").contains("a=recvonly"));
        assertTrue(terms().held() && terms().farSends());
        assertTrue(ours.answer(HEAD + "a=inactive\r\n" + media).contains("a=inactive"));
        assertTrue(terms().held() && !terms().farSends());
        ours.answer(HEAD.replace("c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0") + media);
        assertTrue(terms().held());
        assertNull(terms().address());
        assertTrue(ours.answer(HEAD + media + "a=recvonly\r\n").contains("a=sendonly"));
        assertTrue(!terms().held() && !terms().farSends());
        ours.answer(HEAD + media);
        assertFalse(terms().held());
    }

    @Test
    void theVersionRisesOnlyWithTheWords() throws Exception {
        String offer = HEAD + "m=audio 4000 RTP/AVP 0\r\n";
        String first = ours.answer(offer);

        assertEquals(first, ours.answer(offer));
        String held = ours.answer(offer + "a=sendonly\r\n");
        assertTrue(held.contains("o=- 77 2 "), held);
        assertTrue(ours.answer(offer).contains("o=- 77 3 "));
    }

    @Test
    void aBuyerIsOfferedOneCodecAndItsAnswerCounts() throws Exception {
        String offer = ours.offer(Codec.PCMA);
        assertTrue(offer.contains("m=audio 20000 RTP/AVP 8 101\r\n"), offer);

        ours.answered(HEAD + "m=audio 4000 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\n");

        assertEquals(Codec.PCMA, terms().codec());
        assertEquals(101, terms().eventIn());
        assertEquals(96, terms().eventOut());
        assertEquals(offer, ours.offer(null));
    }

    @Test
    void aLaterAnswerReplacesTheEarlyOne() throws Exception {
        ours.offer(null);
        ours.answered(HEAD + "m=audio 4000 RTP/AVP 0\r\n");
        assertEquals(-1, terms().eventOut());
        ours.answered(HEAD + "m=audio 4444 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n");

        assertEquals(Codec.PCMA, terms().codec());
        assertEquals(4444, port(terms().address()));
        assertEquals(101, terms().eventOut());
    }

    @Test
    void aRefusedDescriptionChangesNothing() throws Exception {
        ours.answer(HEAD + "m=audio 4000 RTP/AVP 0\r\n");
        Terms before = terms();
        for (String bad : new String[] {
            HEAD + "m=audio 4000 RTP/AVP 18\r\n",
            HEAD + "m=audio 4000 RTP/SAVP 0\r\n",
            HEAD + "m=audio 0 RTP/AVP 0\r\n",
            HEAD + "m=audio 70000 RTP/AVP 0\r\n",
            HEAD + "m=audio 4000 RTP/AVP\r\n",
            HEAD,
            "",
            "v=1\r\n",
            "v=0\r\nm=audio 4000 RTP/AVP 0\r\n",
            HEAD + "nonsense\r\nm=audio 4000 RTP/AVP 0\r\n",
            HEAD + "c=IN IP5 1\r\nm=audio 4000 RTP/AVP 0\r\n",
            HEAD + "m=audio 4000 RTP/AVP 0\r\n".repeat(17),
            HEAD + "m=audio 4000 RTP/AVP" + " 0".repeat(65) + "\r\n",
            HEAD + "a=x\r\n".repeat(600) + "m=audio 4000 RTP/AVP 0\r\n",
            HEAD + "a=" + "x".repeat(20_000) + "\r\nm=audio 4000 RTP/AVP 0\r\n"
        }) {
            assertThrows(SdpException.class, () -> ours.answer(bad), bad);
            assertThrows(SdpException.class, () -> ours.answered(bad), bad);
            assertEquals(before, ours.terms());
        }
        assertThrows(SdpException.class, () -> ours.answered(HEAD + "m=audio 4000 RTP/AVP 8\r\n"));
    }

    @Test
    void namesAndMulticastAreNotLookedUpButLearnedFromPackets() throws Exception {
        for (String where :
                new String[] {"IP4 phone.example", "IP4 239.1.1.1", "IP4 255.255.255.255", "IP6 fe80::1%eth0"}) {
            ours.answer(HEAD + "m=audio 4000 RTP/AVP 0\r\nc=IN " + where + "\r\n");
            assertNull(terms().address(), where);
            assertFalse(terms().held(), where);
        }
        ours.answer(HEAD + "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\n");
        assertEquals(new InetSocketAddress("2001:db8::1", 4000), terms().address());
    }

    @Test
    void whatIsAgreedIsKeptWhereTheFarSideStillOffersIt() throws Exception {
        ours.answer(HEAD + "m=audio 4000 RTP/AVP 8\r\n");
        ours.answer(HEAD + "m=audio 4000 RTP/AVP 0 8\r\n");
        assertEquals(Codec.PCMA, terms().codec());
        ours.answer(HEAD + "m=audio 4000 RTP/AVP 0\r\n");
        assertEquals(Codec.PCMU, terms().codec());
        assertNotEquals(8, terms().audioIn());
    }

    @Test
    void ourOwnAddressMayBeOfTheSixthVersion() {
        assertTrue(new Negotiation("2001:db8::9", 20_000, 1).offer(null).contains("c=IN IP6 2001:db8::9\r\n"));
    }

    private Terms terms() {
        Terms terms = ours.terms();
        assertNotNull(terms);
        return terms;
    }

    private static int port(@Nullable InetSocketAddress address) {
        assertNotNull(address);
        return address.getPort();
    }
}
