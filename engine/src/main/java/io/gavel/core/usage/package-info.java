/**
 * What carriers are owed: the minutes of calls' legs and recordings, a fee for each call, the monthly fees of numbers, day by
 * day. Every booking is a transfer of the ledger, from the house to the carrier, and one {@code UsageBooked}.
 *
 * <p>The door is {@link io.gavel.core.usage.Usage}; the market's changes come from the exchange, calls' legs from the auctions,
 * on the core's thread. It knows the ledger and the timers.
 */
@NullMarked
package io.gavel.core.usage;

import org.jspecify.annotations.NullMarked;
