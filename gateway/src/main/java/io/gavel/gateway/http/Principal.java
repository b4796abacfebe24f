package io.gavel.gateway.http;

/**
 * Who calls.
 *
 * @param role what it may do
 * @param ownerId the seller's or buyer's id on the line; 0 for operators and analysts
 * @param name the seller's or buyer's name in the market document, or the name of the operator's key; never the key
 */
public record Principal(Role role, int ownerId, String name) {}
