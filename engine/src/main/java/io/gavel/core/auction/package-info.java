/**
 * From ping to sale: what an auction opens, whom it asks, who wins, what a post redeems, and where a lead stands.
 *
 * <pre>
 *   ping ── Auctions ── House ── Method (who, in which order) ── Ranking ── Awards (caps and money held)
 *   post ──    │     ── Leads ── Deliveries (attempts, retries, the next best bid) ── Awards (sold, released)
 *   call ── CallArrivals ── House ── Calls ── Rings (who rings, the next best bid) ── Awards (billed, released)
 *   return, payment  ── Accounts ── Sales (what may still be given back)
 * </pre>
 *
 * Called by {@code Exchange} only, on the core's thread. Everything is found by number, pooled and reused: in steady state
 * nothing is allocated. An award that only waits is no {@code Auction} but a piece of memory on the {@code Shelf}. Outputs are
 * written by {@code Answers} alone.
 */
@NullMarked
package io.gavel.core.auction;

import org.jspecify.annotations.NullMarked;
