package io.gavel.core.usage;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.timer.Timers;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.UsageKind;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The door: what carriers ask, and what they are owed for calls and numbers. Core thread only; money in micro-units, time in
 * microseconds. Booking a call's leg allocates nothing.
 */
public final class Usage {
    private static final long NONE = 0;

    private final Bookings bookings;
    private final Rentals rentals;
    private final PoolOf poolOf;
    private final Int2ObjectHashMap<Tariff> tariffs = new Int2ObjectHashMap<>();
    /** By pool: the campaign above, the seller below. */
    private final Long2LongHashMap pools = new Long2LongHashMap(NONE);

    private final Purpose purpose = new Purpose();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CarrierPutDecoder carrierPut = new CarrierPutDecoder();
    private final NumberPutDecoder numberPut = new NumberPutDecoder();
    private final PoolPutDecoder poolPut = new PoolPutDecoder();

    /** {@code poolOf}: the pool that a number is in. */
    public Usage(Outlet outlet, Ledger ledger, Timers timers, PoolOf poolOf) {
        this.bookings = new Bookings(outlet, ledger);
        this.rentals = new Rentals(timers);
        this.poolOf = poolOf;
    }

    /** In which pool a number is. */
    public interface PoolOf {
        /** The pool of a number's digits, 0 if it is in none. */
        int poolOf(long digits);
    }

    /** Whom a leg was for; filled in by who books it. */
    public static final class Purpose {
        private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

        public long callId;
        public long pingId;
        public int sellerId;
        public int campaignId;
        /** 0: nobody had the call. */
        public int buyerId;

        public int orderId;
        /** Where the call's source is. */
        public DirectBuffer texts = NOTHING;

        public int sourceAt;
        public int sourceLength;

        private Purpose() {}
    }

    /** {@code CarrierPut}: from now on it asks this. */
    public void putCarrier(DirectBuffer message) {
        carrierPut.wrapAndApplyHeader(message, 0, header);
        Tariff tariff = tariffs.get(carrierPut.carrierId());
        if (tariff == null) {
            tariff = new Tariff();
            tariffs.put(carrierPut.carrierId(), tariff);
        }
        tariff.read(carrierPut);
    }

    /** {@code NumberPut}. Today is booked at once, unless it was. */
    public void putNumber(DirectBuffer message, long nowMicros) {
        rentals.put(numberPut.wrapAndApplyHeader(message, 0, header), nowMicros, this::rent);
    }

    /** {@code PoolPut}: whom the fees of its numbers are for. */
    public void putPool(DirectBuffer message) {
        poolPut.wrapAndApplyHeader(message, 0, header);
        int campaignId = Math.max(0, poolPut.campaignId());
        int sellerId = Math.max(0, poolPut.sellerId());
        if (campaignId == 0 && sellerId == 0) {
            pools.remove(poolPut.poolId());
        } else {
            pools.put(poolPut.poolId(), ((long) campaignId << 32) | sellerId);
        }
    }

    /** A number is not in the inventory any more; today is due still. */
    public void release(int numberId, long nowMicros) {
        rentals.delete(numberId, nowMicros, this::rent);
    }

    /** The deadline of kind RENT. */
    public void fire(long nowMicros) {
        rentals.fire(nowMicros, this::rent);
    }

    /** What the next legs are for: to be filled in before each {@link #minutes} and {@link #platform}. */
    public Purpose purpose() {
        return purpose;
    }

    /** A leg, or a recording, that lasted so long. */
    public void minutes(UsageKind kind, int carrierId, long durationMicros) {
        Tariff tariff = tariffs.get(carrierId);
        if (tariff != null) {
            minutes(kind, carrierId, tariff, tariff.minuteMicros(kind), durationMicros);
        }
    }

    /** A caller's leg: to a static number ({@code numberId}), or to a pool's ({@code dialled}), which may have a rate of its own. */
    public void inbound(int carrierId, int numberId, long dialled, long durationMicros) {
        Tariff tariff = tariffs.get(carrierId);
        if (tariff == null) {
            return;
        }
        Rental rental = numberId > 0 ? rentals.ofId(numberId) : rentals.ofNumber(dialled);
        boolean own = rental != null && rental.rented && rental.minuteMicros >= 0;
        long minuteMicros = own && rental != null ? rental.minuteMicros : tariff.inboundMicros;
        minutes(UsageKind.INBOUND, carrierId, tariff, minuteMicros, durationMicros);
    }

    /** The fee for a call whose caller was answered. */
    public void platform(int carrierId) {
        Tariff tariff = tariffs.get(carrierId);
        if (tariff != null) {
            bookings.call(UsageKind.PLATFORM, carrierId, tariff.platformMicros, 0, purpose);
        }
    }

    /** A carrier was paid, or (above zero) paid back; the ledger knows it already. */
    public void paid(int carrierId, long amountMicros, DirectBuffer note, int at, int length) {
        bookings.paid(carrierId, amountMicros, note, at, length);
    }

    private void minutes(UsageKind kind, int carrierId, Tariff tariff, long minuteMicros, long durationMicros) {
        int seconds = tariff.seconds(kind, durationMicros);
        bookings.call(kind, carrierId, Tariff.amount(minuteMicros, seconds), seconds, purpose);
    }

    private void rent(Rental rental, long fromDay, long toDay) {
        long monthly = monthlyMicros(rental);
        if (rental.carrierId <= 0 || monthly <= 0) {
            return;
        }
        long amount = 0;
        for (long day = fromDay; day <= toDay; day++) {
            amount = Math.addExact(amount, Month.share(monthly, day));
        }
        int poolId = rental.campaignId == 0 ? poolOf.poolOf(rental.number) : 0;
        long pool = poolId == 0 ? NONE : pools.get(poolId);
        int campaignId = rental.campaignId == 0 ? (int) (pool >> 32) : rental.campaignId;
        int sellerId = rental.sellerId == 0 ? (int) pool : rental.sellerId;
        bookings.number(rental, campaignId, sellerId, poolId, amount, (int) (toDay - fromDay + 1), toDay);
    }

    private long monthlyMicros(Rental rental) {
        if (rental.monthlyMicros >= 0) {
            return rental.monthlyMicros;
        }
        @Nullable Tariff tariff = tariffs.get(rental.carrierId);
        return tariff == null ? 0 : tariff.monthlyMicros;
    }

    public void writeState(StateWriter out) {
        int[] carriers = new int[tariffs.size()];
        int size = 0;
        for (Int2ObjectHashMap<Tariff>.KeyIterator keys = tariffs.keySet().iterator(); keys.hasNext(); ) {
            carriers[size++] = keys.nextInt();
        }
        Arrays.sort(carriers);
        out.putInt(size);
        for (int carrierId : carriers) {
            out.putInt(carrierId);
            tariffs.get(carrierId).writeState(out);
        }
        long[] ids = new long[pools.size()];
        size = 0;
        for (Long2LongHashMap.KeyIterator keys = pools.keySet().iterator(); keys.hasNext(); ) {
            ids[size++] = keys.nextValue();
        }
        Arrays.sort(ids);
        out.putInt(size);
        for (long id : ids) {
            out.putLong(id);
            out.putLong(pools.get(id));
        }
        rentals.writeState(out);
    }

    /** Into one that is new. */
    public void readState(StateReader in) {
        for (int n = in.getInt(); n > 0; n--) {
            int carrierId = in.getInt();
            Tariff tariff = new Tariff();
            tariff.readState(in);
            tariffs.put(carrierId, tariff);
        }
        for (int n = in.getInt(); n > 0; n--) {
            pools.put(in.getLong(), in.getLong());
        }
        rentals.readState(in);
    }
}
