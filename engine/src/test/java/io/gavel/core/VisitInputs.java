package io.gavel.core;

import io.gavel.message.Attributes;
import io.gavel.message.CallArrivedEncoder;
import io.gavel.message.EntityDeletedEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PoolPutEncoder;
import io.gavel.message.VisitOpenedEncoder;
import io.gavel.message.VisitTouchedEncoder;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Inputs as the visitors' edge, the market's and the calls' would write them. */
final class VisitInputs {
    /** A pool as the market document has it; seconds and digits. */
    record PoolSpec(
            int id,
            int hold,
            int quarantine,
            int late,
            int longest,
            int perAddress,
            boolean enabled,
            long overflow,
            List<Long> numbers,
            List<Long> retiring) {
        static PoolSpec of(int id, int hold, long overflow, List<Long> numbers) {
            return new PoolSpec(id, hold, 0, 86_400, 43_200, 0, true, overflow, numbers, List.of());
        }
    }

    private VisitInputs() {}

    static UnsafeBuffer pool(PoolSpec spec) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PoolPutEncoder put = new PoolPutEncoder();
        put.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .poolId(spec.id)
                .holdSeconds(spec.hold)
                .quarantineSeconds(spec.quarantine)
                .lateSeconds(spec.late)
                .longestSeconds(spec.longest)
                .perAddress(spec.perAddress)
                .enabled((short) (spec.enabled ? 1 : 0))
                .overflow(spec.overflow);
        byte[] numbers = digits(spec.numbers);
        byte[] retiring = digits(spec.retiring);
        put.putNumbers(numbers, 0, numbers.length)
                .putRetiring(retiring, 0, retiring.length)
                .key("pool-" + spec.id)
                .actor("test")
                .putDocument(new byte[] {'{', '}'}, 0, 2);
        return done(out, put.encodedLength());
    }

    static UnsafeBuffer deleted(int poolId) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        EntityDeletedEncoder deleted = new EntityDeletedEncoder();
        deleted.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(1)
                .entityId(poolId)
                .kind(EntityKind.POOL)
                .actor("test");
        return done(out, deleted.encodedLength());
    }

    static UnsafeBuffer opened(int poolId, long visitor, long address, int area, boolean tracked, String source) {
        Attributes attributes = new Attributes();
        if (!source.isEmpty()) {
            attributes.set(Inputs.AGE, source.length());
        }
        return opened(poolId, visitor, address, area, tracked, source, visitor + 1, attributes);
    }

    static UnsafeBuffer opened(
            int poolId,
            long visitor,
            long address,
            int area,
            boolean tracked,
            String source,
            long ref,
            Attributes attributes) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VisitOpenedEncoder opened = new VisitOpenedEncoder();
        opened.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(7)
                .visitRef(ref)
                .visitorKey(visitor)
                .addressKey(address)
                .poolId(poolId)
                .areaCode(area);
        opened.flags().clear().tracked(tracked);
        attributes.write(opened);
        opened.source(source);
        return done(out, opened.encodedLength());
    }

    static UnsafeBuffer touched(long visitId) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        VisitTouchedEncoder touched = new VisitTouchedEncoder();
        touched.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(8)
                .visitId(visitId);
        return done(out, touched.encodedLength());
    }

    /** A call to a pool's number; {@code caller} 0: it withheld its own. */
    static UnsafeBuffer call(PingSpec spec, long dialled, long caller, boolean ready) {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        CallArrivedEncoder message = new CallArrivedEncoder();
        message.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .correlationId(9)
                .pingId(0)
                .callRef(1)
                .sellerId(spec.seller)
                .campaignId(spec.campaign)
                .carrierId(1)
                .numberId(0)
                .dialled(dialled);
        message.flags().clear().ready(ready);
        spec.attributes.write(message);
        CallArrivedEncoder.PersonsEncoder persons = message.personsCount(caller == 0 ? 0 : 1);
        if (caller != 0) {
            persons.next().fieldId(Inputs.PHONE).key(caller);
        }
        message.source(spec.source).subId(spec.subId);
        return done(out, message.encodedLength());
    }

    private static byte[] digits(List<Long> numbers) {
        byte[] bytes = new byte[numbers.size() * Long.BYTES];
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (int i = 0; i < numbers.size(); i++) {
            buffer.putLong(i * Long.BYTES, numbers.get(i), ByteOrder.LITTLE_ENDIAN);
        }
        return bytes;
    }

    private static UnsafeBuffer done(ExpandableArrayBuffer out, int length) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + length];
        out.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
