package io.gavel.core.number;

import io.gavel.core.timer.Timers;
import io.gavel.message.Coding;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.VisitOpenedDecoder;
import io.gavel.message.VisitTouchedDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The door: visits lease numbers of pools, calls to these numbers are attributed to visits. Each verb takes one message, whole,
 * SBE header first, from 0 on. Core thread only; time in microseconds. Leasing and attributing allocate only to grow, and for
 * traits that no visit had yet.
 */
public final class Pools {
    private final Numbers numbers = new Numbers();
    private final Visits visits = new Visits();
    private final Traits traits = new Traits();
    private final Past past = new Past(numbers, traits);
    private final PoolBook book;
    private final VisitAnswers answers;
    private final Leases leases;
    private final Tracing tracing;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PoolPutDecoder put = new PoolPutDecoder();
    private final VisitOpenedDecoder opened = new VisitOpenedDecoder();
    private final VisitTouchedDecoder touched = new VisitTouchedDecoder();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(512);

    public Pools(Outlet outlet, Timers timers) {
        answers = new VisitAnswers(outlet, visits);
        leases = new Leases(numbers, visits, past, traits, timers, answers);
        book = new PoolBook(numbers, visits, leases);
        tracing = new Tracing(numbers, visits, past, traits, book, leases);
    }

    /** Keys of two parts: a pool's, and a visitor's or an address's. */
    static long key(int poolId, long part) {
        return Coding.combine(poolId, part);
    }

    /** {@code PoolPut}. Visits keep their numbers, as far as these stay in the pool. */
    public void put(DirectBuffer message, long nowMicros) {
        book.put(put.wrapAndApplyHeader(message, 0, header), nowMicros);
    }

    /** The pool that a number, by its digits, is in (or whose overflow number it is); 0: none. */
    public int poolOf(long digits) {
        int slot = numbers.find(digits);
        int pool = slot == Numbers.NONE ? 0 : numbers.pool(slot);
        Pool overflow = pool == 0 ? book.ofOverflow(digits) : null;
        return overflow == null ? pool : overflow.id;
    }

    /** The pool is deleted: its visits are over, its numbers are nobody's. */
    public void delete(int poolId, long nowMicros) {
        book.delete(poolId, nowMicros);
    }

    /** {@code VisitOpened}; the sequence becomes the visit's id, unless the visitor has one. */
    public void open(DirectBuffer message, long sequence, long nowMicros) {
        opened.wrapAndApplyHeader(message, 0, header);
        long visitor = opened.visitorKey();
        Pool pool = book.pool(opened.poolId());
        if (pool == null || !pool.enabled) {
            answers.nothing(opened.correlationId(), 0, visitor, false);
            return;
        }
        leases.glance(pool, opened.addressKey());
        leases.expire(pool, nowMicros);
        int row = visits.ofVisitor(pool.id, visitor);
        boolean returning = row != Visits.NONE && leases.touch(pool, row, nowMicros);
        if (!returning) {
            if (row != Visits.NONE) {
                leases.end(pool, row, nowMicros);
            }
            row = begin(pool, sequence, visitor, nowMicros);
        }
        if (row == Visits.NONE) {
            answers.nothing(opened.correlationId(), pool.id, visitor, false);
            return;
        }
        if (!returning || opened.flags().tracked()) {
            tell(row, message);
        }
        leases.expire(pool, nowMicros);
        answers.answered(opened.correlationId(), pool, row, number(pool, row), returning, false);
    }

    /** {@code VisitTouched}; one that comes again, or too late, changes nothing. */
    public void touch(DirectBuffer message, long nowMicros) {
        touched.wrapAndApplyHeader(message, 0, header);
        int row = visits.ofId(touched.visitId());
        Pool pool = row == Visits.NONE ? null : book.pool(visits.pool(row));
        if (pool != null) {
            leases.expire(pool, nowMicros);
            row = visits.ofId(touched.visitId());
        }
        if (pool == null || row == Visits.NONE) {
            answers.nothing(touched.correlationId(), 0, 0, true);
            return;
        }
        leases.touch(pool, row, nowMicros);
        answers.answered(touched.correlationId(), pool, row, number(pool, row), true, true);
    }

    /**
     * Whose call this is; it keeps the visit's number as a touch does.
     *
     * @param dialled the digits of the number that was called
     * @param caller the keyed hash of the caller, 0 if it withheld its number
     * @param out what was found
     */
    public void attribute(long dialled, long caller, long nowMicros, Attribution out) {
        tracing.attribute(dialled, caller, nowMicros, out);
    }

    /** Says what {@link #attribute} found. */
    public void tell(long correlationId, long callId, Attribution call) {
        answers.attributed(correlationId, callId, call);
    }

    /** A deadline of kind LEASE has come. */
    public void fire(long poolId, long nowMicros) {
        Pool pool = book.pool((int) poolId);
        if (pool != null) {
            leases.expire(pool, nowMicros);
        }
    }

    /** Whether a pool was put that visits can lease numbers of. */
    public boolean has(int poolId) {
        return book.pool(poolId) != null;
    }

    /** Visits that have a number, or share one. */
    public int live() {
        return visits.size();
    }

    /** See {@link io.gavel.message.Rules#footprint}. */
    public long footprint() {
        return past.footprint() + tracing.footprint();
    }

    public void writeState(StateWriter out) {
        numbers.writeState(out);
        traits.beginState();
        book.writeState(out, traits);
        past.writeState(out);
        tracing.writeState(out);
    }

    /** Into pools that are new. */
    public void readState(StateReader in) {
        numbers.readState(in);
        book.readState(in, traits);
        past.readState(in);
        tracing.readState(in);
    }

    private int begin(Pool pool, long visitId, long visitor, long nowMicros) {
        long address = opened.addressKey();
        int slot = leases.free(pool, opened.areaCode(), address, nowMicros);
        if (slot == Numbers.NONE && pool.overflow == 0) {
            return Visits.NONE;
        }
        return leases.begin(pool, slot, visitId, visitor, address, nowMicros);
    }

    /** What the visit tells about itself takes the place of what was known. */
    private void tell(int row, DirectBuffer message) {
        visits.ref(row, opened.visitRef());
        int attributesAt = opened.limit();
        for (VisitOpenedDecoder.AttributesDecoder group = opened.attributes(); group.hasNext(); ) {
            group.next().skipText();
        }
        int attributesLength = opened.limit() - attributesAt;
        int sourceAt = opened.limit() + VisitOpenedDecoder.sourceHeaderLength();
        int sourceLength = opened.skipSource();
        scratch.putShort(0, (short) sourceLength, ByteOrder.LITTLE_ENDIAN);
        scratch.putBytes(Short.BYTES, message, sourceAt, sourceLength);
        scratch.putBytes(Short.BYTES + sourceLength, message, attributesAt, attributesLength);
        int before = visits.traits(row);
        visits.traits(row, traits.take(scratch, 0, Short.BYTES + sourceLength + attributesLength));
        traits.drop(before);
    }

    private long number(Pool pool, int row) {
        int slot = visits.slot(row);
        return slot == Numbers.NONE ? pool.overflow : numbers.number(slot);
    }
}
