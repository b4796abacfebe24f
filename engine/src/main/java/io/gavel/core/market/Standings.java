package io.gavel.core.market;

import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import io.gavel.message.Standing;

/**
 * Whether orders take part: keeps {@link Standing}'s bits true to caps, credit, switches and deletions, tells the index and
 * the outside of every change, and sets the timers at which full caps are looked at again.
 */
final class Standings {
    private final Voice voice;
    private final Timers timers;

    Standings(Voice voice, Timers timers) {
        this.voice = voice;
        this.timers = timers;
    }

    /** Works out all bits anew; says so if they changed, or if nobody was told of this order yet. */
    void settle(Order order, boolean unheardOf, long nowMicros) {
        Buyer buyer = order.buyer;
        Campaign campaign = order.campaign;
        int bits = order.enabled() ? 0 : Standing.DISABLED;
        if (order.deleted() || buyer == null || buyer.deleted() || campaign == null || campaign.deleted()) {
            bits |= Standing.DELETED;
        }
        if (buyer != null) {
            bits |= buyer.enabled ? 0 : Standing.BUYER_DISABLED;
            bits |= buyer.capped.reaches(order) ? 0 : Standing.BUYER_CAPPED;
            bits |= buyer.credit.reaches(order) ? 0 : Standing.NO_CREDIT;
        }
        if (order.caps.full(order.needMicros, nowMicros, order.zone()) >= 0) {
            bits |= Standing.CAPPED;
        }
        become(order, bits, unheardOf, nowMicros);
        arm(order, nowMicros);
    }

    /** After its caps moved. */
    void look(Order order, long nowMicros) {
        boolean full = order.caps.full(order.needMicros, nowMicros, order.zone()) >= 0;
        flip(order, Standing.CAPPED, full, nowMicros);
        arm(order, nowMicros);
    }

    /** After its caps moved. */
    void look(Buyer buyer, long nowMicros) {
        move(buyer, buyer.capped, buyer.caps.roomMicros(nowMicros, buyer.zone), nowMicros);
        arm(buyer, nowMicros);
    }

    /** From now on the buyer can afford this much. */
    void afford(Buyer buyer, long availableMicros, long nowMicros) {
        move(buyer, buyer.credit, availableMicros, nowMicros);
    }

    void fire(Order order, long nowMicros) {
        if (order.capTimerMicros != 0 && nowMicros >= order.capTimerMicros) {
            order.capTimerMicros = 0;
            if (!order.deleted()) {
                look(order, nowMicros);
            }
        }
    }

    void fire(Buyer buyer, long nowMicros) {
        if (buyer.capTimerMicros != 0 && nowMicros >= buyer.capTimerMicros) {
            buyer.capTimerMicros = 0;
            look(buyer, nowMicros);
        }
    }

    /** Puts an order on its buyer's list. */
    static void enlist(Buyer buyer, Order order) {
        buyer.orders.add(order);
        buyer.credit.reach += buyer.credit.reaches(order) ? 1 : 0;
        buyer.capped.reach += buyer.capped.reaches(order) ? 1 : 0;
        unsteady(buyer);
    }

    static void strike(Buyer buyer, Order order) {
        buyer.orders.remove(order);
        buyer.credit.reach -= buyer.credit.reaches(order) ? 1 : 0;
        buyer.capped.reach -= buyer.capped.reaches(order) ? 1 : 0;
        unsteady(buyer);
    }

    private static void unsteady(Buyer buyer) {
        buyer.credit.unsteady();
        buyer.capped.unsteady();
    }

    private void move(Buyer buyer, Cut cut, long roomMicros, long nowMicros) {
        if (roomMicros == cut.roomMicros) {
            return;
        }
        cut.roomMicros = roomMicros;
        if (cut.isSteady()) {
            return;
        }
        while (cut.reach < buyer.orders.size() && cut.reaches(buyer.orders.get(cut.reach))) {
            flip(buyer.orders.get(cut.reach++), cut.bit, false, nowMicros);
        }
        while (cut.reach > 0 && !cut.reaches(buyer.orders.get(cut.reach - 1))) {
            flip(buyer.orders.get(--cut.reach), cut.bit, true, nowMicros);
        }
        cut.steady(buyer.orders);
    }

    private void flip(Order order, int bit, boolean on, long nowMicros) {
        become(order, on ? order.standing | bit : order.standing & ~bit, false, nowMicros);
    }

    private void become(Order order, int bits, boolean unheardOf, long nowMicros) {
        if (bits == order.standing && !unheardOf) {
            return;
        }
        order.standing = bits;
        activate(order);
        voice.standing(order, fullCap(order, nowMicros));
    }

    static void activate(Order order) {
        if (order.attached && order.campaign != null) {
            order.campaign.indexOf(order).activate(order, order.active());
        }
    }

    private static int fullCap(Order order, long nowMicros) {
        if ((order.standing & Standing.CAPPED) != 0) {
            return order.caps.full(order.needMicros, nowMicros, order.zone());
        }
        if ((order.standing & Standing.BUYER_CAPPED) != 0 && order.buyer != null) {
            return order.buyer.caps.full(order.needMicros, nowMicros, order.zone());
        }
        return -1;
    }

    private void arm(Order order, long nowMicros) {
        if ((order.standing & Standing.CAPPED) != 0) {
            long end = order.caps.nextRollMicros(nowMicros, order.zone());
            order.capTimerMicros = arm(order.capTimerMicros, end, TimerKind.ORDER_CAP, order.id());
        }
    }

    private void arm(Buyer buyer, long nowMicros) {
        if (buyer.capped.roomMicros != Long.MAX_VALUE) {
            long end = buyer.caps.nextRollMicros(nowMicros, buyer.zone);
            buyer.capTimerMicros = arm(buyer.capTimerMicros, end, TimerKind.BUYER_CAP, buyer.id());
        }
    }

    /** Sets a timer unless one is set that is due earlier; returns when the earliest is due. */
    private long arm(long setMicros, long wantedMicros, int kind, int id) {
        if (wantedMicros == Long.MAX_VALUE || (setMicros != 0 && setMicros <= wantedMicros)) {
            return setMicros;
        }
        timers.schedule(wantedMicros, kind, id);
        return wantedMicros;
    }
}
