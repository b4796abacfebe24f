package io.gavel.gateway.demo;

/**
 * A lead that a simulated buyer took.
 *
 * @param leadId      the exchange's id
 * @param buyer       the buyer's index in the farm
 * @param order       the order that it was sold to
 * @param priceMicros what the buyer owes for it
 */
public record Delivery(String leadId, int buyer, String order, long priceMicros) {}
