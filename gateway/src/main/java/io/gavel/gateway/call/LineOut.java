package io.gavel.gateway.call;

import io.gavel.gateway.line.Patience;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.media.LegFigures;
import io.gavel.gateway.media.MediaFigures;
import io.gavel.gateway.media.VoiceFigures;
import io.gavel.message.Attributes;
import io.gavel.message.CallArrivedEncoder;
import io.gavel.message.CallHungUpEncoder;
import io.gavel.message.CallMeasuredEncoder;
import io.gavel.message.CallScreenedEncoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegChangedEncoder;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Party;
import io.gavel.message.VoiceHeardEncoder;
import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import io.netty.channel.EventLoop;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the line what happened to calls. A new call is refused while the line is full; what happens to a call that is there
 * waits until there is room. One event loop.
 */
final class LineOut {
    private final InputRing inputs;
    private final Patience patience;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CallArrivedEncoder arrived = new CallArrivedEncoder();
    private final CallScreenedEncoder screened = new CallScreenedEncoder();
    private final LegChangedEncoder leg = new LegChangedEncoder();
    private final CallHungUpEncoder hungUp = new CallHungUpEncoder();
    private final CallMeasuredEncoder measured = new CallMeasuredEncoder();
    private final VoiceHeardEncoder voice = new VoiceHeardEncoder();

    LineOut(InputRing inputs, EventLoop loop) {
        this.inputs = inputs;
        this.patience = new Patience(loop);
    }

    /** False if the line takes no new work now. {@code personKey} 0: the caller is anonymous. */
    boolean arrived(
            Arrival call,
            long correlationId,
            long callRef,
            long personKey,
            Vertical vertical,
            Attributes attributes,
            boolean ready) {
        Slot slot = inputs.claimIntake();
        return put(slot, buffer -> {
            arrived.wrapAndApplyHeader(buffer.buffer(), 0, header)
                    .correlationId(correlationId)
                    .pingId(call.pingId())
                    .callRef(callRef)
                    .sellerId(call.sellerId())
                    .campaignId(call.campaign().id())
                    .carrierId(call.carrierId())
                    .numberId(call.numberId())
                    .dialled(call.poolNumber());
            arrived.flags().clear().ready(ready).anonymous(call.caller() == null);
            attributes.write(arrived);
            CallArrivedEncoder.PersonsEncoder persons = arrived.personsCount(personKey == 0 ? 0 : 1);
            if (personKey != 0) {
                persons.next().fieldId(vertical.callerField()).key(personKey);
            }
            String source = call.source();
            arrived.source(source == null ? "" : source).subId("");
            return arrived.encodedLength();
        });
    }

    void screened(long callId, Attributes attributes) {
        patience.offer(() -> put(inputs.claim(), slot -> {
            screened.wrapAndApplyHeader(slot.buffer(), 0, header).callId(callId);
            attributes.write(screened);
            return screened.encodedLength();
        }));
    }

    void leg(long callId, BuyerAttempt attempt, LegEvent what, LegCause cause, int status) {
        leg(
                callId,
                attempt.ring(),
                attempt.latencyMicros(),
                attempt.answeredMillis(),
                status,
                what,
                cause,
                attempt.destination());
    }

    /** A leg that never was: there was no port for it. */
    void unreachable(long callId, Letter.Ring ring) {
        leg(callId, ring, 0, 0, 0, LegEvent.FAILED, LegCause.UNREACHABLE, "");
    }

    private void leg(
            long callId,
            Letter.Ring ring,
            int latencyMicros,
            int answeredMillis,
            int status,
            LegEvent what,
            LegCause cause,
            String destination) {
        patience.offer(() -> put(inputs.claim(), slot -> {
            leg.wrapAndApplyHeader(slot.buffer(), 0, header)
                    .callId(callId)
                    .orderId(ring.orderId())
                    .attempt(ring.attempt())
                    .latencyMicros(latencyMicros)
                    .sipStatus(status)
                    .what(what)
                    .cause(cause)
                    .answeredMillis(answeredMillis)
                    .destination(destination);
            return leg.encodedLength();
        }));
    }

    void hungUp(long callId, Party party, LegCause cause) {
        patience.offer(() -> put(inputs.claim(), slot -> {
            hungUp.wrapAndApplyHeader(slot.buffer(), 0, header)
                    .callId(callId)
                    .party(party)
                    .cause(cause);
            return hungUp.encodedLength();
        }));
    }

    /** {@code orders} tells whose leg a name is; the first leg is the caller's. */
    void measured(long callId, MediaFigures figures, ToIntFunction<String> orders) {
        patience.offer(() -> put(inputs.claim(), slot -> {
            measured.wrapAndApplyHeader(slot.buffer(), 0, header).callId(callId).recordingMillis((int)
                    Math.min(Integer.MAX_VALUE, figures.recordedMillis()));
            int count = Math.min(64, figures.legs().size());
            CallMeasuredEncoder.LegsEncoder legs = measured.legsCount(count);
            for (int i = 0; i < count; i++) {
                LegFigures figure = figures.legs().get(i);
                legs.next()
                        .orderId(i == 0 ? 0 : orders.applyAsInt(figure.name()))
                        .packetsIn((int) Math.min(Integer.MAX_VALUE, figure.packetsIn()))
                        .packetsOut((int) Math.min(Integer.MAX_VALUE, figure.packetsOut()))
                        .lost((int) Math.min(Integer.MAX_VALUE, figure.lost()))
                        .jitterMicros((int) (figure.jitterMillis() * 1_000));
            }
            return measured.encodedLength();
        }));
    }

    /** Who spoke how long; {@code ended}: in the whole call. */
    void voice(long callId, VoiceFigures heard, boolean ended) {
        patience.offer(() -> put(inputs.claim(), slot -> {
            voice.wrapAndApplyHeader(slot.buffer(), 0, header)
                    .callId(callId)
                    .callerMillis(heard.callerMillis())
                    .buyerMillis(heard.buyerMillis())
                    .bothMillis(heard.bothMillis())
                    .silentMillis(heard.silentMillis())
                    .longestMillis(heard.longestMillis())
                    .firstMillis(heard.firstMillis())
                    .first((short) heard.first())
                    .ended((short) (ended ? 1 : 0));
            return voice.encodedLength();
        }));
    }

    private static boolean put(@Nullable Slot slot, ToIntFunction<Slot> body) {
        return Patience.put(slot, room -> MessageHeaderEncoder.ENCODED_LENGTH + body.applyAsInt(room));
    }
}
