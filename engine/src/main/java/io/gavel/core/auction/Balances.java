package io.gavel.core.auction;

import io.gavel.core.ledger.Ledger;
import io.gavel.core.market.Market;
import io.gavel.message.AccountKind;
import io.gavel.message.BalanceNotedEncoder;
import io.gavel.message.BalanceState;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;

/** Says when a buyer's balance becomes low, is used up, or is good again. Holds do not count, so an auction alone says nothing. */
final class Balances {
    private final Outlet outlet;
    private final Market market;
    private final Ledger ledger;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BalanceNotedEncoder noted = new BalanceNotedEncoder();

    Balances(Outlet outlet, Market market, Ledger ledger) {
        this.outlet = outlet;
        this.market = market;
        this.ledger = ledger;
    }

    /** After the buyer's balance, or its credit, changed. */
    void look(int buyerId) {
        long credit = market.creditMicros(buyerId);
        boolean limited = credit != Long.MAX_VALUE;
        long available = limited ? credit + ledger.balance(AccountKind.BUYER, buyerId) : Long.MAX_VALUE;
        BalanceState state = market.balance(buyerId, available);
        if (state == null) {
            return;
        }
        noted.wrapAndApplyHeader(outlet.claim(), 0, header)
                .availableMicros(available)
                .lowMicros(market.lowMicros(buyerId))
                .buyerId(buyerId)
                .state(state);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + noted.encodedLength());
    }
}
