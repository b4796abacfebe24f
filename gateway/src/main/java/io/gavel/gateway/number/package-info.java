/**
 * Where tracking numbers come from and where they are: the inventory's paths ({@code /v1/admin/inventory/…}), and the seam to who
 * sells numbers.
 *
 * <pre>
 *   operator --handlers--> NumberOrders (a file for each order) --> NumberProvider: a file of the operator's, or Telnyx
 *                                 |  done
 *                                 v
 *                           market.Inventory --> the market document's `numbers` and `pools`
 * </pre>
 *
 * <p>An order is written down before anything is sent, under a reference of ours that the provider keeps: after a time-out or a
 * crash the provider is asked for that reference before it is ordered again. {@link io.gavel.gateway.number.NumberEdge} is the
 * door. Handlers run on event loops, orders on a thread of their own; decision 0023 says why.
 */
@NullMarked
package io.gavel.gateway.number;

import org.jspecify.annotations.NullMarked;
