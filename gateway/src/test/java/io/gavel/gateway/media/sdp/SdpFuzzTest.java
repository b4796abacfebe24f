package io.gavel.gateway.media.sdp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever is offered is refused, or answered with a description of the same shape that can be read again. */
class SdpFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void anOfferIsAnsweredOrRefused(FuzzedDataProvider data) throws SdpException {
        Negotiation ours = new Negotiation("198.51.100.1", 20_000, 1);
        String first = data.consumeString(4_000);
        tries(ours, first);
        tries(ours, data.consumeRemainingAsString());
        tries(ours, first);
        Description.read(ours.offer(null));
    }

    private static void tries(Negotiation ours, String offer) throws SdpException {
        String answer;
        try {
            answer = ours.answer(offer);
        } catch (SdpException e) {
            return;
        }
        Description read = Description.read(answer);
        check(read.media().size() == Description.read(offer).media().size(), "another shape");
        check(read.audio(Protection.NONE) == Description.read(offer).audio(Protection.NONE), "another place");
        check(ours.terms() != null, "answered without agreement");
        check(ours.answer(offer).equals(answer), "another answer to the same offer");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
