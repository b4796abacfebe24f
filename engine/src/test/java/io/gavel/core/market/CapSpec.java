package io.gavel.core.market;

import io.gavel.message.CapKind;
import io.gavel.message.Period;

/** A cap as the document says it. */
record CapSpec(CapKind kind, Period period, long limit) {
    static CapSpec count(long limit, Period period) {
        return new CapSpec(CapKind.COUNT, period, limit);
    }

    static CapSpec amount(long limitMicros, Period period) {
        return new CapSpec(CapKind.AMOUNT, period, limitMicros);
    }

    static CapSpec concurrent(long limit) {
        return new CapSpec(CapKind.CONCURRENT, Period.TOTAL, limit);
    }
}
