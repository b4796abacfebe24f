package io.gavel.core.market;

import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.Period;
import io.gavel.message.Reason;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * What a buyer may give back: within how long, how many in a period, which part of what it bought in that period; and whether
 * that waits for an operator. Periods are the buyer's own, as of its caps.
 */
final class Returns {
    private static final long MICROS = 1_000_000;
    private static final long WHOLE = 1_000_000;
    private static final long DEFAULT_SECONDS = 30L * 86_400;
    private static final int ANY = -1;

    private long windowMicros = DEFAULT_SECONDS * MICROS;
    private int most = ANY;
    private int shareMicros = ANY;
    private Period period = Period.MONTH;
    boolean wait;

    /** When the period ends in which these were counted. */
    private long endMicros = Long.MIN_VALUE;

    private long bought;
    private long returned;

    /** Puts of before these terms were known say nothing of them. */
    void read(BuyerPutDecoder put) {
        boolean said = put.returnSeconds() > 0;
        Period before = period;
        windowMicros = (said ? put.returnSeconds() : DEFAULT_SECONDS) * MICROS;
        most = said ? Math.max(ANY, put.returnCount()) : ANY;
        shareMicros = said ? Math.max(ANY, put.returnShare()) : ANY;
        boolean known = said && put.returnPeriodRaw() <= Period.TOTAL.value();
        period = known ? Period.get(put.returnPeriodRaw()) : Period.MONTH;
        wait = put.returnsWait() == 1;
        if (period != before) {
            endMicros = Long.MIN_VALUE;
        }
    }

    void bought(long nowMicros, Zone zone) {
        roll(nowMicros, zone);
        bought++;
    }

    /** Counts one, or says why not. */
    Reason take(long boughtMicros, long nowMicros, Zone zone) {
        if (nowMicros - boughtMicros > windowMicros) {
            return Reason.NOT_RETURNABLE;
        }
        roll(nowMicros, zone);
        boolean many = most != ANY && returned >= most;
        boolean large = shareMicros != ANY && (returned + 1) * WHOLE > bought * shareMicros;
        if (many || large) {
            return Reason.RETURN_LIMIT;
        }
        returned++;
        return Reason.NONE;
    }

    void giveBack(long nowMicros, Zone zone) {
        roll(nowMicros, zone);
        returned = Math.max(0, returned - 1);
    }

    private void roll(long nowMicros, Zone zone) {
        if (nowMicros >= endMicros) {
            endMicros = zone.endOf(period, nowMicros);
            bought = 0;
            returned = 0;
        }
    }

    void writeState(StateWriter out) {
        out.putLong(endMicros);
        out.putLong(bought);
        out.putLong(returned);
    }

    void readState(StateReader in) {
        endMicros = in.getLong();
        bought = in.getLong();
        returned = in.getLong();
    }
}
