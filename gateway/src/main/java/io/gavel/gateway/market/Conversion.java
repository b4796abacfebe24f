package io.gavel.gateway.market;

/**
 * How an advertising platform hears of what a campaign sold.
 *
 * @param name of the conversion there
 * @param payout its value is what the seller is paid, not what the buyer pays
 */
public record Conversion(String name, boolean payout) {}
