package io.gavel.core.ledger;

/** One party's money: what it has with the exchange (below zero: owes), and what is held of it. */
final class Account {
    long balanceMicros;
    long heldMicros;
    /** The end of the last period that was paid out; 0: none was. */
    long paidUntilMicros;
}
