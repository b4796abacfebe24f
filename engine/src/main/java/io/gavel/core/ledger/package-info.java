/**
 * Money: one account for each buyer, seller and carrier, one for the house, one for ads, one for the outside world; every movement has two sides, so
 * the sum of all accounts is always zero. What is promised but not yet moved is held.
 *
 * <p>The door is {@link io.gavel.core.ledger.Ledger}; called by the auctions on the core's thread. It knows nobody.
 */
@NullMarked
package io.gavel.core.ledger;

import org.jspecify.annotations.NullMarked;
