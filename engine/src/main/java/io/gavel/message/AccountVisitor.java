package io.gavel.message;

/** Hears the ledger's accounts, one after the other; their balances sum to zero. */
@FunctionalInterface
public interface AccountVisitor {
    /**
     * Hears one account.
     *
     * @param kind whose account it is
     * @param id sellerId or buyerId, 0 otherwise
     * @param balanceMicros below zero: the owner owes this much
     * @param heldMicros reserved by open awards (buyers only), not part of the balance
     */
    void account(AccountKind kind, int id, long balanceMicros, long heldMicros);
}
