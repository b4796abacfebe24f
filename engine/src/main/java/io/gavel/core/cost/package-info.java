/**
 * What ads cost: by campaign, source, keyword and day. What is told again replaces what was told before; the ledger moves by the
 * difference, from the house to the advertising account.
 *
 * <p>The door is {@link io.gavel.core.cost.Costs}; called by the exchange on the core's thread. It knows the ledger.
 */
@NullMarked
package io.gavel.core.cost;

import org.jspecify.annotations.NullMarked;
