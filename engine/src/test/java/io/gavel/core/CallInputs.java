package io.gavel.core;

import io.gavel.message.CallArrivedEncoder;
import io.gavel.message.CallHungUpEncoder;
import io.gavel.message.CallReviewedEncoder;
import io.gavel.message.CallScreenedEncoder;
import io.gavel.message.LegCause;
import io.gavel.message.LegChangedEncoder;
import io.gavel.message.LegEvent;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Party;
import io.gavel.message.VoiceHeardEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Inputs as the calls' edge would write them. */
final class CallInputs {
    private CallInputs() {}

    /** A call of the spec's person with the spec's attributes; {@code pingId} 0: to a number. */
    static UnsafeBuffer arrived(PingSpec spec, long pingId, boolean ready) {
        return arrived(spec, pingId, pingId == 0 ? 2 : 0, ready);
    }

    /** To a ping's address of which is known which number was called. */
    static UnsafeBuffer arrived(PingSpec spec, long pingId, int numberId, boolean ready) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CallArrivedEncoder message = new CallArrivedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(spec.correlationId)
                .pingId(pingId)
                .callRef(spec.leadRef)
                .sellerId(spec.seller)
                .campaignId(spec.campaign)
                .carrierId(1)
                .numberId(numberId);
        message.flags().clear().ready(ready);
        spec.attributes.write(message);
        CallArrivedEncoder.PersonsEncoder persons = message.personsCount(spec.persons.size());
        spec.persons.forEach((field, key) -> persons.next().fieldId(field).key(key));
        message.source(spec.source).subId(spec.subId);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer screened(long callId, PingSpec spec) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CallScreenedEncoder message = new CallScreenedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder()).callId(callId);
        spec.attributes.write(message);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer leg(long callId, int orderId, int attempt, LegEvent event, LegCause cause, int status) {
        return leg(callId, orderId, attempt, event, cause, status, 0);
    }

    /** {@code answeredMillis} before that its phone was picked up. */
    static UnsafeBuffer leg(
            long callId, int orderId, int attempt, LegEvent event, LegCause cause, int status, int answeredMillis) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        LegChangedEncoder message = new LegChangedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .callId(callId)
                .orderId(orderId)
                .attempt(attempt)
                .latencyMicros(1_000)
                .sipStatus(status)
                .what(event)
                .cause(cause)
                .answeredMillis(answeredMillis);
        message.destination("sip:desk@127.0.0.1");
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer hungUp(long callId, Party party) {
        return hungUp(callId, party, LegCause.HUNG_UP);
    }

    static UnsafeBuffer hungUp(long callId, Party party, LegCause cause) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CallHungUpEncoder message = new CallHungUpEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .callId(callId)
                .party(party)
                .cause(cause);
        return done(out, message.encodedLength());
    }

    static UnsafeBuffer reviewed(long callId, boolean approved) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CallReviewedEncoder message = new CallReviewedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(7)
                .callId(callId)
                .approved((short) (approved ? 1 : 0))
                .note("listened to it");
        return done(out, message.encodedLength());
    }

    /** Seconds that the caller, the buyer, both and nobody spoke; {@code first} as the message has it. */
    static UnsafeBuffer voice(long callId, int caller, int buyer, int both, int silent, int first) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VoiceHeardEncoder message = new VoiceHeardEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .callId(callId)
                .callerMillis(caller * 1_000)
                .buyerMillis(buyer * 1_000)
                .bothMillis(both * 1_000)
                .silentMillis(silent * 1_000)
                .longestMillis(silent * 1_000)
                .firstMillis(500)
                .first((short) first)
                .ended((short) 0);
        return done(out, message.encodedLength());
    }

    private static UnsafeBuffer done(ExpandableArrayBuffer out, int length) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + length];
        out.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
