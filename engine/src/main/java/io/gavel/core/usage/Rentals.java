package io.gavel.core.usage;

import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The monthly fees of numbers, booked day by day, UTC: the day of a number's put, and each midnight the day that begins, so a
 * number that is there in the morning costs the whole day. Days that nobody was awake for are booked with the next message.
 * At a midnight so many numbers are booked at once as one message bears; the others follow a millisecond later.
 */
final class Rentals {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int AT_ONCE = 500;
    private static final long PAUSE_MICROS = 1_000;

    private final Timers timers;
    private final Int2ObjectHashMap<Rental> byId = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<Rental> byNumber = new Long2ObjectHashMap<>();
    /** In the order of their first put. */
    private final List<Rental> all = new ArrayList<>();
    /** The next one to be looked at tonight. */
    private int cursor;
    /** Whether a timer is set. */
    private boolean armed;

    Rentals(Timers timers) {
        this.timers = timers;
    }

    /** Who is to book the fee of some days of a rental. */
    interface Due {
        void book(Rental rental, long fromDay, long toDay);
    }

    @Nullable
    Rental ofId(int numberId) {
        return byId.get(numberId);
    }

    @Nullable
    Rental ofNumber(long digits) {
        return byNumber.get(digits);
    }

    void put(NumberPutDecoder put, long nowMicros, Due due) {
        Rental rental = byId.get(put.numberId());
        long today = day(nowMicros);
        if (rental == null) {
            rental = new Rental(put.numberId());
            byId.put(rental.numberId, rental);
            all.add(rental);
        }
        settle(rental, today, due);
        byNumber.remove(rental.number);
        rental.read(put);
        byNumber.put(rental.number, rental);
        begin(rental, today, due);
        if (!armed) {
            armed = true;
            timers.schedule((today + 1) * DAY_MICROS, TimerKind.RENT, 0);
        }
    }

    void delete(int numberId, long nowMicros, Due due) {
        Rental rental = byId.get(numberId);
        if (rental != null) {
            settle(rental, day(nowMicros), due);
            rental.rented = false;
            byNumber.remove(rental.number);
        }
    }

    /** Midnight, or the pause after as many as could be booked at once. */
    void fire(long nowMicros, Due due) {
        long today = day(nowMicros);
        int end = Math.min(all.size(), cursor + AT_ONCE);
        for (; cursor < end; cursor++) {
            settle(all.get(cursor), today, due);
        }
        if (cursor < all.size()) {
            timers.schedule(nowMicros + PAUSE_MICROS, TimerKind.RENT, 0);
        } else {
            cursor = 0;
            timers.schedule((today + 1) * DAY_MICROS, TimerKind.RENT, 0);
        }
    }

    /** The days since it was last looked at, as it was then. */
    private static void settle(Rental rental, long today, Due due) {
        if (rental.day == Rental.NEVER || rental.day >= today) {
            return;
        }
        long from = Math.max(rental.day + 1, rental.sinceDay);
        boolean charges = rental.rented && from <= today;
        if (charges) {
            due.book(rental, from, today);
        }
        rental.charged = charges;
        rental.day = today;
    }

    /** The day of its put, unless that was booked before. */
    private static void begin(Rental rental, long today, Due due) {
        boolean known = rental.day == today && rental.charged;
        rental.day = today;
        rental.charged = known;
        if (!known && rental.rented && rental.sinceDay <= today) {
            due.book(rental, today, today);
            rental.charged = true;
        }
    }

    private static long day(long micros) {
        return Math.floorDiv(micros, DAY_MICROS);
    }

    void writeState(StateWriter out) {
        ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        out.putInt(all.size());
        for (Rental rental : all) {
            rental.writeState(out, scratch);
        }
        out.putInt(cursor);
        out.putBoolean(armed);
    }

    /** Into rentals that are new. */
    void readState(StateReader in) {
        ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        for (int n = in.getInt(); n > 0; n--) {
            Rental rental = new Rental(in.getInt());
            rental.readState(in, scratch);
            byId.put(rental.numberId, rental);
            all.add(rental);
            if (rental.rented) {
                byNumber.put(rental.number, rental);
            }
        }
        cursor = in.getInt();
        armed = in.getBoolean();
    }
}
