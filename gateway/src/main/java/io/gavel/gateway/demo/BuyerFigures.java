package io.gavel.gateway.demo;

/**
 * What one buyer, or all of a farm, saw.
 *
 * @param asked      bid requests
 * @param bids       bids answered
 * @param deliveries leads handed over, each try counted
 * @param taken      leads taken, each once
 * @param unreadable requests that were not as the contract says
 * @param unsigned   deliveries without the three headers of Standard Webhooks
 */
public record BuyerFigures(long asked, long bids, long deliveries, long taken, long unreadable, long unsigned) {

    static final BuyerFigures NONE = new BuyerFigures(0, 0, 0, 0, 0, 0);

    BuyerFigures plus(BuyerFigures other) {
        return new BuyerFigures(
                asked + other.asked,
                bids + other.bids,
                deliveries + other.deliveries,
                taken + other.taken,
                unreadable + other.unreadable,
                unsigned + other.unsigned);
    }
}
