/**
 * Real clients and servers on loopback, for the demo, for tests and for the bench: buyers that bid and take leads, sellers
 * that ping and post, callers who call and agents who answer ({@code demo.phone}). They know the exchange by its contract alone,
 * over HTTP, SIP and RTP. What happened before they came is made by {@code demo.day}, on the line itself.
 *
 * <p>{@link io.gavel.gateway.demo.BuyerFarm} and {@link io.gavel.gateway.demo.Sellers} each run on event loops of their own;
 * what they count may be read from any thread.
 */
@NullMarked
package io.gavel.gateway.demo;

import org.jspecify.annotations.NullMarked;
