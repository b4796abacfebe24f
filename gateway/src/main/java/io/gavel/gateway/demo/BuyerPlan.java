package io.gavel.gateway.demo;

/**
 * A simulated buyer to be.
 *
 * @param name      what it is called in figures
 * @param port      where it listens on loopback; 0, or one that is taken, becomes a free one
 * @param temper    how it behaves
 * @param lowCents  its lowest bid
 * @param highCents its highest bid; bids lie evenly between the two
 */
public record BuyerPlan(String name, int port, Temper temper, int lowCents, int highCents) {

    /** Refuses prices that are not. */
    public BuyerPlan {
        if (lowCents <= 0 || highCents < lowCents) {
            throw new IllegalArgumentException(name + " bids between " + lowCents + " and " + highCents + " cents");
        }
    }

    /** A buyer on any free port that always bids the same. */
    public static BuyerPlan constant(String name, Temper temper, int cents) {
        return new BuyerPlan(name, 0, temper, cents, cents);
    }
}
