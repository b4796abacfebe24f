/**
 * Who may buy this, now? Sellers, campaigns, buyers and orders as the market document says; whether an order takes part
 * (standing, caps, hours, credit), and which orders take a ping, best price first.
 *
 * <pre>
 *   puts, deletes ──> Market ──> Order.standing ──> active bit ┐
 *   reserve, afford ──^   ^── timers: hours, full caps         ├─> EligibilityIndex ──> OrderList
 *                         filter ──> rows of bits ─────────────┘        ^── Attributes of a ping
 * </pre>
 *
 * The door is {@link io.gavel.core.market.Market}; called by the exchange's switch and by the auctions, on the core's thread.
 * Nothing here knows a clock, a zone database or chance: time and the offsets of time zones come with the messages.
 */
@NullMarked
package io.gavel.core.market;

import org.jspecify.annotations.NullMarked;
