package io.gavel.core.usage;

import io.gavel.message.NumberPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.ExpandableArrayBuffer;

/** One number of the inventory, also when it is gone: what is due for it, and up to which day that was booked. */
final class Rental {
    /** No day was booked. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int LONGEST_SOURCE = 65_535;

    final int numberId;
    long number;
    int carrierId;
    int campaignId;
    int sellerId;
    long sinceDay;
    /** -1: what its carrier asks. */
    long monthlyMicros;

    long minuteMicros;
    boolean rented;
    byte[] source = new byte[0];
    /** The last day that was looked at, booked or not. */
    long day = NEVER;
    /** Whether that day was booked. */
    boolean charged;

    Rental(int numberId) {
        this.numberId = numberId;
    }

    void read(NumberPutDecoder put) {
        number = put.digits();
        carrierId = put.carrierId();
        campaignId = put.campaignId();
        sellerId = put.sellerId();
        sinceDay = put.sinceDay();
        monthlyMicros = put.monthlyMicros();
        minuteMicros = put.minuteMicros();
        rented = put.rented() != 0;
        source = new byte[Math.min(LONGEST_SOURCE, put.sourceLength())];
        put.getSource(source, 0, source.length);
    }

    void writeState(StateWriter out, ExpandableArrayBuffer scratch) {
        out.putInt(numberId);
        out.putLong(number);
        out.putInt(carrierId);
        out.putInt(campaignId);
        out.putInt(sellerId);
        out.putLong(sinceDay);
        out.putLong(monthlyMicros);
        out.putLong(minuteMicros);
        out.putBoolean(rented);
        out.putLong(day);
        out.putBoolean(charged);
        scratch.putBytes(0, source);
        out.putBytes(scratch, 0, source.length);
    }

    /** What follows the number's id. */
    void readState(StateReader in, ExpandableArrayBuffer scratch) {
        number = in.getLong();
        carrierId = in.getInt();
        campaignId = in.getInt();
        sellerId = in.getInt();
        sinceDay = in.getLong();
        monthlyMicros = in.getLong();
        minuteMicros = in.getLong();
        rented = in.getBoolean();
        day = in.getLong();
        charged = in.getBoolean();
        source = new byte[in.getBytes(scratch)];
        scratch.getBytes(0, source);
    }
}
