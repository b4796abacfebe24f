package io.gavel.core.market;

import io.gavel.message.SellerPutDecoder;
import io.gavel.message.StateWriter;
import org.agrona.ExpandableArrayBuffer;

/** A seller and what it is paid. To be read only; core thread. */
public final class Seller extends Entity {
    private static final long WHOLE = 1_000_000;
    /** Such a price times a share is still a long. */
    private static final long MOST_AT_ONCE = Long.MAX_VALUE / WHOLE;

    private long shareMicros;
    private long marginMicros;
    private boolean enabled;
    Caps caps = new Caps(0);

    Seller(int id) {
        super(id);
    }

    /** Reads all but key, actor and document; returns its caps, which do not count yet. */
    Caps read(SellerPutDecoder put) {
        shareMicros = Math.max(0, Math.min(WHOLE, put.shareMicros()));
        marginMicros = Math.max(0, put.marginMicros());
        enabled = put.enabled() != 0;
        return Caps.of(put.caps());
    }

    public boolean enabled() {
        return enabled;
    }

    /** What the seller is paid for a price: a share of it, rounded down to the micro-unit, or the price less a margin. */
    public long payoutMicros(long priceMicros) {
        if (marginMicros != 0) {
            return Math.max(0, priceMicros - marginMicros);
        }
        if (priceMicros <= MOST_AT_ONCE) {
            return priceMicros * shareMicros / WHOLE;
        }
        return priceMicros / WHOLE * shareMicros + priceMicros % WHOLE * shareMicros / WHOLE;
    }

    /** The smallest price whose payout is at least this; {@link Long#MAX_VALUE} if no price is. */
    public long priceMicros(long payoutMicros) {
        if (payoutMicros <= 0) {
            return 0;
        }
        if (marginMicros != 0) {
            return payoutMicros > Long.MAX_VALUE - marginMicros ? Long.MAX_VALUE : payoutMicros + marginMicros;
        }
        if (shareMicros == 0 || payoutMicros / shareMicros > Long.MAX_VALUE / WHOLE - 1) {
            return Long.MAX_VALUE;
        }
        long whole = payoutMicros / shareMicros;
        long rest = payoutMicros % shareMicros;
        return whole * WHOLE + (rest * WHOLE + shareMicros - 1) / shareMicros;
    }

    @Override
    void writeState(StateWriter out, ExpandableArrayBuffer scratch) {
        super.writeState(out, scratch);
        caps.writeState(out);
    }
}
