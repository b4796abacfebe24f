package io.gavel.view;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallNotedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.LegNotedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.TranscriptNotedDecoder;
import io.gavel.message.TranscriptState;
import io.gavel.message.VoiceNotedDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A call's bytes in the store: version, stamp, then parts of (time, length, message) in the order in which they were said; of
 * an endless call the newest {@value #MOST} bytes' worth are kept beside the first part.
 */
final class CallCodec {
    private static final byte VERSION = 1;
    private static final int MOST = 16_384;
    private static final int STAMP = 8;
    static final int PARTS = 16;
    static final int PART_HEADER = 16;

    private CallCodec() {}

    static long stamp(byte[] bytes) {
        return new UnsafeBuffer(bytes).getLong(STAMP);
    }

    /** The bytes of a call of which one more thing was said. */
    static byte[] with(
            byte @Nullable [] before, long stamp, long timeMicros, DirectBuffer message, int offset, int length) {
        int kept = before == null ? PARTS : before.length > MOST ? first(before) : before.length;
        byte[] bytes = new byte[kept + PART_HEADER + length];
        UnsafeBuffer out = new UnsafeBuffer(bytes);
        if (before != null) {
            out.putBytes(0, before, 0, kept);
        }
        out.putByte(0, VERSION);
        out.putLong(STAMP, stamp);
        out.putLong(kept, timeMicros);
        out.putInt(kept + 8, length);
        out.putBytes(kept + PART_HEADER, message, offset, length);
        return bytes;
    }

    private static int first(byte[] bytes) {
        return PARTS + PART_HEADER + new UnsafeBuffer(bytes).getInt(PARTS + 8);
    }

    /** Where the part after this one begins. */
    static int next(DirectBuffer call, int part) {
        return part + PART_HEADER + call.getInt(part + 8);
    }

    /** Null if the call's beginning is not known. */
    static @Nullable CallRecord decode(long callId, byte[] bytes) {
        UnsafeBuffer in = new UnsafeBuffer(bytes);
        if (in.getByte(0) != VERSION) {
            throw new IllegalStateException("a call of version " + in.getByte(0));
        }
        Reading reading = new Reading();
        for (int at = PARTS; at < in.capacity(); at = next(in, at)) {
            reading.part(in, at + PART_HEADER, in.getLong(at));
        }
        return reading.record(callId);
    }

    /** A call as it is put together. */
    private static final class Reading {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private @Nullable CallStartedDecoder started;
        private final ScoreCodec score = new ScoreCodec();
        private String source = "";
        private String subId = "";
        private long arrivedMicros;
        private long connectedMicros;
        private CallRecord.@Nullable Origin origin;
        private CallRecord.@Nullable End end;
        private final List<CallRecord.Attempt> attempts = new ArrayList<>();
        /** Legs that were wanted, by their number. */
        private final Map<Integer, CallRecord.Attempt> rung = new HashMap<>();

        private int recordingMillis;
        private final List<CallRecord.Media> media = new ArrayList<>();
        private @Nullable ReviewRecord review;
        private @Nullable VoiceRecord voice;
        private @Nullable TranscriptRecord transcript;

        void part(UnsafeBuffer in, int at, long timeMicros) {
            switch (header.wrap(in, at).templateId()) {
                case CallStartedDecoder.TEMPLATE_ID -> {
                    CallStartedDecoder call = new CallStartedDecoder().wrapAndApplyHeader(in, at, header);
                    started = call;
                    arrivedMicros = timeMicros;
                    source = call.source();
                    subId = call.subId();
                }
                case LegNotedDecoder.TEMPLATE_ID ->
                    attempt(new LegNotedDecoder().wrapAndApplyHeader(in, at, header), timeMicros);
                case RingWantedDecoder.TEMPLATE_ID ->
                    rung(new RingWantedDecoder().wrapAndApplyHeader(in, at, header), timeMicros);
                case RingCancelledDecoder.TEMPLATE_ID ->
                    cancelled(new RingCancelledDecoder().wrapAndApplyHeader(in, at, header), timeMicros);
                case CallConnectedDecoder.TEMPLATE_ID -> connectedMicros = timeMicros;
                case CallEndedDecoder.TEMPLATE_ID -> ended(new CallEndedDecoder().wrapAndApplyHeader(in, at, header));
                case CallNotedDecoder.TEMPLATE_ID -> {
                    CallNotedDecoder noted = new CallNotedDecoder().wrapAndApplyHeader(in, at, header);
                    recordingMillis = noted.recordingMillis();
                    for (CallNotedDecoder.LegsDecoder leg : noted.legs()) {
                        media.add(new CallRecord.Media(
                                leg.orderId(), leg.packetsIn(), leg.packetsOut(), leg.lost(), leg.jitterMicros()));
                    }
                }
                case CallAttributedDecoder.TEMPLATE_ID ->
                    attributed(new CallAttributedDecoder().wrapAndApplyHeader(in, at, header));
                case ReviewNotedDecoder.TEMPLATE_ID ->
                    reviewed(new ReviewNotedDecoder().wrapAndApplyHeader(in, at, header), timeMicros);
                case VoiceNotedDecoder.TEMPLATE_ID -> heard(new VoiceNotedDecoder().wrapAndApplyHeader(in, at, header));
                case TranscriptNotedDecoder.TEMPLATE_ID -> {
                    TranscriptNotedDecoder noted = new TranscriptNotedDecoder().wrapAndApplyHeader(in, at, header);
                    boolean done = noted.stateRaw() == TranscriptState.DONE.value();
                    transcript = new TranscriptRecord(done, noted.millis(), noted.words());
                }
                default -> score.takes(in, at, timeMicros);
            }
        }

        private void attributed(CallAttributedDecoder call) {
            origin = new CallRecord.Origin(
                    call.number(),
                    call.poolId(),
                    call.method(),
                    call.visitId(),
                    call.visitRef(),
                    call.candidates(),
                    call.confidenceMillis(),
                    call.callsBefore());
        }

        private void attempt(LegNotedDecoder leg, long timeMicros) {
            attempts.add(new CallRecord.Attempt(
                    leg.orderId(),
                    leg.buyerId(),
                    leg.attempt(),
                    timeMicros,
                    leg.latencyMicros(),
                    leg.sipStatus(),
                    leg.what(),
                    leg.cause(),
                    leg.destination()));
        }

        /** What was approved after its end was billed all the same. */
        private void reviewed(ReviewNotedDecoder noted, long timeMicros) {
            CallRecord.End over = end;
            if (noted.state() == ReviewState.APPROVED && over != null) {
                end = over.billed(noted.priceMicros(), noted.payoutMicros());
            }
            noted.skipSource();
            review = new ReviewRecord(
                    noted.state(),
                    timeMicros,
                    noted.dueMicros(),
                    noted.timedOut() == 1,
                    noted.callId(),
                    noted.buyerId(),
                    noted.orderId(),
                    noted.sellerId(),
                    noted.campaignId(),
                    noted.priceMicros(),
                    noted.payoutMicros(),
                    noted.note());
        }

        private void heard(VoiceNotedDecoder noted) {
            voice = new VoiceRecord(
                    noted.callerMillis(),
                    noted.buyerMillis(),
                    noted.bothMillis(),
                    noted.silentMillis(),
                    noted.longestMillis(),
                    noted.firstMillis(),
                    noted.first());
        }

        private void rung(RingWantedDecoder ring, long timeMicros) {
            ring.skipReference();
            rung.put(
                    ring.attempt(),
                    new CallRecord.Attempt(
                            ring.orderId(),
                            ring.buyerId(),
                            ring.attempt(),
                            timeMicros,
                            0,
                            0,
                            LegEvent.FAILED,
                            LegCause.NONE,
                            ring.destination()));
        }

        /** The line stopped a leg that rang: its edge has nothing more to report. */
        private void cancelled(RingCancelledDecoder ring, long timeMicros) {
            CallRecord.Attempt begun = rung.get(ring.attempt());
            if (begun != null) {
                attempts.add(new CallRecord.Attempt(
                        begun.orderId(),
                        begun.buyerId(),
                        begun.attempt(),
                        timeMicros,
                        (int) Math.min(Integer.MAX_VALUE, timeMicros - begun.atMicros()),
                        0,
                        LegEvent.FAILED,
                        ring.cause(),
                        begun.destination()));
            }
        }

        private void ended(CallEndedDecoder call) {
            connectedMicros = call.connectedMicros();
            end = new CallRecord.End(
                    call.endedMicros(),
                    call.orderId(),
                    call.buyerId(),
                    Reason.of(call.reason()),
                    call.party(),
                    call.cause(),
                    call.billable() != 0,
                    call.priceMicros(),
                    call.payoutMicros());
        }

        @Nullable
        CallRecord record(long callId) {
            CallStartedDecoder call = started;
            if (call == null) {
                return null;
            }
            return new CallRecord(
                    callId,
                    call.pingId(),
                    call.callRef(),
                    arrivedMicros,
                    connectedMicros,
                    call.sellerId(),
                    call.campaignId(),
                    call.carrierId(),
                    call.numberId(),
                    call.flags().anonymous(),
                    call.flags().repeat(),
                    end,
                    List.copyOf(attempts),
                    recordingMillis,
                    List.copyOf(media),
                    origin,
                    source,
                    subId,
                    score.first(),
                    score.last(),
                    score.outcomes(),
                    review,
                    voice,
                    transcript);
        }
    }
}
