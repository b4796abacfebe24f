package io.gavel.gateway.console;

import io.gavel.gateway.market.Cap;
import io.gavel.message.CapKind;
import java.time.ZoneId;
import java.util.List;

/** How full caps are while what was sold is gone through, oldest first. One thread. */
final class CapRoom {
    private final List<Cap> caps;
    private final ZoneId zone;
    private final long[] used;
    private final long[] begun;

    CapRoom(List<Cap> caps, ZoneId zone) {
        this.caps = caps;
        this.zone = zone;
        this.used = new long[caps.size()];
        this.begun = new long[caps.size()];
    }

    /** Whether none is full at this time; calls at once are not known. */
    boolean hasRoom(long micros) {
        for (int i = 0; i < used.length; i++) {
            Cap cap = caps.get(i);
            if (cap.kind() == CapKind.CONCURRENT) {
                continue;
            }
            long begin = CapFill.begin(cap.period(), micros, zone);
            used[i] = begun[i] == begin ? used[i] : 0;
            begun[i] = begin;
            if (used[i] >= cap.limit()) {
                return false;
            }
        }
        return true;
    }

    void sold(long priceMicros) {
        for (int i = 0; i < used.length; i++) {
            used[i] += caps.get(i).kind() == CapKind.AMOUNT ? priceMicros : 1;
        }
    }
}
