package io.gavel.view;

import io.gavel.message.AccountKind;
import java.util.function.Consumer;

/**
 * Every transfer: sales, returns, payments, each with its account's balance after it. The oldest make room for new ones, the
 * balances stay right. Any thread.
 *
 * <p>A buyer's balance is what it owes, a seller's what it is owed: both grow with sales.
 */
public interface MoneyStore {
    /**
     * An account's transfers, oldest first.
     *
     * @param kind {@link AccountKind#BUYER} or {@link AccountKind#SELLER}
     * @param lines hears each transfer with {@code fromMicros <= time < toMicros}
     * @return the balances before and after these, and whether older lines of this range are no longer kept
     */
    Balances statement(AccountKind kind, int accountId, long fromMicros, long toMicros, Consumer<Transfer> lines);

    /**
     * A buyer's bought leads, newest first.
     *
     * @param after {@link Page#next} of the part before; 0: from the newest
     */
    Page<Transfer> sales(int buyerId, long fromMicros, long toMicros, int limit, long after);

    /**
     * Everybody's sales and returns, newest first.
     *
     * @param after {@link Page#next} of the part before; 0: from the newest
     */
    Page<Transfer> trades(long fromMicros, long toMicros, int limit, long after);

    /** What an account owed (buyer) or was owed (seller), micro-units. */
    record Balances(long openingMicros, long closingMicros, boolean isCut) {}
}
