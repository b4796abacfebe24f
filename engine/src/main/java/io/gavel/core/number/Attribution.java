package io.gavel.core.number;

import io.gavel.message.AttributionMethod;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from, as far as is known: filled by {@link Pools#attribute}, used again for the next call. The traits'
 * bytes are valid until then. Core thread only.
 */
public final class Attribution {
    /** From this confidence on, in thousandths, a call takes its source and its attributes from the visit. */
    public static final int SURE_ENOUGH = 500;

    /** No source, and a group of no entries. */
    private static final byte[] EMPTY = new byte[Short.BYTES + 4];

    AttributionMethod method = AttributionMethod.NONE;
    int poolId;
    long number;
    long visitId;
    long visitRef;
    int candidates;
    int confidenceMillis;
    int callsBefore;
    private final UnsafeBuffer empty = new UnsafeBuffer(EMPTY);
    private DirectBuffer traits = empty;

    public Attribution() {}

    void clear(long dialled) {
        method = AttributionMethod.NONE;
        poolId = 0;
        number = dialled;
        visitId = 0;
        visitRef = 0;
        candidates = 0;
        confidenceMillis = 0;
        callsBefore = 0;
        traits = empty;
    }

    /** The call redeems a ping, and this is what its seller told of it: there is no doubt, and no visit. */
    public void ofPing(long dialled, long storyRef) {
        clear(dialled);
        method = AttributionMethod.PING;
        visitRef = storyRef;
        candidates = 1;
        confidenceMillis = 1000;
    }

    void traits(@Nullable DirectBuffer bytes) {
        traits = bytes == null ? empty : bytes;
    }

    public AttributionMethod method() {
        return method;
    }

    /** The pool of the number; 0: the number is in no pool. */
    public int poolId() {
        return poolId;
    }

    /** The number that was called, its digits; 0: it is of no pool. */
    public long number() {
        return number;
    }

    /** 0: none is known. */
    public long visitId() {
        return visitId;
    }

    /** The vault's key of what the visit told; 0: none. */
    public long visitRef() {
        return visitRef;
    }

    /** How many visits it may be. */
    public int candidates() {
        return candidates;
    }

    /** That it is this visit, in thousandths. */
    public int confidenceMillis() {
        return confidenceMillis;
    }

    /** Calls of the same caller to pools within the last 30 days. */
    public int callsBefore() {
        return callsBefore;
    }

    /** The visit's traits: its source behind its length (two bytes), then its attributes as a group of the schema. */
    public DirectBuffer bytes() {
        return traits;
    }

    public int sourceAt() {
        return Short.BYTES;
    }

    public int sourceLength() {
        return traits.getShort(0, ByteOrder.LITTLE_ENDIAN) & 0xffff;
    }

    /** Where the group begins, with its header. */
    public int attributesAt() {
        return Short.BYTES + sourceLength();
    }
}
