package io.gavel.core.market;

import io.gavel.message.BalanceState;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.Standing;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** A buyer: its zone, its caps, what it can still afford, and its orders, the cheapest first. */
final class Buyer extends Entity {
    final SortedOrders orders = new SortedOrders(SortedOrders.BY_NEED);
    final Cut credit = new Cut(Standing.NO_CREDIT);
    final Cut capped = new Cut(Standing.BUYER_CAPPED);

    long creditMicros;
    boolean enabled;
    Zone zone = Zone.UTC;
    Caps caps = new Caps(0);
    /** Below this balance it is told; 0: never. */
    long lowMicros;
    /** What it was told last. */
    private BalanceState told = BalanceState.GOOD;

    final Returns returns = new Returns();
    /** When the timer that looks at its caps is due; 0: none is set. */
    long capTimerMicros;

    Buyer(int id) {
        super(id);
    }

    /** Reads all but key, actor and document; returns its caps, which do not count yet. */
    Caps read(BuyerPutDecoder put) {
        creditMicros = put.creditMicros();
        enabled = put.enabled() != 0;
        lowMicros = Math.max(0, put.lowMicros());
        returns.read(put);
        zone = Zone.of(put.zone());
        return Caps.of(put.caps());
    }

    /** How its balance stands now, if that is not what it was told last. It is used up when the cheapest order needs more. */
    @Nullable
    BalanceState balance(long availableMicros) {
        long need = orders.size() == 0 ? 1 : Math.max(1, orders.get(0).needMicros);
        boolean none = availableMicros < need;
        BalanceState now =
                none ? BalanceState.EXHAUSTED : availableMicros < lowMicros ? BalanceState.LOW : BalanceState.GOOD;
        if (now == told) {
            return null;
        }
        told = now;
        return now;
    }

    @Override
    void writeState(StateWriter out, ExpandableArrayBuffer scratch) {
        super.writeState(out, scratch);
        caps.writeState(out);
        out.putLong(credit.roomMicros);
        out.putLong(capped.roomMicros);
        out.putLong(capTimerMicros);
        out.putInt(told.value());
        returns.writeState(out);
    }

    /** Reads what the put does not say. */
    void readRest(StateReader in) {
        caps.readState(in);
        credit.roomMicros = in.getLong();
        capped.roomMicros = in.getLong();
        capTimerMicros = in.getLong();
        told = BalanceState.get((short) in.getInt());
        returns.readState(in);
    }
}
