package io.gavel.core.auction;

import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.TranscriptNotedEncoder;
import io.gavel.message.TranscriptState;
import io.gavel.message.VoiceHeardDecoder;
import io.gavel.message.VoiceNotedEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** What the gateway heard of a call's talk: told to the views, and, while the call may still be billed, kept for its score. */
final class Voices {
    private static final int EIGHTHS = 8;
    private static final int DONE = TranscriptState.DONE.value();

    private final Outlet outlet;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerOut = new MessageHeaderEncoder();
    private final VoiceHeardDecoder heard = new VoiceHeardDecoder();
    private final VoiceNotedEncoder noted = new VoiceNotedEncoder();
    private final CallTranscribedDecoder transcribed = new CallTranscribedDecoder();
    private final TranscriptNotedEncoder transcript = new TranscriptNotedEncoder();

    Voices(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Which call {@link #heard} is about. */
    long callId(DirectBuffer message) {
        return heard.wrapAndApplyHeader(message, 0, header).callId();
    }

    /** {@code VoiceHeard}; the call is null if it is over. */
    void heard(@Nullable Auction call, DirectBuffer message) {
        heard.wrapAndApplyHeader(message, 0, header);
        if (call != null && !call.billed) {
            call.voice = code(heard);
        }
        MutableDirectBuffer out = outlet.claim();
        out.putBytes(0, message, 0, MessageHeaderEncoder.ENCODED_LENGTH + VoiceHeardDecoder.BLOCK_LENGTH);
        headerOut
                .wrap(out, 0)
                .blockLength(VoiceNotedEncoder.BLOCK_LENGTH)
                .templateId(VoiceNotedEncoder.TEMPLATE_ID)
                .schemaId(noted.sbeSchemaId())
                .version(noted.sbeSchemaVersion());
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + VoiceNotedEncoder.BLOCK_LENGTH);
    }

    CallTranscribedDecoder decode(DirectBuffer message) {
        return transcribed.wrapAndApplyHeader(message, 0, header);
    }

    /** What was decoded last is told. */
    void transcribed() {
        transcript
                .wrapAndApplyHeader(outlet.claim(), 0, headerOut)
                .callId(transcribed.callId())
                .millis(transcribed.millis())
                .words(transcribed.words())
                .state(transcribed.stateRaw() == DONE ? TranscriptState.DONE : TranscriptState.FAILED);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + transcript.encodedLength());
    }

    /**
     * Fifteen bits that a score can look at: in eighths, the caller's part of what was said (15: nothing was), what nobody spoke
     * of the whole, and what both spoke at once of what was said; who spoke first; and that all this is known.
     */
    private static int code(VoiceHeardDecoder heard) {
        long caller = Math.max(0, heard.callerMillis());
        long buyer = Math.max(0, heard.buyerMillis());
        long both = Math.max(0, Math.min(heard.bothMillis(), Math.min(caller, buyer)));
        long silent = Math.max(0, heard.silentMillis());
        long spoken = caller + buyer - both;
        int talk = spoken == 0 ? 15 : (int) (caller * EIGHTHS / (caller + buyer));
        int silence = eighths(silent, spoken + silent);
        int overlap = eighths(both, spoken);
        int first = heard.first() > 2 ? 0 : heard.first();
        return 1 << 14 | first << 12 | overlap << 8 | silence << 4 | talk;
    }

    private static int eighths(long part, long whole) {
        return whole == 0 ? 0 : (int) (part * EIGHTHS / whole);
    }
}
