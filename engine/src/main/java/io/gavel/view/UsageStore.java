package io.gavel.view;

import java.util.function.Consumer;

/** What carriers are owed and were paid, each movement with the balance after it. The oldest make room for new ones. Any thread. */
public interface UsageStore {
    /**
     * A carrier's movements, oldest first.
     *
     * @param lines hears each with {@code fromMicros <= time < toMicros}
     * @return what it was owed before and after these, and whether older lines of this range are no longer kept
     */
    MoneyStore.Balances statement(int carrierId, long fromMicros, long toMicros, Consumer<UsageLine> lines);
}
