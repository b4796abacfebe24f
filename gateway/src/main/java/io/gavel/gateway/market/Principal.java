package io.gavel.gateway.market;

/**
 * Who a request comes from.
 *
 * @param role what it may do
 * @param ownerId sellerId or buyerId by role; 0 for operators and analysts
 * @param name the seller's or buyer's name in the market document, else the key's
 */
public record Principal(Role role, int ownerId, String name) {}
